namespace Social.Tests.WholeSystem.Posts;

/// <summary>Puts an EXIF segment into a JPEG: turned by 90 degrees, taken at a place.</summary>
static class Exif
{
    // TIFF, big endian: orientation 6 and a GPS directory with the latitude reference "N".
    static readonly byte[] Segment =
    [
        .. "Exif\0\0MM\0*\0\0\0\u0008"u8,
        .. (ReadOnlySpan<byte>)[0, 2, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0],
        .. (ReadOnlySpan<byte>)[0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0],
        .. (ReadOnlySpan<byte>)[0, 1, 0, 1, 0, 2, 0, 0, 0, 2, (byte)'N', 0, 0, 0, 0, 0, 0, 0],
    ];

    public static byte[] Tag(byte[] jpeg)
    {
        var length = Segment.Length + 2;
        return [.. jpeg.AsSpan(0, 2), 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. Segment, .. jpeg.AsSpan(2)];
    }
}
