using System.Text;
using NetVips;

namespace Social.Seed.Pictures;

/// <summary>Turns a drawing into something that looks like a photo: grain, perhaps a lake, and JPEG.</summary>
static class Photo
{
    public const int MaxWidth = 480;
    public const int MaxHeight = 360;

    const int Quality = 82;

    // Noise costs more than the drawing, and one sensor has one grain: it is made once and laid over every picture.
    static readonly Image Grain = CreateGrain();

    /// <param name="shore">The line below which the picture is a lake, in pixels from the top; null for none.</param>
    public static byte[] Render(string svg, int? shore = null)
    {
        using var loaded = Image.SvgloadBuffer(Encoding.UTF8.GetBytes(svg));
        using var drawn = loaded.Flatten();
        using var scene = shore is { } y ? Flood(drawn, y) : drawn.Copy();
        using var grain = Grain.Crop(0, 0, scene.Width, scene.Height);
        using var grainy = scene + grain;
        using var photo = grainy.Cast(Enums.BandFormat.Uchar);
        return photo.JpegsaveBuffer(q: Quality);
    }

    static Image Flood(Image scene, int shore)
    {
        var depth = scene.Height - shore;
        using var bank = scene.Crop(0, shore - depth, scene.Width, depth);
        using var mirrored = bank.FlipVer();
        using var blurred = mirrored.Gaussblur(2);
        using var water = blurred * 0.75;
        using var bytes = water.Cast(Enums.BandFormat.Uchar);
        return scene.Insert(bytes, 0, shore);
    }

    static Image CreateGrain()
    {
        // Many pictures beside each other, not threads within one; none is drawn twice, so nothing is worth caching.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        using var noise = Image.Gaussnoise(MaxWidth, MaxHeight, sigma: 4, mean: 0, seed: 1898);
        using var rounded = noise.Cast(Enums.BandFormat.Short);
        return rounded.CopyMemory();
    }
}
