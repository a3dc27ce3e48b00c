using System.Text.RegularExpressions;
using Social.ServiceDefaults;

namespace Social.Profiles.Data;

/// <summary>The name by which a person is found. It never changes and is written in lower case only.</summary>
public static partial class Username
{
    public const int MaxLength = SharedLimits.Username;

    /// <summary>Whether somebody may have it; <see cref="NewUsername"/> says which names are given out.</summary>
    public static bool IsValid(string name) => Shape().IsMatch(name);

    /// <summary>A name as someone typed it, brought to the form in which it is stored.</summary>
    public static string Normal(string typed) => typed.Trim().TrimStart('@').ToLowerInvariant();

    [GeneratedRegex(@"\A[a-z0-9_.]{3,30}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
