using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Contracts;
using Social.Messaging.Blocks;
using Social.Messaging.DeletedUsers;
using Social.Posts.Data;
using Social.Posts.Images;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

/// <summary>Images that are shown for a day.</summary>
public sealed partial class StoryApi(
    PostDbContext db,
    ImageRenderer renderer,
    Publishing publishing,
    MediaCleanup cleanup,
    IOptions<PostOptions> options,
    TimeProvider clock
) : StoryService.StoryServiceBase
{
    /// <summary>Stories of others in one page: each has at most 1.2 kB, and a message 4 MB.</summary>
    const int MaxStories = 1_000;

    /// <summary>Two queries however many there are. Who has a new story while one reads on keeps their place.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/> (cursor), <see cref="Fault.Invalid"/> (limit).</exception>
    public override async Task<StoryPage> ListStories(ListStoriesRequest request, ServerCallContext context)
    {
        var (me, now, stop) = (context.CallerId(), clock.GetUtcNow(), context.CancellationToken);
        var limit = Paging.Limit(request.Limit);
        var (newest, last) = StoryCursor.Parse(request.Cursor);
        var hidden = db.HiddenFrom(me);
        // Each author's latest, as it was when the first page was read.
        var latest = db
            .Stories.Where(s => s.ExpiresAt > now && s.Id <= newest && s.AuthorId != me && !hidden.Contains(s.AuthorId))
            .Where(s =>
                !db.Stories.Any(later => later.AuthorId == s.AuthorId && later.Id > s.Id && later.Id <= newest && later.ExpiresAt > now)
            );
        var authors = await latest
            .Where(s => s.Id < last)
            .OrderByDescending(s => s.Id)
            .Take(limit + 1)
            .Select(s => new
            {
                s.AuthorId,
                s.Id,
                Live = db.Stories.Count(other => other.AuthorId == s.AuthorId && other.ExpiresAt > now),
            })
            .ToListAsync(stop);
        // A page ends early where its stories would be more than a message holds; it has one author at least.
        var (size, total) = (0, 0);
        while (size < Math.Min(limit, authors.Count) && (size == 0 || total + authors[size].Live <= MaxStories))
            total += authors[size++].Live;
        List<Guid> shown = [me, .. authors.Take(size).Select(a => a.AuthorId)];
        var stories = await db
            .Stories.AsNoTracking()
            .Where(s => s.ExpiresAt > now && shown.Contains(s.AuthorId))
            .OrderBy(s => s.Id)
            .Select(s => new { Story = s, Seen = s.AuthorId == me || db.SeenStories.Any(v => v.StoryId == s.Id && v.ViewerId == me) })
            .ToListAsync(stop);
        var byAuthor = stories.ToLookup(s => s.Story.AuthorId, s => s.Story.View(s.Seen));
        var page = new StoryPage { Mine = { byAuthor[me] } };
        if (authors.Count > size)
            page.Next = new StoryCursor(newest == Guid.AllBitsSet ? authors[0].Id : newest, authors[size - 1].Id).ToString();
        // One whose last story was deleted between the two queries has none.
        page.Items.AddRange(
            from author in shown.Skip(1)
            let theirs = byAuthor[author]
            where theirs.Any()
            select new AuthorStories
            {
                AuthorId = author.ToString(),
                Stories = { theirs },
                Seen = theirs.All(s => s.Seen),
            }
        );
        return page;
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public override async Task<SeeStoryReply> SeeStory(SeeStoryRequest request, ServerCallContext context)
    {
        var (me, now, stop) = (context.CallerId(), clock.GetUtcNow(), context.CancellationToken);
        await using var transaction = await db.BeginAsync(stop);
        var (id, author) = await FindAsync(request.Id, me, now, stop);
        if (author == me)
            return new();
        var gone = await db.LockAndFindDeletedUsersAsync([me, author], stop);
        if (gone.Count > 0)
            throw gone.Contains(me) ? AccountGone() : NoSuchStory();
        // Of a story that is there: its row stays until this is over.
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into seen_stories (story_id, viewer_id)
            select id, {me} from stories where id = {id} for key share
            on conflict do nothing
            """,
            stop
        );
        await transaction.CommitAsync(stop);
        return new();
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/> when it is another's.</exception>
    public override async Task<DeleteStoryReply> DeleteStory(DeleteStoryRequest request, ServerCallContext context)
    {
        var (me, now, stop) = (context.CallerId(), clock.GetUtcNow(), context.CancellationToken);
        await using var transaction = await db.BeginAsync(stop);
        var (id, author) = await FindAsync(request.Id, me, now, stop);
        if (author != me)
            throw new FaultException(Fault.Forbidden, "Only its author deletes a story.");
        if ((await db.LockAndFindDeletedUsersAsync([me], stop)).Count > 0)
            throw AccountGone();
        if (await db.RemoveStoriesAsync([id], stop) == 0)
            throw NoSuchStory();
        await transaction.CommitAsync(stop);
        cleanup.Wake();
        return new();
    }

    async Task<(Guid Id, Guid Author)> FindAsync(string text, Guid me, DateTimeOffset now, CancellationToken stop)
    {
        if (!Guid.TryParse(text, out var id))
            throw NoSuchStory();
        var apart = db.BlockedEitherWay(me);
        var author = await db
            .Stories.Where(s => s.Id == id && s.ExpiresAt > now && !apart.Contains(s.AuthorId))
            .Select(s => (Guid?)s.AuthorId)
            .SingleOrDefaultAsync(stop);
        return (id, author ?? throw NoSuchStory());
    }

    static FaultException NoSuchStory() => new(Fault.NotFound, "There is no such story.");

    static FaultException AccountGone() => new(Fault.Unauthenticated, "This account was deleted.");
}

static class StoryViews
{
    public static StoryView View(this Story story, bool seen) =>
        new()
        {
            Id = story.Id.ToString(),
            AuthorId = story.AuthorId.ToString(),
            Image = new()
            {
                Id = story.MediaId.ToString(),
                Width = story.Width,
                Height = story.Height,
                Alt = story.Caption,
            },
            Caption = story.Caption,
            CreatedAt = Timestamp.FromDateTimeOffset(story.CreatedAt),
            ExpiresAt = Timestamp.FromDateTimeOffset(story.ExpiresAt),
            Seen = seen,
        };
}
