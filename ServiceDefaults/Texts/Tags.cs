using System.Text;

namespace Social.ServiceDefaults.Texts;

/// <summary># or its full-width form, and a word of any script with at least one letter.</summary>
public static class Tags
{
    /// <summary>Grapheme clusters of a tag.</summary>
    public const int MaxCharacters = 50;

    /// <summary>UTF-16 code units of a key.</summary>
    public const int MaxKey = 200;

    // Within an address or a path, behind another sign and in &#39; it is none.
    const string NotAfter = "&#\uff03/~=@\uff20\\";

    /// <summary>
    /// A tag, or the beginning of one, as it is looked up: without its sign and how its characters look, in folded case.
    /// </summary>
    public static string Key(string typed) =>
        CaseFolding.Fold(
            string.Concat(typed.Trim().TrimStart('#', '\uff03').EnumerateRunes().Where(rune => !Scripts.IsVariationSelector(rune)))
        );

    /// <summary>Behind the sign and the word.</summary>
    internal static int End(string text, int sign)
    {
        var end = sign + 1;
        while (
            Rune.TryGetRuneAt(text, Math.Min(end, text.Length - 1), out var rune) && end < text.Length && IsInside(text, sign, end, rune)
        )
            end += rune.Utf16SequenceLength;
        return end;
    }

    internal static string? Read(string text, int sign, int end)
    {
        var tag = text[(sign + 1)..end];
        // One letter of an alphabet is a grade or a note, one of the others a word.
        return
            tag.EnumerateRunes().Any(Rune.IsLetter)
            && Boundary.IsBefore(text, sign, NotAfter)
            && Graphemes.Count(tag) is var length and <= MaxCharacters
            && (length > 1 || tag.EnumerateRunes().Any(Scripts.HasNoSpaces))
            && Key(tag).Length <= MaxKey
            ? tag
            : null;
    }

    // Joiners and selectors belong to the letter before them; a mark by itself begins nothing, such as that of a keycap.
    static bool IsInside(string text, int sign, int at, Rune rune)
    {
        var isFirst = at == sign + 1;
        if (rune.Value is 0xfe0e or 0xfe0f)
            return false;
        if (Scripts.IsVariationSelector(rune))
            return !isFirst;
        if (Scripts.IsJoiner(rune))
            return !isFirst
                && Rune.TryGetRuneAt(text, Math.Min(at + 1, text.Length - 1), out var next)
                && at + 1 < text.Length
                && IsLetterOrMark(next);
        return Boundary.IsWord(rune) && !(isFirst && Boundary.IsMark(rune));
    }

    static bool IsLetterOrMark(Rune rune) => Rune.IsLetter(rune) || Boundary.IsMark(rune);
}
