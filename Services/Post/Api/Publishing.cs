using Grpc.Core;
using Social.Contracts;
using Social.Posts.Data;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

/// <summary>What publishing a post and a story have in common: the same request is made once, and nothing is left of one that fails.</summary>
public sealed class Publishing(PostDbContext db, MediaStorage storage, TimeProvider clock)
{
    /// <summary>Takes the parts of a draft until it is whole.</summary>
    /// <returns>The record of this very request when it was answered before; null when it is new.</returns>
    /// <exception cref="FaultException">
    /// What the draft refuses; <see cref="Fault.Conflict"/> when the idempotency key was used for something else.
    /// </exception>
    internal async Task<IdempotencyRecord?> ReceiveAsync(
        Draft draft,
        Guid me,
        IAsyncStreamReader<PublishPart> parts,
        CancellationToken stop
    )
    {
        IdempotencyRecord? record = null;
        while (await parts.MoveNext(stop))
        {
            await draft.TakeAsync(parts.Current, stop);
            if (parts.Current.PartCase != PublishPart.PartOneofCase.Start)
                continue;
            record = await FindRecordAsync(draft, me, stop);
            // What was answered before is only compared, not made again.
            draft.Upload.Renders = record is null;
        }
        await draft.FinishAsync(stop);
        record?.EnsureSameRequest(draft.Hash);
        return record;
    }

    /// <summary>Stores the draft's images and saves what shows them. They are deleted again when it is not saved.</summary>
    /// <param name="draft">A whole one, with rendered images.</param>
    /// <param name="me">Who publishes it.</param>
    /// <param name="kind">What its images are for.</param>
    /// <param name="save">Given the images' ids: saves, and tells what is answered; null when the same request was faster.</param>
    /// <param name="replay">Answers from the record of the faster one.</param>
    /// <param name="stop">Ends it.</param>
    internal async Task<TView> StoreAsync<TView>(
        Draft draft,
        Guid me,
        MediaKind kind,
        Func<IReadOnlyList<Guid>, Task<TView?>> save,
        Func<IdempotencyRecord, Task<TView>> replay,
        CancellationToken stop
    )
        where TView : class
    {
        // Objects before the row: an object that nothing shows is swept later, a post without its images is broken.
        var ids = await storage.StoreAsync(me, kind, [.. draft.Upload.Images.Select(i => i!)], stop);
        TView? saved = null;
        try
        {
            saved = await save(ids);
        }
        finally
        {
            if (saved is null)
                await storage.MarkForDeletionAsync(ids);
        }
        if (saved is not null)
            return saved;
        var record = (await FindRecordAsync(draft, me, stop))!;
        record.EnsureSameRequest(draft.Hash);
        return await replay(record);
    }

    Task<IdempotencyRecord?> FindRecordAsync(Draft draft, Guid me, CancellationToken stop) =>
        db.FindIdempotencyRecordAsync(me, draft.Key, clock.GetUtcNow(), stop);
}
