using System.Text.RegularExpressions;
using Social.ServiceDefaults;

namespace Social.Profiles.Data;

/// <summary>The name by which a person is found. It never changes and is written in lower case only.</summary>
public static partial class Username
{
    public const int MaxLength = SharedLimits.Username;

    public const string Rule = "A username is 3 to 30 of the characters a-z, 0-9, _ and the dot.";

    public static bool IsValid(string name) => Shape().IsMatch(name);

    /// <summary>A name as someone typed it, brought to the form in which it is stored.</summary>
    public static string Normal(string typed) => typed.Trim().TrimStart('@').ToLowerInvariant();

    [GeneratedRegex(@"\A[a-z0-9_.]{3,30}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
