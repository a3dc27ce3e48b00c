using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging.Blocks;
using Social.Posts.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Posts.Api;

public sealed partial class PostApi
{
    /// <summary>Uses of tags that one search counts: by the index, some milliseconds.</summary>
    const int MaxCounted = 10_000;

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/> (cursor), <see cref="Fault.Invalid"/> (limit).</exception>
    public override Task<PostPage> Explore(ExploreRequest request, ServerCallContext context)
    {
        var me = context.CallerId();
        var hidden = db.HiddenFrom(me);
        var posts = db.Published.Where(p => p.AuthorId != me && !hidden.Contains(p.AuthorId));
        return ReadPageAsync(posts, me, request.Cursor, request.Limit, context.CancellationToken);
    }

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/> (cursor), <see cref="Fault.Invalid"/> (limit).</exception>
    public override async Task<PostPage> ListByTag(ListByTagRequest request, ServerCallContext context)
    {
        var (me, stop) = (ViewerOf(context), context.CancellationToken);
        var tag = Tags.Key(Storable(request.Tag));
        var tagged = db.Tags.Where(t => t.Tag == tag);
        // On the index's own column, so that it begins where the page before ended.
        if (Paging.ReadId(request.Cursor) is { } last)
            tagged = tagged.Where(t => t.PostId < last);
        var posts = tagged.Join(db.VisibleTo(me), t => t.PostId, p => p.Id, (_, p) => p);
        return await ReadPageAsync(posts, me, request.Cursor, request.Limit, stop);
    }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (q, limit), <see cref="Fault.Malformed"/> (cursor).</exception>
    public override async Task<PostPage> Search(SearchPostsRequest request, ServerCallContext context)
    {
        var (me, stop) = (ViewerOf(context), context.CancellationToken);
        if (SearchWords.Query(Question(request.Query)) is not { } query)
            return new();
        var posts = db.VisibleTo(me).Where(p => db.WithWords(query).Contains(p.Id));
        return await ReadPageAsync(posts, me, request.Cursor, request.Limit, stop);
    }

    /// <summary>
    /// Tags with this beginning, the most used first. Of a beginning that very many uses share, such as one letter, only the first of them
    /// in the order of the tags are counted.
    /// </summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (q, limit).</exception>
    public override async Task<TagList> SearchTags(SearchTagsRequest request, ServerCallContext context)
    {
        var (me, stop) = (ViewerOf(context), context.CancellationToken);
        var limit = Paging.Limit(request.Limit);
        var beginning = Tags.Key(Question(request.Query));
        if (beginning.Length == 0)
            return new();
        var apart = db.BlockedEitherWay(me);
        var found = await db
            .Tags.Where(t => t.Tag.StartsWith(beginning))
            .OrderBy(t => t.Tag)
            .ThenBy(t => t.PostId)
            .Take(MaxCounted)
            .Where(t => !apart.Contains(t.AuthorId))
            .GroupBy(t => t.Tag)
            // Of several spellings one with few capitals: lower case sorts behind them.
            .Select(g => new
            {
                Tag = g.Key,
                Spelling = g.Max(t => t.Spelling),
                Posts = g.Count(),
            })
            .OrderByDescending(t => t.Posts)
            .ThenBy(t => t.Tag)
            .Take(limit)
            .ToListAsync(stop);
        return new() { Tags = { found.Select(t => new TagView { Tag = t.Spelling, Posts = t.Posts }) } };
    }

    static string Question(string text)
    {
        text = Storable(text).Trim();
        return text.Length > 0 && Graphemes.Count(text) <= SharedLimits.SearchQuery
            ? text
            : throw new FaultException(Fault.Invalid, "q", $"A search has 1 to {SharedLimits.SearchQuery} characters.");
    }

    static string Storable(string text) =>
        text.Contains('\0', StringComparison.Ordinal) ? throw new FaultException(Fault.Malformed, "A null character is in no text.") : text;
}
