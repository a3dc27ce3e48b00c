using Social.Contracts;

namespace Social.Gateway.CachedReads;

/// <summary>People and posts as the caller sees them, by id; those that the caller may not see are absent.</summary>
/// <param name="Asked">Whom was asked about: also those whom posts mention that this process had a copy of.</param>
sealed record Seen(IReadOnlyDictionary<string, SeenPerson> People, IReadOnlyDictionary<string, SeenPost> Posts, IReadOnlySet<string> Asked)
{
    public static readonly IReadOnlyDictionary<string, SeenPost> NoPosts = new Dictionary<string, SeenPost>();

    /// <summary>This person alone.</summary>
    public static Seen Only(ProfileView person) =>
        new(new Dictionary<string, SeenPerson> { [person.Id] = SeenPerson.Of(person) }, NoPosts, new HashSet<string> { person.Id });
}
