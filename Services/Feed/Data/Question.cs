namespace Social.Feeds.Data;

/// <summary>That a question exists and who asked it: of somebody hidden from a person they are told nothing. What it says is the Questions service's.</summary>
public sealed class Question
{
    public Guid Id { get; private init; }
    public Guid AuthorId { get; private init; }
}
