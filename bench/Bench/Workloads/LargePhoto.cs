using NetVips;
using Social.Seed.Pictures;

namespace Social.Bench.Workloads;

/// <summary>A photo as cameras make them: a landscape of four megapixels with grain, as a JPEG of just below one megabyte.</summary>
static class LargePhoto
{
    const int MaxBytes = 1 << 20;
    const double Scale = 5;
    const double Grain = 12;

    static readonly Lazy<byte[]> Drawn = new(Draw);

    public static byte[] Jpeg => Drawn.Value;

    static byte[] Draw()
    {
        using var small = Image.JpegloadBuffer(Landscape.Draw(1));
        using var large = small.Resize(Scale);
        using var noise = Image.Gaussnoise(large.Width, large.Height, sigma: Grain, mean: 0, seed: 1898);
        using var grainy = large + noise;
        using var photo = grainy.Cast(Enums.BandFormat.Uchar);
        for (var quality = 95; quality > 10; quality -= 5)
            if (photo.JpegsaveBuffer(q: quality) is { Length: <= MaxBytes } jpeg)
                return jpeg;
        throw new BenchException("The photo for uploads is too large at any quality.");
    }
}
