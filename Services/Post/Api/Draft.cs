using Social.Contracts;
using Social.Posts.Images;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

/// <summary>A post or a story while its parts arrive, refused as early as a part allows.</summary>
/// <param name="renderer">Renders its images.</param>
/// <param name="what">What it is called in refusals.</param>
abstract class Draft(ImageRenderer renderer, string what) : IAsyncDisposable
{
    protected bool IsStarted { get; private set; }

    public Upload Upload { get; } = new(renderer, Renditions.OfPost);

    /// <summary>The idempotency key; empty when there is none.</summary>
    public string Key { get; private set; } = "";
    public string Text { get; protected set; } = "";

    /// <summary>SHA-256 over what was sent, for the idempotency key.</summary>
    public byte[] Hash { get; private set; } = [];

    public async Task TakeAsync(PublishPart part, CancellationToken stop)
    {
        if (IsStarted == (part.PartCase == PublishPart.PartOneofCase.Start))
            throw NotStartedOnce();
        switch (part.PartCase)
        {
            case PublishPart.PartOneofCase.Start:
                IsStarted = true;
                Key = IdempotencyRecord.ValidateKey(part.Start.IdempotencyKey);
                break;
            case PublishPart.PartOneofCase.Text:
                TakeText(part.Text);
                break;
            case PublishPart.PartOneofCase.Image:
                EnsureRoomForImage();
                await Upload.BeginAsync(part.Image.FileName, stop);
                break;
            case PublishPart.PartOneofCase.Chunk:
                await Upload.AppendAsync(part.Chunk.Memory, stop);
                break;
            case PublishPart.PartOneofCase.None:
                throw new FaultException(Fault.Malformed, "A part is empty.");
        }
    }

    /// <summary>The last part has come.</summary>
    public async Task FinishAsync(CancellationToken stop)
    {
        EnsureComplete();
        await Upload.FinishAsync(stop);
        Hash = ComputeHash();
    }

    public ValueTask DisposeAsync() => Upload.DisposeAsync();

    protected abstract void TakeText(PostText text);

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>: it has as many as it takes.</exception>
    protected abstract void EnsureRoomForImage();

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, <see cref="Fault.Malformed"/>: something is missing.</exception>
    protected abstract void EnsureComplete();

    protected abstract byte[] ComputeHash();

    protected FaultException NotStartedOnce() => new(Fault.Malformed, $"A {what} starts with its start, once.");
}
