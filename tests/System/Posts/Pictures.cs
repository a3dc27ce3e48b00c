using System.Buffers.Binary;
using NetVips;

namespace Social.Tests.WholeSystem.Posts;

/// <summary>Images made for a test, and files that only claim to be images.</summary>
static class Pictures
{
    public static byte[] Jpeg(int width, int height) => Draw(width, height).JpegsaveBuffer(q: 85);

    public static byte[] Png(int width, int height) => Draw(width, height).PngsaveBuffer();

    public static byte[] WebP(int width, int height) => Draw(width, height).WebpsaveBuffer(q: 80);

    /// <summary>A whole file whose second half was lost.</summary>
    public static byte[] Cut(byte[] whole) => whole[..(whole.Length / 2)];

    /// <summary>A PNG that says it is larger than it is.</summary>
    public static byte[] Claiming(int width, int height)
    {
        var png = Png(20, 20);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return png;
    }

    /// <summary>A program for Windows, as far as its first bytes tell.</summary>
    public static byte[] Program() => [.. "MZ"u8, .. new byte[200_000]];

    static Image Draw(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
        {
            var at = (y * width + x) * 3;
            (pixels[at], pixels[at + 1], pixels[at + 2]) = ((byte)(x * 255 / width), (byte)(y * 255 / height), (byte)(x * y));
        }
        return Image.NewFromMemory(pixels, width, height, 3, Enums.BandFormat.Uchar);
    }
}
