using System.ComponentModel.DataAnnotations;

namespace Social.Questions;

/// <summary>What an operator may turn; section "Questions".</summary>
public sealed record QuestionsOptions
{
    /// <summary>How often views are added to the questions; a killed instance loses as much.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan StoreViewsEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A reader counts once for a question in this time, at each instance.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ViewWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long an idempotency key is kept at least.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan KeepExpired { get; init; } = TimeSpan.FromDays(1);
}
