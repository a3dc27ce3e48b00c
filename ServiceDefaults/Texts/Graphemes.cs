using System.Globalization;
using System.Text;

namespace Social.ServiceDefaults.Texts;

/// <summary>What people take for the characters of a text: grapheme clusters, as Intl.Segmenter of the browsers finds them.</summary>
public static class Graphemes
{
    public static int Count(string text)
    {
        if (Ascii.IsValid(text) && !text.Contains('\r', StringComparison.Ordinal))
            return text.Length;
        var count = 0;
        for (var at = 0; at < text.Length; at += Next(text, at))
            count++;
        return count;
    }

    /// <summary>The beginning of a text, of at most so many UTF-16 code units, that does not end inside a character.</summary>
    public static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        var end = 0;
        for (var length = 0; end + (length = Next(text, end)) <= maxLength; )
            end += length;
        return text[..end];
    }

    /// <summary>UTF-16 code units of the character that begins at <paramref name="start"/>.</summary>
    public static int Next(string text, int start)
    {
        var end = start + StringInfo.GetNextTextElementLength(text, start);
        while (end < text.Length && Rune.TryGetRuneAt(text, end, out var next) && Conjuncts.Join(text.AsSpan(start, end - start), next))
            end += StringInfo.GetNextTextElementLength(text, end);
        return end - start;
    }
}
