using System.Text;

namespace Social.ServiceDefaults.Texts;

/// <summary>@ or its full-width form, and a username in any case.</summary>
static class Mentions
{
    const int MinName = 3;

    // Within an address, a path or another mention it is none.
    const string NotAfter = ".@\uff20/&#\uff03-~=+%$\\";

    /// <summary>Behind the sign and all that might be a name.</summary>
    public static int RunEnd(string text, int sign)
    {
        var end = sign + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.'))
            end++;
        return end;
    }

    public static IEnumerable<string> Names(string text, int sign, int end)
    {
        if (!Boundary.IsBefore(text, sign, NotAfter) || !IsWhole(text, end))
            yield break;
        var run = text[(sign + 1)..end].ToLowerInvariant();
        var name = run.TrimEnd('.');
        if (IsName(name))
            yield return name;
        if (name.Length < run.Length && IsName(run))
            yield return run;
    }

    static bool IsName(string name) => name.Length is >= MinName and <= SharedLimits.Username;

    // What goes on with a letter of an alphabet is no username, and with another @ an address elsewhere. 님 and さん are suffixes.
    static bool IsWhole(string text, int end) =>
        end == text.Length
        || (
            text[end] is not ('@' or '\uff20')
            && !(Rune.TryGetRuneAt(text, end, out var next) && Boundary.IsWord(next) && !Scripts.HasNoSpaces(next))
        );
}
