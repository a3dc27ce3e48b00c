using System.Globalization;
using System.Text;

namespace Social.ServiceDefaults.Texts;

/// <summary>Addresses of the web: with a scheme they are links, without one only text in which nothing else is looked for.</summary>
static class Links
{
    const int MaxLength = 2_048;

    // Sentences of scripts without spaces go on behind these.
    const string Ends = "<>\"\u3002\u3001\uff0c\uff0e\uff1f\uff01\uff1b\uff1a\u2026\u2025\u061f\u060c\u061b\u06d4\u0964\u0965\uff61\uff64";

    /// <summary>Behind the address that begins here; null when none does.</summary>
    public static int? End(string text, int start, out bool isLink)
    {
        var scheme = SchemeLength(text.AsSpan(start));
        isLink = scheme > 0;
        if (!isLink && !IsAddress(text.AsSpan(start)))
            return null;
        var run = RunEnd(text, start);
        if (!isLink)
            return run;
        var end = Trimmed(text, start, HostEnd(text, start + scheme, run) ?? run);
        isLink =
            end - start <= MaxLength
            && end > start + scheme
            && Uri.TryCreate(text[start..end], UriKind.Absolute, out var uri)
            && uri.Host.Any(char.IsLetterOrDigit);
        return isLink ? end : run;
    }

    /// <summary>Of the word that begins here, in which no address can begin any more.</summary>
    public static int WordLength(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.' or '-'))
            end++;
        return end - start;
    }

    static int SchemeLength(ReadOnlySpan<char> text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
        : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7
        : 0;

    // ex.org/path, ex.org#part, ex.org?query or ex.org:80
    static bool IsAddress(ReadOnlySpan<char> text)
    {
        var (at, dots, label) = (0, 0, 0);
        for (; at < text.Length; at++)
            if (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '-')
                label++;
            else if (text[at] == '.' && label > 0)
                (dots, label) = (dots + 1, 0);
            else
                break;
        return dots > 0
            && label > 1
            && at < text.Length
            && (text[at] is '/' or '#' or '?' || (text[at] == ':' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])));
    }

    static int RunEnd(string text, int start)
    {
        var end = start;
        foreach (var rune in text.AsSpan(start).EnumerateRunes())
        {
            if (IsEnd(rune))
                break;
            end += rune.Utf16SequenceLength;
        }
        return end;
    }

    static bool IsEnd(Rune rune) =>
        (rune.IsBmp && Ends.Contains((char)rune.Value, StringComparison.Ordinal))
        || Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control => true,
            UnicodeCategory.Format => !Scripts.IsJoiner(rune),
            UnicodeCategory.OpenPunctuation
            or UnicodeCategory.ClosePunctuation
            or UnicodeCategory.InitialQuotePunctuation
            or UnicodeCategory.FinalQuotePunctuation => !rune.IsAscii,
            _ => false,
        };

    /// <summary>The sentence may go on at once: com is a domain and com\u3092 is none. Null when it does not.</summary>
    static int? HostEnd(string text, int host, int end)
    {
        var letters = 0;
        for (var at = host; at < end && text[at] is not ('/' or '?' or '#' or ':'); at++)
            if (text[at] == '.')
                letters = 0;
            else if (char.IsAsciiLetter(text[at]) && letters >= 0)
                letters++;
            else if (
                letters > 1
                && text.AsSpan(host, at - host).Contains('.')
                && Rune.TryGetRuneAt(text, at, out var rune)
                && Scripts.HasNoSpaces(rune)
            )
                return at;
            else
                letters = -1;
        return null;
    }

    /// <summary>Without what closes the sentence or the bracket around it.</summary>
    static int Trimmed(string text, int start, int end)
    {
        Span<int> open = stackalloc int[3];
        open.Clear();
        foreach (var c in text.AsSpan(start, end - start))
            if ("([{".IndexOf(c, StringComparison.Ordinal) is >= 0 and var opened)
                open[opened]++;
            else if (")]}".IndexOf(c, StringComparison.Ordinal) is >= 0 and var closed)
                open[closed]--;
        while (end > start)
        {
            Rune.DecodeLastFromUtf16(text.AsSpan(start, end - start), out var last, out var length);
            var c = last.IsBmp ? (char)last.Value : '\0';
            if (")]}".IndexOf(c, StringComparison.Ordinal) is >= 0 and var closing)
            {
                if (open[closing] >= 0)
                    return end;
                open[closing]++;
            }
            else if ("([{".IndexOf(c, StringComparison.Ordinal) is >= 0 and var opening)
                open[opening]--;
            else if (!IsTrailing(last))
                return end;
            end -= length;
        }
        return end;
    }

    static bool IsTrailing(Rune rune) =>
        rune.IsAscii
            ? ".,;:!?'*".Contains((char)rune.Value, StringComparison.Ordinal)
            : Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherPunctuation
                || Scripts.IsVariationSelector(rune)
                || Scripts.IsJoiner(rune);
}
