using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Social.Posts.Images;

/// <summary>The kind of an image and its size, read from a file's first bytes without decoding it.</summary>
public static class ImageHeader
{
    /// <summary>Bytes that tell the kind.</summary>
    public const int MagicLength = 12;

    // A photo has a few segments before its frame; a file of nothing but segments would cost a read each.
    const int MaxSegments = 300;

    public static bool IsImage(ReadOnlySpan<byte> magic) => IsJpeg(magic) || IsPng(magic) || IsWebP(magic);

    /// <summary>Width and height in pixels; null when the bytes so far do not tell.</summary>
    public static (long Width, long Height)? Size(SafeFileHandle file)
    {
        Span<byte> start = stackalloc byte[30];
        start = start[..RandomAccess.Read(file, start, 0)];
        return IsJpeg(start) ? JpegSize(file)
            : IsPng(start) ? PngSize(start)
            : WebPSize(start);
    }

    static bool IsJpeg(ReadOnlySpan<byte> magic) => magic.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    static bool IsPng(ReadOnlySpan<byte> magic) => magic.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);

    static bool IsWebP(ReadOnlySpan<byte> magic) => magic.StartsWith("RIFF"u8) && magic[4..].Length >= 8 && magic[8..].StartsWith("WEBP"u8);

    static (long, long)? PngSize(ReadOnlySpan<byte> start) =>
        start.Length < 24 ? null : (BinaryPrimitives.ReadUInt32BigEndian(start[16..]), BinaryPrimitives.ReadUInt32BigEndian(start[20..]));

    static (long, long)? WebPSize(ReadOnlySpan<byte> start)
    {
        if (start.Length < 30)
            return null;
        var chunk = start[12..16];
        if (chunk.SequenceEqual("VP8 "u8))
            return (
                BinaryPrimitives.ReadUInt16LittleEndian(start[26..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(start[28..]) & 0x3FFF
            );
        if (chunk.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(start[21..]);
            return ((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
        }
        return chunk.SequenceEqual("VP8X"u8)
            ? (1 + (start[24] | start[25] << 8 | start[26] << 16), 1 + (start[27] | start[28] << 8 | start[29] << 16))
            : null;
    }

    /// <summary>Walks from segment to segment to the frame header.</summary>
    static (long, long)? JpegSize(SafeFileHandle file)
    {
        Span<byte> segment = stackalloc byte[9];
        long at = 2;
        for (var i = 0; i < MaxSegments; i++)
        {
            if (RandomAccess.Read(file, segment, at) < segment.Length || segment[0] != 0xFF)
                return null;
            var marker = segment[1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            // SOF0 to SOF15 but for DHT, JPG and DAC, which share their range.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (BinaryPrimitives.ReadUInt16BigEndian(segment[7..]), BinaryPrimitives.ReadUInt16BigEndian(segment[5..]));
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(segment[2..]);
        }
        return null;
    }
}
