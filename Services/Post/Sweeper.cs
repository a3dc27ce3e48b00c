using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Contracts;
using Social.Messaging;
using Social.Posts.Data;
using Social.Posts.Images;

namespace Social.Posts;

/// <summary>
/// Removes what is not needed any more: stories whose time is over, images of deleted posts, images that nothing came to refer to, spent idempotency keys, and
/// the uploads that a crash interrupted. Several instances may sweep at once.
/// </summary>
public sealed partial class Sweeper(
    IServiceScopeFactory scopes,
    Shelf shelf,
    IOptions<PostOptions> options,
    TimeProvider clock,
    ILogger<Sweeper> log
) : BackgroundService
{
    const int Batch = 100;

    // Far longer than a commit takes; should one take longer still, the next turn finds what it left.
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim woken = new(0, 1);
    volatile bool soon;

    /// <summary>There is something to sweep now.</summary>
    public void Wake()
    {
        try
        {
            woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // Woken already.
        }
    }

    /// <summary>There will be something to sweep when the transaction that asks for it has been committed.</summary>
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
                await Sweep(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Database or store are away: what is left to do is in the table.
                Postponed(log, e);
            }
            await woken.WaitAsync(options.Value.SweepEvery, stoppingToken);
            if (soon)
            {
                soon = false;
                await Task.Delay(Soon, clock, stoppingToken);
            }
        }
    }

    async Task Sweep(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PostDbContext>();
        var now = clock.GetUtcNow();
        var unused = db.Media.Where(m => m.State == MediaState.Pending && m.CreatedAt < now - options.Value.KeepUnused);
        await Turn(unused.Where(m => m.Kind != MediaKind.Avatar), MediaState.Doomed, stop);
        await EndStories(db, now, stop);
        await RemoveDoomed(db, stop);
        var spent = now - Answered.Kept;
        await db.Answered.Where(a => a.CreatedAt < spent).ExecuteDeleteAsync(stop);
        SweepScratch(now - options.Value.KeepUnused);
        var profiles = scope.ServiceProvider.GetRequiredService<ProfileService.ProfileServiceClient>();
        await SweepAvatars(unused.Where(m => m.Kind == MediaKind.Avatar), profiles, stop);
        await RemoveDoomed(db, stop);
    }

    static async Task EndStories(PostDbContext db, DateTimeOffset now, CancellationToken stop)
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
            var gone = await db.WhoIsGoneAsync(ended.Select(s => s.AuthorId), stop);
            await db.TakeAwayAsync([.. ended.Where(s => !gone.Contains(s.AuthorId)).Select(s => s.Id)], stop);
            await transaction.CommitAsync(stop);
        }
    }

    async Task RemoveDoomed(PostDbContext db, CancellationToken stop)
    {
        List<Guid> doomed;
        do
        {
            doomed = await db
                .Media.Where(m => m.State == MediaState.Doomed)
                .OrderBy(m => m.CreatedAt)
                .Select(m => m.Id)
                .Take(Batch)
                .ToListAsync(stop);
            await shelf.Remove(db, doomed, stop);
        } while (doomed.Count == Batch);
    }

    /// <summary>The event that attaches an avatar may wait for its broker for longer than an hour, so the profile is asked.</summary>
    static async Task SweepAvatars(IQueryable<Media> unused, ProfileService.ProfileServiceClient profiles, CancellationToken stop)
    {
        var some = await unused.OrderBy(m => m.CreatedAt).Take(Batch).ToListAsync(stop);
        if (some.Count == 0)
            return;
        var request = new GetProfilesRequest { UserIds = { some.Select(m => m.OwnerId.ToString()).Distinct() } };
        var answer = await profiles.GetProfilesAsync(request, cancellationToken: stop);
        var shown = answer.Profiles.Select(p => p.AvatarMediaId).ToHashSet();
        List<Guid> kept = [.. some.Select(m => m.Id).Where(id => shown.Contains(id.ToString()))];
        List<Guid> others = [.. some.Select(m => m.Id).Except(kept)];
        await Turn(unused.Where(m => kept.Contains(m.Id)), MediaState.Attached, stop);
        await Turn(unused.Where(m => others.Contains(m.Id)), MediaState.Doomed, stop);
    }

    static Task<int> Turn(IQueryable<Media> media, MediaState state, CancellationToken stop) =>
        media.ExecuteUpdateAsync(set => set.SetProperty(m => m.State, state), stop);

    void SweepScratch(DateTimeOffset before)
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
                NotSwept(log, folder.Name, e.Message);
            }
        }
    }

    public override void Dispose()
    {
        woken.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "Sweeping was postponed")]
    static partial void Postponed(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Debug, "Upload {Folder} was not swept: {Reason}")]
    static partial void NotSwept(ILogger log, string folder, string reason);
}
