using Microsoft.AspNetCore.Mvc;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Http;

/// <summary>A page of a list.</summary>
/// <param name="Items">In the list's order; at most the limit asked for.</param>
/// <param name="Next">The cursor of the next page; null when this is the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

static class Pages
{
    /// <summary>A page whose cursor comes from a service, where an empty text says that there is no more.</summary>
    public static Page<T> From<T>(IReadOnlyList<T> items, string next) => new(items, next.Length == 0 ? null : next);
}

/// <summary>The two parameters of every list.</summary>
/// <param name="Cursor">The `next` of the page before; absent for the first page.</param>
/// <param name="Limit">How many items at most, 1 to 100; 20 when absent.</param>
public sealed record PageQuery([FromQuery(Name = "cursor")] string? Cursor, [FromQuery(Name = "limit")] int? Limit)
{
    /// <summary>The cursor as services take it.</summary>
    public string From => Cursor ?? "";

    /// <summary>The limit as services take it.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> when it is out of range.</exception>
    public int Take =>
        // A 0 that somebody wrote is refused; to services it says that there is none.
        Paging.Limit(Limit is 0 ? -1 : Limit ?? 0);
}
