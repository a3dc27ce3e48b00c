using System.Collections.Frozen;

namespace Social.Auth.Passwords;

/// <summary>
/// The passwords that are tried first: the 3,000 most common of all, and the common ones that are long enough to be chosen here
/// (common.txt; common.LICENSE says where it comes from).
/// </summary>
public static class CommonPasswords
{
    const int LongestTail = 4;

    static readonly FrozenSet<string> List = Read();

    /// <summary>
    /// Whether the password is one of them, in any case, or one of them said twice, or with up to four digits or signs behind it: that
    /// is what people do to make one longer.
    /// </summary>
    public static bool Include(string password)
    {
        var plain = password.ToLowerInvariant();
        if (
            List.Contains(plain)
            || (
                plain.Length % 2 == 0
                && plain[..(plain.Length / 2)] is var half
                && plain.EndsWith(half, StringComparison.Ordinal)
                && List.Contains(half)
            )
        )
            return true;
        for (var tail = 1; tail <= LongestTail && tail < plain.Length && !char.IsLetter(plain[^tail]); tail++)
            if (List.Contains(plain[..^tail]))
                return true;
        return false;
    }

    static FrozenSet<string> Read()
    {
        using var file = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common.txt")!;
        using var lines = new StreamReader(file);
        return lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
