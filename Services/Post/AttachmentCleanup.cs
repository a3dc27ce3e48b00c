using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Contracts;
using Social.Posts.Data;

namespace Social.Posts;

/// <summary>
/// Attaches or removes uploads that belong to no post. What holds them lies with Chat and Questions, which are asked once for each image, a
/// day after its upload: nothing has to arrive for an image to stay.
/// </summary>
public sealed class AttachmentCleanup(
    PostDbContext db,
    MessageService.MessageServiceClient messages,
    QuestionService.QuestionServiceClient questions,
    IOptions<PostOptions> options,
    TimeProvider clock
)
{
    const int BatchSize = 100;

    /// <summary>Images that something shows, and those that it may show in a moment.</summary>
    sealed record Held(IEnumerable<string> Shown, IEnumerable<string> Claimed);

    /// <exception cref="Grpc.Core.RpcException">Chat cannot be asked.</exception>
    public Task CleanUpRoomsAsync(CancellationToken stop) =>
        CleanUpAsync(MediaKind.Room, async ids => new((await messages.FindMessageImagesAsync(ids, cancellationToken: stop)).Ids, []), stop);

    /// <exception cref="Grpc.Core.RpcException">Questions cannot be asked.</exception>
    public Task CleanUpQuestionsAsync(CancellationToken stop) =>
        CleanUpAsync(
            MediaKind.Question,
            async ids =>
            {
                var held = await questions.FindQuestionImagesAsync(ids, cancellationToken: stop);
                return new(held.ShownIds, held.ClaimedIds);
            },
            stop
        );

    async Task CleanUpAsync(MediaKind kind, Func<MediaIds, Task<Held>> findHeld, CancellationToken stop)
    {
        var before = clock.GetUtcNow() - options.Value.KeepUnattached;
        var pending = db.Media.Where(m => m.Kind == kind && m.State == MediaState.Pending && m.CreatedAt < before);
        List<Asked> some;
        do
        {
            some = await pending.OrderBy(m => m.CreatedAt).Select(m => new Asked(m.Id, m.CreatedAt)).Take(BatchSize).ToListAsync(stop);
            if (some.Count == 0)
                return;
            var held = await findHeld(new() { Ids = { some.Select(m => m.Id.ToString()) } });
            HashSet<Guid> shown = [.. held.Shown.Select(Guid.Parse)];
            HashSet<Guid> claimed = [.. held.Claimed.Select(Guid.Parse)];
            var now = clock.GetUtcNow();
            await SetAsync(some.Where(m => shown.Contains(m.Id)), MediaState.Attached, null, stop);
            await SetAsync(some.Where(m => claimed.Contains(m.Id)), MediaState.Pending, now, stop);
            await SetAsync(some.Where(m => !shown.Contains(m.Id) && !claimed.Contains(m.Id)), MediaState.PendingDeletion, null, stop);
        } while (some.Count == BatchSize);
    }

    /// <summary>Not of those that were claimed, or whose text was deleted, while the service was asked: that changed their time.</summary>
    async Task SetAsync(IEnumerable<Asked> asked, MediaState state, DateTimeOffset? time, CancellationToken stop)
    {
        Guid[] ids = [.. asked.Select(m => m.Id)];
        DateTimeOffset[] times = [.. asked.Select(m => m.CreatedAt)];
        if (ids.Length > 0)
            await db.Database.ExecuteSqlAsync(
                $"""
                update media set state = {(int)state}, created_at = coalesce({time}, created_at)
                from unnest({ids}, {times}) as asked (media_id, seen_at)
                where id = media_id and created_at = seen_at and state = {(int)MediaState.Pending}
                """,
                stop
            );
    }

    /// <summary>An image as it was when its holder was asked.</summary>
    sealed record Asked(Guid Id, DateTimeOffset CreatedAt);
}
