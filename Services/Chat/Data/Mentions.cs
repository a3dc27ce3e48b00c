using System.Text.RegularExpressions;

namespace Social.Chats.Data;

/// <summary>The people a text names: @ and a username, of any case.</summary>
public static partial class Mentions
{
    /// <summary>How many of a text count; further ones are only text.</summary>
    public const int MaxMentions = 20;

    /// <summary>
    /// Each once, in order of appearance. Names may end with a dot and so do sentences: such a one comes with the dots first and without
    /// them second.
    /// </summary>
    public static IReadOnlyList<string[]> In(string text) =>
        [
            .. Name()
                .Matches(text)
                .Select(m => m.Groups[1].Value.ToLowerInvariant())
                .Distinct()
                .Select(name => (string[])[.. new[] { name, name.TrimEnd('.') }.Distinct().Where(n => n.Length is >= 3 and <= 30)])
                .Where(names => names.Length > 0)
                .Take(MaxMentions),
        ];

    // Not within a word, an address (a@b) or a path, and whole: what goes on with a letter of another script is no username.
    [GeneratedRegex(@"(?<![\p{L}\p{M}\p{Nd}_.@/&#-])@((?>[A-Za-z0-9_.]+))(?![\p{L}\p{M}\p{Nd}@])")]
    private static partial Regex Name();
}
