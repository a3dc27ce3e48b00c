using System.Runtime.CompilerServices;
using Google.Protobuf;
using Social.Contracts;

namespace Social.Gateway.Caching;

/// <summary>
/// What is kept, and what belongs to it for one reader. What everybody reads alike is named here field by field, so that nothing of
/// one viewer gets to another, whatever a view may tell one day.
/// </summary>
static class CacheEntryMapper
{
    // An entry that this process keeps is read once, however many pages show it.
    static readonly ConditionalWeakTable<CacheEntry, ProfileView> ReadProfiles = [];
    static readonly ConditionalWeakTable<CacheEntry, PostView> ReadPosts = [];

    public static CacheEntry ToEntry(this ProfileView p) =>
        Entry(
            Keys.Profile(p.Id),
            p.Version,
            new ProfileView
            {
                Id = p.Id,
                Username = p.Username,
                DisplayName = p.DisplayName,
                Bio = p.Bio,
                BioEntities = { p.BioEntities },
                AvatarMediaId = p.AvatarMediaId,
                CreatedAt = p.CreatedAt,
                Version = p.Version,
            }
        );

    public static CacheEntry ToEntry(this PostView p) =>
        Entry(
            Keys.Post(p.Id),
            p.Version,
            new PostView
            {
                Id = p.Id,
                AuthorId = p.AuthorId,
                Text = p.Text,
                Images = { p.Images },
                Tags = { p.Tags },
                MentionIds = { p.MentionIds },
                Entities = { p.Entities },
                CreatedAt = p.CreatedAt,
                EditedAt = p.EditedAt,
                Version = p.Version,
            }
        );

    /// <summary>Of somebody who never published anything there is no list.</summary>
    public static CacheEntry ToEntry(this PostIds list, string authorId) =>
        list is { AuthorVersion: 0, Posts.Count: 0 }
            ? Absent(Keys.PostsOf(authorId))
            : Entry(Keys.PostsOf(authorId), list.AuthorVersion, list);

    /// <summary>There is no such row.</summary>
    public static CacheEntry Absent(string key) => new() { Key = key, Absent = true };

    /// <summary>The profile as this relation's holder sees it.</summary>
    public static ProfileView With(this CacheEntry entry, RelationView relation)
    {
        var p = entry.Profile().Clone();
        (p.Followers, p.Following) = (relation.Followers, relation.Following);
        (p.IsFollowed, p.FollowsMe) = (relation.IsFollowed, relation.FollowsMe);
        (p.IsBlocked, p.IsMuted) = (relation.IsBlocked, relation.IsMuted);
        return p;
    }

    /// <summary>The post as whom this state was told to sees it.</summary>
    public static PostView With(this CacheEntry entry, PostState state)
    {
        var p = entry.Post().Clone();
        (p.Likes, p.Comments, p.LikedByMe) = (state.Likes, state.Comments, state.LikedByMe);
        return p;
    }

    /// <summary>The author of the post that is kept here and those whom it mentions.</summary>
    public static IEnumerable<string> PeopleOfPost(this CacheEntry entry)
    {
        var p = entry.Post();
        return p.MentionIds.Prepend(p.AuthorId);
    }

    public static PostIds ToList(this CacheEntry entry) => entry.Absent ? new() { All = true } : PostIds.Parser.ParseFrom(entry.Value);

    static ProfileView Profile(this CacheEntry entry) => ReadProfiles.GetValue(entry, e => ProfileView.Parser.ParseFrom(e.Value));

    static PostView Post(this CacheEntry entry) => ReadPosts.GetValue(entry, e => PostView.Parser.ParseFrom(e.Value));

    static CacheEntry Entry(string key, ulong version, IMessage content) =>
        new()
        {
            Key = key,
            Version = version,
            Value = content.ToByteString(),
        };
}
