namespace Social.Profiles.Data;

/// <summary>One person does not want to be shown what another does, and nobody is told.</summary>
public sealed class Mute
{
    public Guid MuterId { get; private init; }
    public Guid MutedId { get; private init; }
    public DateTimeOffset MutedAt { get; private init; }
}
