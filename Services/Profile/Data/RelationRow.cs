namespace Social.Profiles.Data;

/// <summary>What one person has to do with another, and the counts and the version of the other.</summary>
sealed class RelationRow
{
    public required Guid Id { get; init; }
    public required int Followers { get; init; }
    public required int Following { get; init; }
    public required long Version { get; init; }
    public required bool IsFollowed { get; init; }
    public required bool FollowsMe { get; init; }
    public required bool IsBlocked { get; init; }
    public required bool IsMuted { get; init; }
}
