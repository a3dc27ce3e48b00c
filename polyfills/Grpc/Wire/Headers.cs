using System.Buffers;
using System.Globalization;
using System.Text;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Names and spellings of gRPC over HTTP/2.</summary>
static class Headers
{
    public const string ContentType = "application/grpc";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Timeout = "grpc-timeout";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Identity = "identity";

    static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        Status,
        Message,
        Timeout,
        Encoding,
        AcceptEncoding,
        "content-type",
        "content-length",
        "te",
        "host",
        "accept-encoding",
    };

    static readonly string[] Codes = [.. Enumerable.Range(0, 17).Select(code => code.ToString(CultureInfo.InvariantCulture))];

    // Printable ASCII but the percent sign itself.
    static readonly SearchValues<char> Plain = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c != '%'),
    ]);

    public static bool IsGrpc(string? contentType) =>
        contentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) == true
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is ';' or '+');

    public static string Code(StatusCode code) => (int)code is >= 0 and < 17 and var known ? Codes[known] : $"{(int)code}";

    public static void AddTo(Metadata metadata, string name, string value)
    {
        if (name.StartsWith(':') || Reserved.Contains(name))
            return;
        if (!name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
            metadata.Add(name, value);
        else // several values of one name may have been joined on the way
            foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
                metadata.Add(name, Convert.FromBase64String(part.PadRight((part.Length + 3) / 4 * 4, '=')));
    }

    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
            return text;
        var escaped = new StringBuilder(text.Length * 2);
        foreach (var b in System.Text.Encoding.UTF8.GetBytes(text))
            if (Plain.Contains((char)b))
                escaped.Append((char)b);
            else
                escaped.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        return escaped.ToString();
    }

    public static string Unescape(string text) => Uri.UnescapeDataString(text);

    /// <summary>At most eight digits, rounded up so that the server never gives up before the client.</summary>
    public static string FormatTimeout(TimeSpan left)
    {
        var ms = (long)Math.Ceiling(left.TotalMilliseconds);
        return ms <= 0 ? "1n"
            : ms < 100_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{ms}m")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Min(99_999_999, (ms + 999) / 1000)}S");
    }

    /// <summary>Null when absent or malformed: then there is no deadline.</summary>
    public static TimeSpan? ParseTimeout(string? text)
    {
        if (
            text is not { Length: >= 2 and <= 9 }
            || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        )
            return null;
        return text[^1] switch
        {
            'H' => TimeSpan.FromHours(n),
            'M' => TimeSpan.FromMinutes(n),
            'S' => TimeSpan.FromSeconds(n),
            'm' => TimeSpan.FromMilliseconds(n),
            'u' => TimeSpan.FromMicroseconds(n),
            'n' => TimeSpan.FromTicks((n + 99) / 100),
            _ => null,
        };
    }
}
