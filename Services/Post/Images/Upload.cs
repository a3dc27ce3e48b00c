using System.Security.Cryptography;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Images;

/// <summary>
/// Images as they arrive, each checked as early as its bytes allow and rendered when it is whole. Nothing of it is left when it is
/// disposed.
/// </summary>
public sealed class Upload(ImageRenderer renderer, Renditions sizes) : IAsyncDisposable
{
    /// <summary>Begins the names of the folders that uploads lie in while they are received.</summary>
    public const string Scratch = "social-upload-";

    const int MaxName = SharedLimits.FileName;

    readonly byte[] magic = new byte[ImageHeader.MagicLength];

    // Most posts have no images.
    string? folder;
    string name = "";
    FileStream? file;
    IncrementalHash? hash;
    long received;
    bool measured;

    /// <summary>Those that are whole; null in place of the renderings when they were not wanted.</summary>
    public List<Rendered?> Images { get; } = [];

    /// <summary>SHA-256 of each file as it was sent.</summary>
    public List<byte[]> Hashes { get; } = [];

    /// <summary>False: only check and hash, for a request that was answered before.</summary>
    public bool Renders { get; set; } = true;

    public int Count => Images.Count + (file is null ? 0 : 1);

    /// <summary>The next image begins; the one before is whole.</summary>
    public async Task BeginAsync(string fileName, CancellationToken stop)
    {
        await FinishAsync(stop);
        name = NameOf(fileName, Images.Count + 1);
        folder ??= Directory.CreateTempSubdirectory(Scratch).FullName;
        file = new(Path.Combine(folder, $"{Images.Count}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1, useAsync: true);
        hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        (received, measured) = (0, false);
    }

    /// <summary>The next bytes of the image that began.</summary>
    /// <exception cref="FaultException">
    /// <see cref="Fault.Malformed"/> when none began, <see cref="Fault.TooLarge"/>, <see cref="Fault.UnsupportedMedia"/>.
    /// </exception>
    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        if (file is null)
            throw new FaultException(Fault.Malformed, "Bytes came before their image.");
        ImageRules.CheckBytes(name, received + bytes.Length);
        if (received < magic.Length)
            bytes.Span[..(int)Math.Min(bytes.Length, magic.Length - received)].CopyTo(magic.AsSpan((int)received));
        var before = received;
        received += bytes.Length;
        if (before < magic.Length && received >= magic.Length && !ImageHeader.IsImage(magic))
            throw ImageRules.NotAnImage(name);
        hash!.AppendData(bytes.Span);
        await file.WriteAsync(bytes, stop);
        if (!measured && received >= magic.Length)
            Measure();
    }

    /// <summary>The image that began, if any, is whole.</summary>
    /// <exception cref="FaultException"><see cref="Fault.UnsupportedMedia"/>, <see cref="Fault.TooLarge"/>, <see cref="Fault.Invalid"/>.</exception>
    public async Task FinishAsync(CancellationToken stop)
    {
        if (file is null)
            return;
        if (received < magic.Length)
            throw ImageRules.NotAnImage(name);
        if (!measured)
            throw ImageRules.Corrupt(name);
        var path = file.Name;
        await file.DisposeAsync();
        file = null;
        Hashes.Add(hash!.GetHashAndReset());
        Images.Add(Renders ? await renderer.RenderAsync(path, name, sizes, stop) : null);
        File.Delete(path);
    }

    void Measure()
    {
        if (ImageHeader.Size(file!.SafeFileHandle) is not var (width, height))
            return;
        measured = true;
        ImageRules.CheckPixels(name, width, height);
    }

    // Shown in refusals: no path, no control characters, not a page long.
    static string NameOf(string fileName, int number)
    {
        var shown = new string([.. fileName.Split('/', '\\')[^1].Where(c => !char.IsControl(c)).Take(MaxName)]).Trim();
        return shown.Length > 0 ? shown : $"Image {number}";
    }

    public async ValueTask DisposeAsync()
    {
        if (file is not null)
            await file.DisposeAsync();
        hash?.Dispose();
        if (folder is not null)
            Directory.Delete(folder, recursive: true);
    }
}
