using System.Security.Cryptography;
using System.Text;
using Social.Contracts;
using Social.Posts.Data;
using Social.Posts.Images;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

/// <summary>A post while its parts arrive, refused as early as a part allows.</summary>
sealed class Draft(ImageRenderer renderer) : IAsyncDisposable
{
    bool started;
    string[] alts = [];

    public Upload Upload { get; } = new(renderer, Renditions.OfPost);

    /// <summary>The idempotency key; empty when there is none.</summary>
    public string Key { get; private set; } = "";
    public string Text { get; private set; } = "";

    /// <summary>SHA-256 over what was sent, for the idempotency key.</summary>
    public byte[] Hash { get; private set; } = [];

    public async Task Take(PublishPart part, CancellationToken stop)
    {
        if (started == (part.PartCase == PublishPart.PartOneofCase.Start))
            throw new FaultException(Fault.Malformed, "A post starts with its start, once.");
        switch (part.PartCase)
        {
            case PublishPart.PartOneofCase.Start:
                started = true;
                Key = IdempotencyRecord.ValidateKey(part.Start.IdempotencyKey);
                break;
            case PublishPart.PartOneofCase.Text:
                Text = Post.ValidateText(part.Text.Text);
                alts = PostImage.ValidateAlts(part.Text.Alts);
                break;
            case PublishPart.PartOneofCase.Image:
                if (Upload.Count == Post.MaxImages)
                    throw new FaultException(Fault.Invalid, "images", $"A post takes at most {Post.MaxImages} images.");
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
        if (!started)
            throw new FaultException(Fault.Malformed, "A post starts with its start, once.");
        if (Upload.Count == 0 && Text.Length == 0)
            throw new FaultException(Fault.Invalid, "text", "A post needs a text or an image.");
        if (alts.Length > Upload.Count)
            throw new FaultException(Fault.Invalid, "alts", "There are more alternative texts than images.");
        await Upload.Finish(stop);
        Hash = HashOf();
    }

    /// <summary>The images under the ids they were stored by.</summary>
    public IEnumerable<PostImage> Show(IReadOnlyList<Guid> ids) =>
        ids.Select(
            (id, i) =>
                new PostImage
                {
                    Id = id,
                    Position = i,
                    Width = Upload.Images[i]!.Width,
                    Height = Upload.Images[i]!.Height,
                    Alt = i < alts.Length ? alts[i] : "",
                }
        );

    byte[] HashOf()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var image in Upload.Hashes)
            hash.AppendData(image);
        // Neither contains a null character, so it tells them apart.
        foreach (var text in (string[])[Text, .. alts])
            hash.AppendData(Encoding.UTF8.GetBytes(text + '\0'));
        return hash.GetHashAndReset();
    }

    public ValueTask DisposeAsync() => Upload.DisposeAsync();
}
