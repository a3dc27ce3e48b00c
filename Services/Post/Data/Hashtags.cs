using System.Text.RegularExpressions;

namespace Social.Posts.Data;

/// <summary>The hashtags of a text: # and 2 to 50 letters, digits or underscores of any script, kept in lower case.</summary>
public static partial class Hashtags
{
    public const int MaxLength = 50;

    /// <summary>Each once, in order of appearance. The text is expected in normal form C.</summary>
    public static string[] In(string text) => [.. Tag().Matches(text).Select(m => m.Groups[1].Value.ToLowerInvariant()).Distinct()];

    /// <summary>A tag, or the beginning of one, as somebody typed it, in the form in which tags are kept.</summary>
    public static string Normalize(string typed) => typed.Trim().TrimStart('#').ToLowerInvariant();

    // Marks belong to the letters of many scripts; a tag does not start within a word (a#b) or an entity (&#39;).
    [GeneratedRegex(@"(?<![\p{L}\p{M}\p{Nd}_&#])#([\p{L}\p{M}\p{Nd}_]{2,50})(?![\p{L}\p{M}\p{Nd}_])")]
    private static partial Regex Tag();
}
