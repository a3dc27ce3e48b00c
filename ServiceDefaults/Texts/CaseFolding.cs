using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Social.ServiceDefaults.Texts;

/// <summary>Unicode's full case folding: the form in which texts are compared without regard to capitals.</summary>
public static class CaseFolding
{
    const char DotAbove = '\u0307';

    static readonly FrozenDictionary<Rune, string> Full = Read();

    /// <summary>
    /// The folded text in normal form C: Straße is strasse, and a sigma that ends a word is one like others. The dot of the Turkish İ goes,
    /// so that İzmir and izmir are one word.
    /// </summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var rune in NormalForm.Compose(text).EnumerateRunes())
            if (Full.TryGetValue(rune, out var several))
                folded.Append(several);
            else
                // By way of the capital: ς and σ share theirs.
                folded.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).ToString());
        return NormalForm.Compose(folded.Replace($"i{DotAbove}", "i").ToString());
    }

    static FrozenDictionary<Rune, string> Read()
    {
        using var file = new StreamReader(typeof(CaseFolding).Assembly.GetManifestResourceStream("full-case-folding.txt")!);
        return file.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line =>
                Array.ConvertAll(line.Split(' '), code => new Rune(int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))
            )
            .ToFrozenDictionary(runes => runes[0], runes => string.Concat(runes[1..]));
    }
}
