using Microsoft.Extensions.Options;
using NetVips;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Images;

/// <summary>How an upload is shown: two sizes, in pixels, square or as it is.</summary>
public sealed record Renditions(int Full, int Thumb, bool Square)
{
    /// <summary>Images of posts: never enlarged, never cropped.</summary>
    public static readonly Renditions OfPost = new(2048, 640, Square: false);

    /// <summary>Avatars: the middle, cut square.</summary>
    public static readonly Renditions OfAvatar = new(512, 128, Square: true);
}

/// <summary>A rendered upload: two WebP files with no metadata, and the size of the full one.</summary>
public sealed record Rendered(string Full, string Thumb, int Width, int Height);

/// <summary>Decodes what strangers send, a bounded number at a time: who comes later waits, and their upload with them.</summary>
public sealed partial class ImageRenderer : IDisposable
{
    const int Quality = 80;

    // A quarter of the time of the usual 4. Files of grainy photos are a little smaller for it, smooth ones up to a fifth larger.
    const int Effort = 0;

    readonly RenderThreads threads;
    readonly ILogger log;

    public ImageRenderer(IOptions<PostOptions> options, ILogger<ImageRenderer> log)
    {
        this.log = log;
        var renders = options.Value.Renders is > 0 and var n ? n : Environment.ProcessorCount;
        threads = new(renders);
        // Images beside each other, not threads within one; nothing is rendered twice, so nothing is worth caching.
        NetVips.NetVips.Concurrency = 1;
        NetVips.NetVips.BlockUntrusted = true;
        Cache.Max = 0;
    }

    /// <summary>Renders a file into two beside it: upright, in sRGB, without metadata.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> when it is damaged, <see cref="Fault.TooLarge"/>.</exception>
    public async Task<Rendered> RenderAsync(string file, string name, Renditions sizes, CancellationToken stop)
    {
        try
        {
            return await threads.RunAsync(() => Render(file, name, sizes), stop);
        }
        catch (VipsException e)
        {
            Damaged(log, e.Message);
            throw ImageRules.Corrupt(name);
        }
    }

    static Rendered Render(string file, string name, Renditions sizes)
    {
        // The decoder's own view of the size counts, should it differ from ours.
        bool profiled;
        int side;
        using (var header = Image.NewFromFile(file, access: Enums.Access.Sequential))
        {
            ImageRules.CheckPixels(name, header.Width, header.Height);
            profiled = header.Contains("icc-profile-data");
            // Nothing is enlarged: a square is cut no larger than the image is high and wide.
            side = sizes.Square ? Math.Min(sizes.Full, Math.Min(header.Width, header.Height)) : sizes.Full;
        }
        using var lazy = Image.Thumbnail(
            file,
            side,
            height: side,
            size: sizes.Square ? Enums.Size.Both : Enums.Size.Down,
            crop: sizes.Square ? Enums.Interesting.Centre : null,
            // Without a profile of its own an image is sRGB already; taking it through one costs more than all the rest.
            outputProfile: profiled ? "srgb" : null,
            failOn: Enums.FailOn.Error
        );
        // Decoded once, for both sizes.
        using var full = lazy.CopyMemory();
        var rendered = new Rendered(file + ".full", file + ".thumb", full.Width, full.Height);
        var bytes = Encode(full);
        File.WriteAllBytes(rendered.Full, bytes);
        // What is small already is its own thumbnail.
        if (Math.Max(full.Width, full.Height) > sizes.Thumb)
        {
            using var thumb = full.ThumbnailImage(sizes.Thumb, height: sizes.Thumb, size: Enums.Size.Down);
            bytes = Encode(thumb);
        }
        File.WriteAllBytes(rendered.Thumb, bytes);
        return rendered;
    }

    static byte[] Encode(Image image) => image.WebpsaveBuffer(q: Quality, effort: Effort, keep: Enums.ForeignKeep.None);

    public void Dispose() => threads.Dispose();

    [LoggerMessage(LogLevel.Information, "Decoding an upload failed: {Reason}")]
    static partial void Damaged(ILogger log, string reason);
}
