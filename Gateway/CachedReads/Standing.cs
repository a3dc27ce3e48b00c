using Social.Contracts;

namespace Social.Gateway.CachedReads;

/// <summary>What no copy of a row can know: how its viewer stands to it, its counts, and its version now. Who or what is not there for the viewer is absent.</summary>
/// <param name="People">Relations to people.</param>
/// <param name="Posts">States of posts.</param>
/// <param name="AuthorVersion">Of the list of posts that was asked for; 0 without.</param>
sealed record Standing(IReadOnlyList<RelationView> People, IReadOnlyList<PostState> Posts, ulong AuthorVersion);
