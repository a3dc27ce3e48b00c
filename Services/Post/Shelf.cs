using Microsoft.EntityFrameworkCore;
using Social.Posts.Data;
using Social.Posts.Images;
using Social.Posts.Objects;

namespace Social.Posts;

/// <summary>Puts renderings into the object store and takes them out, so that the table always knows at least what the store holds.</summary>
public sealed partial class Shelf(IServiceScopeFactory scopes, IObjectStore objects, TimeProvider clock, ILogger<Shelf> log)
{
    public const string Full = "full";
    public const string Thumb = "thumb";

    public static string Key(Guid id, string size) => $"{id:N}-{size}.webp";

    /// <summary>Stores images that nothing refers to yet. Their ids are random, for who knows one may see the image.</summary>
    public async Task<IReadOnlyList<Guid>> Place(Guid owner, MediaKind kind, IReadOnlyList<Rendered> images, CancellationToken stop)
    {
        List<Guid> ids = [.. images.Select(_ => Guid.NewGuid())];
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PostDbContext>();
        db.Media.AddRange(
            ids.Select(id => new Media
            {
                Id = id,
                OwnerId = owner,
                Kind = kind,
                CreatedAt = now,
            })
        );
        await db.SaveChangesAsync(stop);
        try
        {
            foreach (var (id, image) in ids.Zip(images))
            {
                await objects.Put(Key(id, Full), image.Full, stop);
                await objects.Put(Key(id, Thumb), image.Thumb, stop);
            }
            return ids;
        }
        catch
        {
            await Discard(ids);
            throw;
        }
    }

    /// <summary>
    /// Gives up images that were placed and not attached. Should a transaction that attaches them be in doubt, its row locks make this
    /// wait for the outcome, and what it attached stays.
    /// </summary>
    public async Task Discard(IReadOnlyCollection<Guid> ids)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PostDbContext>();
            var mine = db.Media.Where(m => ids.Contains(m.Id));
            // The caller may be gone; the cleaning is not theirs to cancel.
            await mine.Where(m => m.State == MediaState.Pending)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MediaState.Doomed), CancellationToken.None);
            await Remove(db, await mine.Where(m => m.State == MediaState.Doomed).Select(m => m.Id).ToListAsync());
        }
        catch (Exception e)
        {
            // The refusal that led here matters more to the caller; the rows are there for the sweeper.
            Left(log, ids.Count, e);
        }
    }

    /// <summary>Removes the objects of doomed images, then their rows.</summary>
    public async Task Remove(PostDbContext db, IReadOnlyCollection<Guid> doomed, CancellationToken stop = default)
    {
        foreach (var id in doomed)
        {
            await objects.Delete(Key(id, Full), stop);
            await objects.Delete(Key(id, Thumb), stop);
        }
        await db.Media.Where(m => doomed.Contains(m.Id)).ExecuteDeleteAsync(stop);
    }

    [LoggerMessage(LogLevel.Warning, "{Count} unused images are left to the sweeper")]
    static partial void Left(ILogger log, int count, Exception e);
}
