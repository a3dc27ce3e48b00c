using System.Buffers;
using System.Globalization;
using System.Text;
using Social.ServiceDefaults.Errors;

namespace Social.ServiceDefaults.Texts;

/// <summary>How long a text may be, and of what.</summary>
/// <param name="MaxCharacters">As people count them: grapheme clusters.</param>
/// <param name="Lines">Whether it may have more than one line.</param>
/// <param name="Indents">Whether the first line keeps the blanks that it begins with, as source text does.</param>
public sealed record TextRules(int MaxCharacters, bool Lines = true, bool Indents = false)
{
    /// <summary>Nonspacing marks on one letter: Hebrew with points and accents has five, a pile of them covers the lines above.</summary>
    const int MaxMarks = 8;

    /// <summary>Code points of one character: the flags and families of emoji have at most 14.</summary>
    const int MaxCharacterRunes = 32;

    /// <summary>UTF-8, in which a text is sent and stored. The characters of scripts with many marks take 6 bytes on average.</summary>
    public int MaxBytes => 8 * MaxCharacters;

    /// <inheritdoc cref="Error"/>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, of <paramref name="field"/>.</exception>
    public string Validate(string text, string field, string what) =>
        Error(text, what, out var kept) is { } wrong ? throw new FaultException(Fault.Invalid, field, wrong) : kept;

    /// <summary>
    /// The text as it is kept: in normal form C, lines ended by a line feed, without blanks at its ends; empty when nothing in it can be
    /// seen.
    /// </summary>
    /// <param name="what">The sentence's subject, such as "A post".</param>
    /// <returns>Why the text cannot be taken; null when it can.</returns>
    public string? Error(string text, string what, out string kept)
    {
        kept = "";
        // Before it is composed, which takes long for a long row of marks.
        if (text.Length > 2 * MaxBytes)
            return $"{what} has at most {MaxCharacters:N0} characters.";
        if (IsPiled(text))
            return $"{what} has at most {MaxMarks} marks on one letter.";
        kept = Trim(NormalForm.Compose(text.ReplaceLineEndings("\n")));
        if (!kept.EnumerateRunes().Any(Visibility.IsVisible))
            kept = "";
        var (characters, bytes) = (Graphemes.Count(kept), Encoding.UTF8.GetByteCount(kept));
        return characters > MaxCharacters ? $"{what} has at most {MaxCharacters:N0} characters; this one has {characters:N0}."
            : bytes > MaxBytes ? $"{what} has at most {MaxBytes:N0} bytes; this one has {bytes:N0}."
            : kept.Any(c => char.IsControl(c) && !(Lines && c is '\n' or '\t'))
                ? $"{what} has no control characters{(Lines ? "" : " or line breaks")}."
            : null;
    }

    string Trim(ReadOnlySpan<char> text)
    {
        var begin = 0;
        while (Rune.DecodeFromUtf16(text[begin..], out var first, out var length) == OperationStatus.Done && Visibility.IsTrimmed(first))
            begin += length;
        // The blanks of the first line that holds something.
        if (Indents)
            begin = text[..begin].LastIndexOf('\n') + 1;
        text = text[begin..];
        while (Rune.DecodeLastFromUtf16(text, out var last, out var length) == OperationStatus.Done && Visibility.IsTrimmed(last))
            text = text[..^length];
        return text.ToString();
    }

    static bool IsPiled(string text)
    {
        if (Ascii.IsValid(text))
            return false;
        for (int at = 0, length; at < text.Length; at += length)
        {
            length = Graphemes.Next(text, at);
            var (runes, marks) = (0, 0);
            foreach (var rune in text.AsSpan(at, length).EnumerateRunes())
            {
                runes++;
                marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
                if (marks > MaxMarks || runes > MaxCharacterRunes)
                    return true;
            }
        }
        return false;
    }
}
