using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.DeletedUsers;
using Social.Posts.Data;
using Social.Posts.Images;
using Social.ServiceDefaults.Database;

namespace Social.Posts;

/// <summary>
/// Deletes expired stories, images of deleted posts, images that nothing refers to, expired idempotency keys and the uploads that a
/// crash interrupted. Several instances may run at once.
/// </summary>
public sealed partial class MediaCleanup(
    IServiceScopeFactory scopes,
    MediaStorage storage,
    IOptions<PostOptions> options,
    TimeProvider clock,
    ILogger<MediaCleanup> log
) : BackgroundService
{
    const int Batch = 100;

    // Far longer than a commit takes; should one take longer still, the next turn finds what it left.
    static readonly TimeSpan CommitDelay = TimeSpan.FromSeconds(1);

    readonly WakeSignal woken = new();
    volatile bool soon;

    /// <summary>There is something to clean up now.</summary>
    public void Wake() => woken.Raise();

    /// <summary>There will be something to clean up when the transaction that asks for it has been committed.</summary>
    public void WakeSoon()
    {
        soon = true;
        Wake();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            // A cancellation that is not ours, such as a timeout of the store, is a failure like any other.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Database or object store are unavailable: what is left to do is in the table.
                CleanupFailed(log, e);
            }
            await woken.WaitAsync(options.Value.SweepEvery, stoppingToken);
            if (soon)
            {
                soon = false;
                await Task.Delay(CommitDelay, clock, stoppingToken);
            }
        }
    }

    async Task RunAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PostDbContext>();
        var now = clock.GetUtcNow();
        var unused = db.Media.Where(m => m.State == MediaState.Pending && m.CreatedAt < now - options.Value.KeepUnused);
        var ofPosts = unused.Where(m => m.Kind == MediaKind.Post || m.Kind == MediaKind.Story);
        await SetStateAsync(ofPosts, MediaState.PendingDeletion, stop);
        await EndStoriesAsync(db, now, stop);
        await DeletePendingAsync(db, stop);
        var spent = now - IdempotencyRecord.Retention;
        await db.IdempotencyRecords.Where(a => a.CreatedAt < spent).ExecuteDeleteAsync(stop);
        DeleteScratchFolders(now - options.Value.KeepUnused);
        var profiles = scope.ServiceProvider.GetRequiredService<ProfileService.ProfileServiceClient>();
        var attachments = scope.ServiceProvider.GetRequiredService<AttachmentCleanup>();
        await TryAsync(() => CleanUpAvatarsAsync(unused.Where(m => m.Kind == MediaKind.Avatar), profiles, stop), stop);
        await TryAsync(() => attachments.CleanUpRoomsAsync(stop), stop);
        await TryAsync(() => attachments.CleanUpQuestionsAsync(stop), stop);
        await DeletePendingAsync(db, stop);
    }

    /// <summary>A service that cannot be asked keeps its own images waiting, and no others.</summary>
    async Task TryAsync(Func<Task> cleanUp, CancellationToken stop)
    {
        try
        {
            await cleanUp();
        }
        catch (RpcException e) when (!stop.IsCancellationRequested)
        {
            CleanupFailed(log, e);
        }
    }

    static async Task EndStoriesAsync(PostDbContext db, DateTimeOffset now, CancellationToken stop)
    {
        while (true)
        {
            var ended = await db
                .Stories.Where(s => s.ExpiresAt <= now)
                .OrderBy(s => s.ExpiresAt)
                .Select(s => new { s.Id, s.AuthorId })
                .Take(Batch)
                .ToListAsync(stop);
            if (ended.Count == 0)
                return;
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            // What belongs to those who are gone goes with the rest of theirs.
            var gone = await db.LockAndFindDeletedUsersAsync(ended.Select(s => s.AuthorId), stop);
            await db.RemoveStoriesAsync([.. ended.Where(s => !gone.Contains(s.AuthorId)).Select(s => s.Id)], stop);
            await transaction.CommitAsync(stop);
        }
    }

    async Task DeletePendingAsync(PostDbContext db, CancellationToken stop)
    {
        // By key, so that what cannot be deleted now is passed over until the next round.
        Guid? last = null;
        List<Guid> pending;
        do
        {
            pending = await db
                .Media.Where(m => m.State == MediaState.PendingDeletion && (last == null || m.Id > last))
                .OrderBy(m => m.Id)
                .Select(m => m.Id)
                .Take(Batch)
                .ToListAsync(stop);
            await storage.DeleteAsync(db, pending, stop);
            last = pending.LastOrDefault();
        } while (pending.Count == Batch);
    }

    /// <summary>The event that attaches an avatar may wait for its broker for longer than an hour, so the profile is asked.</summary>
    static async Task CleanUpAvatarsAsync(IQueryable<Media> unused, ProfileService.ProfileServiceClient profiles, CancellationToken stop)
    {
        var some = await unused.OrderBy(m => m.CreatedAt).Take(Batch).ToListAsync(stop);
        if (some.Count == 0)
            return;
        var request = new GetProfilesRequest { UserIds = { some.Select(m => m.OwnerId.ToString()).Distinct() } };
        var answer = await profiles.GetProfilesAsync(request, cancellationToken: stop);
        var shown = answer.Profiles.Select(p => p.AvatarMediaId).ToHashSet();
        List<Guid> kept = [.. some.Select(m => m.Id).Where(id => shown.Contains(id.ToString()))];
        List<Guid> others = [.. some.Select(m => m.Id).Except(kept)];
        await SetStateAsync(unused.Where(m => kept.Contains(m.Id)), MediaState.Attached, stop);
        await SetStateAsync(unused.Where(m => others.Contains(m.Id)), MediaState.PendingDeletion, stop);
    }

    static Task<int> SetStateAsync(IQueryable<Media> media, MediaState state, CancellationToken stop) =>
        media.ExecuteUpdateAsync(set => set.SetProperty(m => m.State, state), stop);

    void DeleteScratchFolders(DateTimeOffset before)
    {
        foreach (var folder in new DirectoryInfo(Path.GetTempPath()).EnumerateDirectories(Upload.Scratch + "*"))
        {
            try
            {
                if (folder.LastWriteTimeUtc < before)
                    folder.Delete(recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another instance was faster, or it belongs to another user of the machine.
                ScratchNotDeleted(log, folder.Name, e.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Media cleanup failed; retrying")]
    static partial void CleanupFailed(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Debug, "Scratch folder {Folder} was not deleted: {Reason}")]
    static partial void ScratchNotDeleted(ILogger log, string folder, string reason);
}
