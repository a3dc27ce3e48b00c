using System.Globalization;
using System.Text;

namespace Social.ServiceDefaults.Texts;

/// <summary>What of a text can be seen.</summary>
static class Visibility
{
    /// <summary>Letters, digits and signs can; spaces, marks without a letter, joiners, fillers and directions cannot.</summary>
    public static bool IsVisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Control
            or UnicodeCategory.Format
            or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse
            or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark => false,
            // A character newer than the runtime's tables.
            UnicodeCategory.OtherNotAssigned => rune.Value is < 0xe0000 and not 0x2065 and not (>= 0xfff0 and <= 0xfff8)
                && (rune.Value & 0xfffe) != 0xfffe,
            _ => !IsBlank(rune.Value),
        };

    /// <summary>Space, or what takes none at the end of a text.</summary>
    public static bool IsTrimmed(Rune rune) =>
        Rune.IsWhiteSpace(rune) || rune.Value is 0x00ad or 0x061c or 0x200b or 0x200e or 0x200f or 0x2060 or 0xfeff || IsBlank(rune.Value);

    // Fillers of Hangul and the blank of Braille are letters and signs by category.
    static bool IsBlank(int value) => value is 0x115f or 0x1160 or 0x2800 or 0x3164 or 0xffa0;
}
