namespace Social.Gateway.Caching;

/// <summary>
/// What the cache calls things; those who tell it of changes call them the same. Whoever adds a field to what is kept of a profile or a
/// post gives its kind another name: what was put before would lack it.
/// </summary>
static class Keys
{
    public const string Profiles = "profile:";
    public const string Usernames = "username:";
    public const string Posts = "post:";
    public const string Lists = "posts-of:";

    public static string Profile(string userId) => Profiles + userId;

    /// <summary>A profile that is kept in one process, whether or not the cache has it.</summary>
    public static string Copy(string userId) => "copy:" + userId;

    public static string Username(string name) => Usernames + name;

    public static string Post(string postId) => Posts + postId;

    public static string PostsOf(string authorId) => Lists + authorId;

    /// <summary>The beginning of a home feed; never kept in the cache, only stamped.</summary>
    public static string Home(string userId) => "home:" + userId;

    /// <summary>Without the colon.</summary>
    public static string KindOf(string key) => key[..key.IndexOf(':', StringComparison.Ordinal)];
}
