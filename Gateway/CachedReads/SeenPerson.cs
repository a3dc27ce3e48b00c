using System.Runtime.CompilerServices;
using Social.Contracts;
using Social.Gateway.Posts;

namespace Social.Gateway.CachedReads;

/// <summary>A person as one viewer sees them.</summary>
sealed class SeenPerson
{
    static readonly ConditionalWeakTable<CacheEntry, Content> Read = [];

    readonly Content content;

    SeenPerson(Content content, RelationView relation) => (this.content, Relation) = (content, relation);

    /// <summary>How the viewer stands to them, and how many follow them.</summary>
    public RelationView Relation { get; }

    public string Id => Relation.Id;
    public bool IsFollowed => Relation.IsFollowed;
    public bool IsBlocked => Relation.IsBlocked;
    public bool IsMuted => Relation.IsMuted;

    /// <summary>What a post shows of them.</summary>
    public AuthorJson Author => content.Author;

    /// <summary>An entry of the cache as whom this relation was told to sees it; read once, however many pages show it.</summary>
    public static SeenPerson Of(CacheEntry entry, RelationView relation) =>
        new(Read.GetValue(entry, e => new(ProfileView.Parser.ParseFrom(e.Value))), relation);

    /// <summary>A person as Profile told the viewer of them.</summary>
    public static SeenPerson Of(ProfileView p) =>
        new(
            new(p),
            new()
            {
                Id = p.Id,
                Followers = p.Followers,
                Following = p.Following,
                IsFollowed = p.IsFollowed,
                FollowsMe = p.FollowsMe,
                IsBlocked = p.IsBlocked,
                IsMuted = p.IsMuted,
                Version = p.Version,
            }
        );

    /// <summary>All of their profile as the viewer sees it.</summary>
    public ProfileView ToProfile()
    {
        var p = content.Profile.Clone();
        (p.Followers, p.Following) = (Relation.Followers, Relation.Following);
        (p.IsFollowed, p.FollowsMe) = (Relation.IsFollowed, Relation.FollowsMe);
        (p.IsBlocked, p.IsMuted) = (Relation.IsBlocked, Relation.IsMuted);
        return p;
    }

    /// <summary>What everybody reads alike; shared between viewers, so not to be changed.</summary>
    sealed class Content(ProfileView profile)
    {
        AuthorJson? author;

        public ProfileView Profile => profile;

        // Whoever asks at the same time makes the same.
        public AuthorJson Author => author ??= AuthorJson.From(profile);
    }
}
