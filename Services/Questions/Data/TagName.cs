using System.Globalization;
using System.Text;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Questions.Data;

/// <summary>The name of a question's tag: folded as hashtags are, with the signs that names of languages and versions have.</summary>
public static class TagName
{
    public const int MaxCharacters = 35;
    public const int MaxTags = 5;

    /// <summary>The tags of a question, each once.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field tags.</exception>
    public static string[] ValidateAll(IReadOnlyCollection<string> tags)
    {
        // Before any is folded: whoever sends thousands is refused at once.
        if (tags.Count > 4 * MaxTags)
            throw Wrong($"A question has 1 to {MaxTags} tags; this one has {tags.Count:N0}.");
        string[] keys = [.. tags.Select(Validate).Distinct(StringComparer.Ordinal)];
        return keys.Length is 0 or > MaxTags ? throw Wrong($"A question has 1 to {MaxTags} tags; this one has {keys.Length}.") : keys;
    }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field tags.</exception>
    public static string Validate(string typed) =>
        TryRead(typed)
        ?? throw Wrong($"A tag has 1 to {MaxCharacters} letters, digits and + - . #, and begins with a letter, a digit or a dot.");

    /// <summary>The tag as it is looked up; null when no question can have it.</summary>
    public static string? TryRead(string typed)
    {
        if (typed.Length > 4 * MaxCharacters || typed.Any(char.IsControl) || !IsUnicode(typed))
            return null;
        var key = Tags.Key(typed);
        return
            key.Length > 0
            && Graphemes.Count(key) <= MaxCharacters
            && key.Length <= 4 * MaxCharacters
            && key[0] is not ('+' or '-' or '#')
            && key.EnumerateRunes().All(IsPart)
            && key.EnumerateRunes().Any(Rune.IsLetterOrDigit)
            ? key
            : null;
    }

    static bool IsPart(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || rune.Value is '+' or '-' or '.' or '#'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    static bool IsUnicode(string text)
    {
        for (var at = 0; at < text.Length; at++)
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
                at++;
            else if (char.IsSurrogate(text[at]))
                return false;
        return true;
    }

    static FaultException Wrong(string text) => new(Fault.Invalid, "tags", text);
}
