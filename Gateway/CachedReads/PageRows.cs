using Social.Gateway.Caching;

namespace Social.Gateway.CachedReads;

/// <summary>People and posts that a page shows, each once, with the names of their rows made once.</summary>
sealed class PageRows
{
    /// <param name="people">Their ids.</param>
    /// <param name="posts">Their ids.</param>
    public PageRows(IReadOnlyCollection<string> people, IReadOnlyCollection<string> posts)
    {
        (People, Posts) = ([.. people], [.. posts]);
        All = new string[People.Length + Posts.Length];
        for (var i = 0; i < People.Length; i++)
            All[i] = Keys.Profile(People[i]);
        for (var i = 0; i < Posts.Length; i++)
            All[People.Length + i] = Keys.Post(Posts[i]);
    }

    /// <summary>Ids.</summary>
    public string[] People { get; }

    /// <summary>Ids.</summary>
    public string[] Posts { get; }

    /// <summary>The rows of the people, then those of the posts.</summary>
    public string[] All { get; }

    public string OfPerson(int index) => All[index];

    public string OfPost(int index) => All[People.Length + index];
}
