using Social.Feeds.Data;

namespace Social.Feeds.Timelines;

/// <summary>A page of somebody's home timeline.</summary>
/// <param name="Posts">Newest first.</param>
/// <param name="FromDatabase">The next page has to come from there, too.</param>
/// <param name="Stamped">
/// Whatever is added to a first page changes the reader's stamp: it begins in Redis, and no author's posts are merged into it.
/// </param>
public sealed record HomePage(IReadOnlyList<Post> Posts, bool FromDatabase, bool Stamped);
