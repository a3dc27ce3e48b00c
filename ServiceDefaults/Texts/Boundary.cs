using System.Globalization;
using System.Text;

namespace Social.ServiceDefaults.Texts;

/// <summary>Where words begin and end.</summary>
static class Boundary
{
    /// <summary>Letters with their marks, digits and the underscore.</summary>
    public static bool IsWord(Rune rune) =>
        rune.Value == '_'
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter
                or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark;

    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Whether a sign at this place begins something: not within a word, nor behind one of some characters.</summary>
    public static bool IsBefore(string text, int sign, ReadOnlySpan<char> not)
    {
        if (Rune.DecodeLastFromUtf16(text.AsSpan(0, sign), out var before, out _) != System.Buffers.OperationStatus.Done)
            return true;
        return (!IsWord(before) || Scripts.HasNoSpaces(before)) && !(before.IsBmp && not.Contains((char)before.Value));
    }
}
