using System.Text;

namespace Social.ServiceDefaults.Texts;

/// <summary>What the rules for words have to know of scripts, by Unicode's ranges.</summary>
static class Scripts
{
    const int ZeroWidthNonJoiner = 0x200c;
    const int ZeroWidthJoiner = 0x200d;

    static readonly (int First, int Last)[] WithoutSpaces =
    [
        (0x0e00, 0x0fff), // Thai, Lao, Tibetan
        (0x1000, 0x109f), // Myanmar
        (0x1100, 0x11ff), // Hangul, whose particles follow names without a space
        (0x1780, 0x17ff), // Khmer
        (0x1950, 0x19ff), // Tai Le, New Tai Lue, Khmer
        (0x1a20, 0x1aaf), // Tai Tham
        (0x1b00, 0x1b7f), // Balinese
        (0x2e80, 0x2fdf), // radicals
        (0x3005, 0x3007),
        (0x3021, 0x302f),
        (0x3031, 0x3035),
        (0x3038, 0x303c),
        (0x3041, 0x30fa), // Kana
        (0x30fc, 0x31ff), // Kana, Bopomofo, Hangul
        (0x3400, 0x4dbf), // Han
        (0x4e00, 0xa4cf), // Han, Yi
        (0xa960, 0xa9ff), // Hangul, Javanese, Myanmar
        (0xaa60, 0xaadf), // Myanmar, Tai Viet
        (0xac00, 0xd7ff), // Hangul
        (0xf900, 0xfaff), // Han
        (0xff66, 0xffdc), // half-width Kana and Hangul
        (0x16fe0, 0x18dff), // Tangut, Khitan
        (0x1aff0, 0x1b2ff), // Kana, Nushu
        (0x20000, 0x3ffff), // Han
    ];

    /// <summary>Whether its script writes words without spaces between them, so that a sign may follow a letter at once.</summary>
    public static bool HasNoSpaces(Rune rune) => Contains(WithoutSpaces, rune.Value);

    /// <summary>The joiners that shape words of Persian and of Indian scripts.</summary>
    public static bool IsJoiner(Rune rune) => rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner;

    /// <summary>Chooses how the character before it looks; it is no part of a word's spelling.</summary>
    public static bool IsVariationSelector(Rune rune) =>
        rune.Value is >= 0xfe00 and <= 0xfe0f or >= 0xe0100 and <= 0xe01ef or >= 0x180b and <= 0x180f;

    /// <summary>Whether a code point is in one of some ranges in order.</summary>
    public static bool Contains((int First, int Last)[] ranges, int value)
    {
        var (low, high) = (0, ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (value < ranges[middle].First)
                high = middle - 1;
            else if (value > ranges[middle].Last)
                low = middle + 1;
            else
                return true;
        }
        return false;
    }
}
