using Social.Contracts;
using Social.ServiceDefaults.Errors;

namespace Social.ServiceDefaults.Texts;

/// <summary>Somebody whom a text mentions.</summary>
public sealed record MentionedPerson(Guid Id, string Username);

public static class MentionedPeople
{
    /// <summary>
    /// The people whom a text mentions, each once, in order of appearance. While Profile is unavailable a text with mentions is refused, so
    /// that a caller who keeps nothing before this loses nobody's mention.
    /// </summary>
    /// <exception cref="FaultException"><see cref="Fault.Unavailable"/>.</exception>
    public static async Task<IReadOnlyList<MentionedPerson>> FindMentionedAsync(
        this ProfileService.ProfileServiceClient profiles,
        string text,
        CancellationToken stop
    )
    {
        var named = TextEntities.NamesIn(text);
        if (named.Count == 0)
            return [];
        var request = new ResolveUsernamesRequest { Usernames = { named.SelectMany(names => names).Distinct() } };
        var answer = await profiles.ResolveUsernamesAsync(request, cancellationToken: stop);
        var people = answer.People.ToDictionary(p => p.Username, p => new MentionedPerson(Guid.Parse(p.Id), p.Username));
        return [.. named.Select(names => Array.Find(names, people.ContainsKey)).OfType<string>().Distinct().Select(name => people[name])];
    }
}
