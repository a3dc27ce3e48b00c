using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Social.Contracts;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Questions;

/// <summary>Which questions are listed, and in which order.</summary>
public sealed record QuestionQuery(
    [property: FromQuery(Name = "sort"), Description("new (when absent), active, votes or unanswered.")] string? Sort,
    [property: FromQuery(Name = "tag"), Description("Only those with this tag.")] string? Tag,
    [property: FromQuery(Name = "mine"), Description("Only the caller's own.")] bool? Mine,
    [property: FromQuery(Name = "followed"), Description("Only those with a tag that the caller follows.")] bool? Followed,
    [property: FromQuery(Name = "author"), Description("Only those of this person, by username.")] string? Author,
    [property: FromQuery(Name = "answeredBy"), Description("Only those that this person answered, by username.")] string? AnsweredBy,
    [property: FromQuery(Name = "q"), Description("What to look for, 1 to 100 characters: all words, \"phrases\", or, and -not.")] string? Q
)
{
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field sort.</exception>
    internal QuestionSort Order =>
        Sort switch
        {
            null or "new" => QuestionSort.Newest,
            "active" => QuestionSort.Active,
            "votes" => QuestionSort.Votes,
            "unanswered" => QuestionSort.Unanswered,
            _ => throw new FaultException(Fault.Invalid, "sort", "The orders are new, active, votes and unanswered."),
        };

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field q.</exception>
    internal void EnsureOnlySearch()
    {
        if (Sort is not null || Mine == true || Followed == true || Author is not null || AnsweredBy is not null)
            throw new FaultException(
                Fault.Invalid,
                "q",
                "A search comes in the order of its matches and goes with tag alone: leave the others out."
            );
    }
}
