using Microsoft.EntityFrameworkCore;
using Social.Messaging.DeletedUsers;
using Social.Posts.Data;
using Social.Posts.Images;
using Social.Posts.Objects;
using Social.ServiceDefaults.Errors;

namespace Social.Posts;

/// <summary>Stores and deletes images in the object store, so that the table always lists at least what the store holds.</summary>
public sealed partial class MediaStorage(IServiceScopeFactory scopes, IObjectStore objects, TimeProvider clock, ILogger<MediaStorage> log)
{
    public const string Full = "full";
    public const string Thumb = "thumb";

    const int MaxFailures = 5;

    static string Key(Guid id, string size) => $"{id:N}-{size}.webp";

    /// <summary>Stores images that nothing refers to yet. Their ids are random, for who knows one may see the image.</summary>
    /// <exception cref="FaultException">
    /// <see cref="Fault.Unavailable"/> when the store is away, <see cref="Fault.Unauthenticated"/> when the owner's account was deleted.
    /// </exception>
    public async Task<IReadOnlyList<Guid>> StoreAsync(Guid owner, MediaKind kind, IReadOnlyList<Rendered> images, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        List<Media> rows =
        [
            .. images.Select(_ => new Media
            {
                Id = Guid.NewGuid(),
                OwnerId = owner,
                Kind = kind,
                CreatedAt = now,
            }),
        ];
        await StoreAsync(owner, rows, images, stop);
        return [.. rows.Select(row => row.Id)];
    }

    /// <summary>Stores uploads that belong to no post, with what their holder will ask for.</summary>
    /// <inheritdoc cref="StoreAsync(Guid, MediaKind, IReadOnlyList{Rendered}, CancellationToken)"/>
    public async Task<IReadOnlyList<Media>> StoreAsync(Guid owner, MediaKind kind, Upload upload, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        List<Rendered> images = [.. upload.Images.Select(image => image!)];
        List<Media> rows =
        [
            .. images.Zip(
                upload.Hashes,
                (image, hash) =>
                    new Media
                    {
                        Id = Guid.NewGuid(),
                        OwnerId = owner,
                        Kind = kind,
                        CreatedAt = now,
                        Width = image.Width,
                        Height = image.Height,
                        Hash = hash,
                    }
            ),
        ];
        await StoreAsync(owner, rows, images, stop);
        return rows;
    }

    async Task StoreAsync(Guid owner, List<Media> rows, IReadOnlyList<Rendered> images, CancellationToken stop)
    {
        if (rows.Count == 0)
            return;
        List<Guid> ids = [.. rows.Select(row => row.Id)];
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PostDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if ((await db.LockAndFindDeletedUsersAsync([owner], stop)).Count > 0)
            throw new FaultException(Fault.Unauthenticated, "This account was deleted.");
        db.Media.AddRange(rows);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        try
        {
            foreach (var (id, image) in ids.Zip(images))
            {
                await objects.PutAsync(Key(id, Full), image.Full, stop);
                await objects.PutAsync(Key(id, Thumb), image.Thumb, stop);
            }
        }
        catch (Exception e)
        {
            await MarkForDeletionAsync(ids);
            if (e is OperationCanceledException && stop.IsCancellationRequested)
                throw;
            ObjectStoreFailed(log, e);
            throw new FaultException(Fault.Unavailable, "Images cannot be stored at the moment.");
        }
        // Had the owner's account been deleted meanwhile, the cleanup may have run before the objects were stored.
        if (await db.Media.CountAsync(m => ids.Contains(m.Id) && m.State == MediaState.Pending, stop) == ids.Count)
            return;
        await MarkForDeletionAsync(ids);
        throw new FaultException(Fault.Unavailable, "The images took too long; please try again.");
    }

    /// <summary>An image's bytes from the offset on; null when there is no such image.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Unavailable"/>.</exception>
    public async Task<OpenObject?> OpenAsync(Guid id, string size, long offset, long length, CancellationToken stop)
    {
        try
        {
            return await objects.OpenAsync(Key(id, size), offset, length, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            ObjectStoreFailed(log, e);
            throw new FaultException(Fault.Unavailable, "Images cannot be read at the moment.");
        }
    }

    /// <summary>
    /// Marks stored images that were not attached for deletion and tries to delete them. Should a transaction that attaches them be in doubt, its row locks make this
    /// wait for the outcome, and what it attached stays.
    /// </summary>
    public async Task MarkForDeletionAsync(IReadOnlyCollection<Guid> ids)
    {
        if (ids.Count == 0)
            return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PostDbContext>();
            var mine = db.Media.Where(m => ids.Contains(m.Id));
            // The caller may be gone; the cleaning is not theirs to cancel.
            await mine.Where(m => m.State == MediaState.Pending)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MediaState.PendingDeletion), CancellationToken.None);
            // Rows that went meanwhile, with their owner's account, may have left objects that were written after it.
            var attached = await mine.Where(m => m.State == MediaState.Attached).Select(m => m.Id).ToListAsync();
            await DeleteAsync(db, [.. ids.Except(attached)]);
        }
        catch (Exception e)
        {
            // The refusal that led here matters more to the caller; the rows are there for the cleanup.
            LeftForCleanup(log, ids.Count, e);
        }
    }

    /// <summary>
    /// Removes the objects of images pending deletion, then their rows. Images whose objects cannot be removed keep their rows, for a later
    /// attempt; after some failures in a row the store is taken to be unavailable.
    /// </summary>
    /// <exception cref="Exception">The last failure, once <see cref="MaxFailures"/> followed one another.</exception>
    public async Task DeleteAsync(PostDbContext db, IReadOnlyCollection<Guid> pending, CancellationToken stop = default)
    {
        var failures = 0;
        List<Guid> deleted = [];
        try
        {
            foreach (var id in pending)
                try
                {
                    await objects.DeleteAsync(Key(id, Full), stop);
                    await objects.DeleteAsync(Key(id, Thumb), stop);
                    deleted.Add(id);
                    failures = 0;
                }
                catch (Exception e) when (!stop.IsCancellationRequested && ++failures < MaxFailures)
                {
                    NotDeleted(log, id, e);
                }
        }
        finally
        {
            await db.Media.Where(m => deleted.Contains(m.Id)).ExecuteDeleteAsync(stop);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Objects of image {Image} could not be deleted; retried by the next media cleanup")]
    static partial void NotDeleted(ILogger log, Guid image, Exception e);

    [LoggerMessage(LogLevel.Error, "The object store failed")]
    static partial void ObjectStoreFailed(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Warning, "Deleting {Count} unused images failed; left to the media cleanup")]
    static partial void LeftForCleanup(ILogger log, int count, Exception e);
}
