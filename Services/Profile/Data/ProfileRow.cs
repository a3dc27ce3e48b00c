namespace Social.Profiles.Data;

/// <summary>A profile as one person sees it.</summary>
sealed class ProfileRow
{
    public required RelationRow Relation { get; init; }
    public required string Username { get; init; }
    public required string DisplayName { get; init; }
    public required string Bio { get; init; }
    public required Guid? AvatarMediaId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
