namespace Social.Caches.Events;

/// <summary>Under which keys the gateway keeps what the owners' events are about. Ids are written as in the events.</summary>
static class Keys
{
    public static string Profile(string user) => $"profile:{user}";

    public static string Post(string post) => $"post:{post}";

    /// <summary>The latest posts of an author.</summary>
    public static string PostsOf(string author) => $"posts-of:{author}";
}
