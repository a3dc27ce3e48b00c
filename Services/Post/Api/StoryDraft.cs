using System.Security.Cryptography;
using System.Text;
using Social.Contracts;
using Social.Posts.Data;
using Social.Posts.Images;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

/// <summary>A story while its parts arrive, refused as early as a part allows.</summary>
sealed class StoryDraft(ImageRenderer renderer) : IAsyncDisposable
{
    bool started;

    public Upload Upload { get; } = new(renderer, Renditions.OfPost);

    /// <summary>The idempotency key; empty when there is none.</summary>
    public string Key { get; private set; } = "";
    public string Caption { get; private set; } = "";

    /// <summary>SHA-256 over what was sent, for the idempotency key.</summary>
    public byte[] Hash { get; private set; } = [];

    public async Task Take(PublishPart part, CancellationToken stop)
    {
        if (started == (part.PartCase == PublishPart.PartOneofCase.Start))
            throw new FaultException(Fault.Malformed, "A story starts with its start, once.");
        switch (part.PartCase)
        {
            case PublishPart.PartOneofCase.Start:
                started = true;
                Key = IdempotencyRecord.ValidateKey(part.Start.IdempotencyKey);
                break;
            case PublishPart.PartOneofCase.Text:
                Caption = Story.ValidateText(part.Text.Text);
                break;
            case PublishPart.PartOneofCase.Image:
                if (Upload.Count > 0)
                    throw OneImage();
                await Upload.Begin(part.Image.FileName, stop);
                break;
            case PublishPart.PartOneofCase.Chunk:
                await Upload.Append(part.Chunk.Memory, stop);
                break;
            case PublishPart.PartOneofCase.None:
                throw new FaultException(Fault.Malformed, "A part is empty.");
        }
    }

    /// <summary>The last part has come.</summary>
    public async Task Finish(CancellationToken stop)
    {
        if (Upload.Count != 1)
            throw OneImage();
        await Upload.Finish(stop);
        Hash = SHA256.HashData([.. "story\0"u8, .. Upload.Hashes[0], .. Encoding.UTF8.GetBytes(Caption)]);
    }

    static FaultException OneImage() => new(Fault.Invalid, "image", "A story is one image.");

    public ValueTask DisposeAsync() => Upload.DisposeAsync();
}
