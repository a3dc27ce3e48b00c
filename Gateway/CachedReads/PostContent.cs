using System.Runtime.CompilerServices;
using Social.Contracts;
using Social.Gateway.Caching;
using Social.Gateway.Posts;

namespace Social.Gateway.CachedReads;

/// <summary>What everybody reads alike of a post, as pages show it; made once from an entry, however many pages show it.</summary>
sealed class PostContent
{
    static readonly ConditionalWeakTable<CacheEntry, PostContent> Read = [];

    readonly IReadOnlyList<EntityJson> entities;

    PostContent(PostView p)
    {
        (Id, AuthorId, Text) = (p.Id, p.AuthorId, p.Text);
        (Images, Tags, MentionIds) = ([.. p.Images.Select(ImageJson.From)], p.Tags, p.MentionIds);
        entities = EntityJson.From(p.Entities);
        (CreatedAt, EditedAt) = (p.CreatedAt.ToDateTimeOffset(), p.EditedAt?.ToDateTimeOffset());
        People = [AuthorId, .. MentionIds];
        PeopleRows = [.. People.Select(Keys.Profile)];
    }

    public string Id { get; }
    public string AuthorId { get; }
    public string Text { get; }
    public IReadOnlyList<ImageJson> Images { get; }
    public IReadOnlyList<string> Tags { get; }
    public IReadOnlyList<string> MentionIds { get; }
    public DateTimeOffset CreatedAt { get; }
    public DateTimeOffset? EditedAt { get; }

    /// <summary>The ids of its author and of those whom it mentions.</summary>
    public IReadOnlyList<string> People { get; }

    /// <summary>The names of their rows.</summary>
    public IReadOnlyList<string> PeopleRows { get; }

    public static PostContent Of(CacheEntry entry) => Read.GetValue(entry, e => new(PostView.Parser.ParseFrom(e.Value)));

    public static PostContent Of(PostView post) => new(post);

    /// <summary>Its mentions, tags and links, with those mentions alone that are of the people shown.</summary>
    public IReadOnlyList<EntityJson> Entities(IReadOnlyList<AuthorJson> mentions) => EntityJson.Among(entities, mentions);
}
