using Google.Protobuf;
using Social.Contracts;

namespace Social.Gateway.Caching;

/// <summary>
/// What is kept of a row. What everybody reads alike is named here field by field, so that nothing of one viewer gets to another, whatever a
/// view may tell one day.
/// </summary>
static class CacheEntryMapper
{
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

    public static PostIds ToList(this CacheEntry entry) => entry.Absent ? new() { All = true } : PostIds.Parser.ParseFrom(entry.Value);

    static CacheEntry Entry(string key, ulong version, IMessage content) =>
        new()
        {
            Key = key,
            Version = version,
            Value = content.ToByteString(),
        };
}
