using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Social.AppHost.Seed;

/// <summary>Draws pictures from a number, as PNG: landscapes for posts, faces for avatars.</summary>
public static class Picture
{
    static readonly (int Sky, int Glow, int Near)[] Palettes =
    [
        (0x1B2A49, 0xF2A65A, 0x14213D),
        (0x8EC5FC, 0xFDF6E3, 0x2F5D50),
        (0x355070, 0xE56B6F, 0x2A1A3A),
        (0xF6D365, 0xFDA085, 0x6B2D5C),
        (0x0F2027, 0x2C7873, 0x081418),
        (0xCFE8EF, 0xFFFFFF, 0x47606B),
        (0x5B2A86, 0x9AC6C5, 0x1E1033),
    ];

    static readonly int[] Skins = [0xF5D6C0, 0xE8B894, 0xC68B62, 0x9C6644, 0x6F4528, 0xFFE3CF];
    static readonly int[] Hairs = [0x2B1B12, 0x5A3825, 0xA86B32, 0xD9B45B, 0x151515, 0x8C8C8C, 0xB0432F];

    /// <summary>A landscape of 480 by 360 pixels: sky, a sun and three ridges.</summary>
    public static byte[] Landscape(int seed)
    {
        const int width = 480;
        const int height = 360;
        var random = new Random(seed);
        var (sky, glow, near) = Palettes[random.Next(Palettes.Length)];
        var (sunX, sunY, sunR) = (random.Next(50, 430), random.Next(60, 190), random.Next(15, 45));
        var ridges = new int[3][];
        for (var r = 0; r < 3; r++)
        {
            var (a, b, c, d) = (random.NextDouble() * 7, random.NextDouble() * 7, 1 + random.NextDouble() * 2, 3 + random.NextDouble() * 5);
            var level = 188 + r * 56;
            ridges[r] =
            [
                .. Enumerable.Range(0, width).Select(x => level + (int)(28 * Math.Sin(a + c * x / 80) + 11 * Math.Sin(b + d * x / 80))),
            ];
        }
        return Draw(
            width,
            height,
            (x, y) =>
            {
                for (var r = 2; r >= 0; r--)
                    if (y >= ridges[r][x])
                        return Mix(glow, near, 0.35 + 0.3 * r);
                var (dx, dy) = (x - sunX, y - sunY);
                return dx * dx + dy * dy < sunR * sunR ? Mix(glow, 0xFFFFFF, 0.5) : Mix(sky, glow, Math.Min(1, y / 259.0));
            }
        );
    }

    /// <summary>A face of 256 by 256 pixels.</summary>
    public static byte[] Face(int seed)
    {
        const int side = 256;
        var random = new Random(seed);
        var (back, front, shirt) = Palettes[random.Next(Palettes.Length)];
        var (skin, hair) = (Skins[random.Next(Skins.Length)], Hairs[random.Next(Hairs.Length)]);
        var (line, length) = (random.Next(86, 108), random.Next(2) * random.Next(30, 90));
        return Draw(
            side,
            side,
            (x, y) =>
            {
                if (Inside(x, y, 128, 120, 46, 56) && y > line - Math.Abs(x - 128) / 6)
                    return skin;
                if (Inside(x, y, 128, 112, 56, 62) && y < 112 + length)
                    return hair;
                if (Inside(x, y, 128, 180, 20, 36))
                    return Mix(skin, 0, 0.12);
                if (Inside(x, y, 128, 268, 96, 78))
                    return Mix(shirt, front, 0.25);
                return Mix(back, front, (x + y) / 512.0);
            }
        );
    }

    static bool Inside(int x, int y, int cx, int cy, int rx, int ry)
    {
        var (dx, dy) = ((x - cx) / (double)rx, (y - cy) / (double)ry);
        return dx * dx + dy * dy < 1;
    }

    static int Mix(int a, int b, double share)
    {
        int Part(int shift) => (int)(((a >> shift) & 255) * (1 - share) + ((b >> shift) & 255) * share) << shift;
        return Part(16) | Part(8) | Part(0);
    }

    // PNG, W3C third edition: signature, IHDR, one IDAT with unfiltered rows, IEND.
    static byte[] Draw(int width, int height, Func<int, int, int> colour)
    {
        using var rows = new MemoryStream();
        using (var zlib = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + 3 * width];
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var c = colour(x, y);
                    (row[1 + 3 * x], row[2 + 3 * x], row[3 + 3 * x]) = ((byte)(c >> 16), (byte)(c >> 8), (byte)c);
                }
                zlib.Write(row);
            }
        }
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2); // eight bits of red, green and blue
        Chunk(png, "IHDR", header);
        Chunk(png, "IDAT", rows.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    static void Chunk(Stream png, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        png.Write(number);
    }

    // The checksum of PNG's annex D: CRC-32 of ISO 3309.
    static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in data)
            crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        return ~crc;
    }

    static readonly uint[] CrcTable =
    [
        .. Enumerable
            .Range(0, 256)
            .Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1)),
    ];
}
