using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Social.ServiceDefaults;

/// <summary>
/// What a username has to be when it is registered. Names of before the rule keep working: whoever looks one up asks for its characters and
/// length only.
/// </summary>
public static partial class NewUsername
{
    public const string Rule =
        "A username has 3 to 30 of the characters a-z, 0-9, _ and the dot, and no dot first, last or beside another.";

    public const string ReservedRule = "This username is reserved. Choose another one.";

    /// <summary>Routes of the web app and the API, and roles for which others would take somebody of that name.</summary>
    static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        "about",
        "abuse",
        "account",
        "admin",
        "administrator",
        "alive",
        "all",
        "anonymous",
        "api",
        "assets",
        "auth",
        "bookmarks",
        "chat",
        "contact",
        "deleted",
        "docs",
        "everyone",
        "explore",
        "feed",
        "health",
        "help",
        "here",
        "home",
        "hubs",
        "info",
        "invite",
        "legal",
        "login",
        "logout",
        "mail",
        "media",
        "messages",
        "moderation",
        "moderator",
        "nobody",
        "notifications",
        "null",
        "official",
        "openapi",
        "people",
        "policy",
        "postmaster",
        "privacy",
        "questions",
        "register",
        "root",
        "search",
        "security",
        "services",
        "settings",
        "social",
        "staff",
        "status",
        "stories",
        "support",
        "system",
        "tags",
        "team",
        "terms",
        "undefined",
        "webmaster",
        "welcome"
    );

    /// <summary>What is wrong with a name in its stored form, lower case; null when nothing is.</summary>
    public static string? Error(string name) =>
        !Shape().IsMatch(name) ? Rule
        : Reserved.Contains(name) ? ReservedRule
        : null;

    [GeneratedRegex(@"\A(?=.{3,30}\z)[a-z0-9_]+(?:\.[a-z0-9_]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
