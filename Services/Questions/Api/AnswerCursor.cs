using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Api;

/// <summary>Where the next page of a question's answers begins.</summary>
/// <param name="Accepted">
/// The answer that was accepted when the first page was read, and so the only one that did not come at the place of its score, whichever is
/// accepted meanwhile.
/// </param>
/// <param name="Score">Of the last answer of the page before.</param>
/// <param name="Last">The last answer of the page before.</param>
readonly record struct AnswerCursor(Guid? Accepted, int Score, Guid Last)
{
    const byte Order = 103;
    const int Size = 1 + 16;

    /// <summary>Behind the accepted answer alone the others begin.</summary>
    public bool IsBehindAccepted => Last == Accepted;

    public override string ToString()
    {
        Span<byte> beginning = stackalloc byte[Size];
        beginning[0] = Order;
        Accepted.GetValueOrDefault().TryWriteBytes(beginning[1..], bigEndian: true, out _);
        return KeyCursor.After(beginning, Score, Last);
    }

    /// <summary>Null for the first page.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static AnswerCursor? Parse(string cursor)
    {
        Span<byte> beginning = stackalloc byte[Size];
        if (KeyCursor.Read(cursor, beginning) is not var (score, last))
            return null;
        if (beginning[0] != Order)
            throw Paging.Malformed();
        var accepted = new Guid(beginning[1..], bigEndian: true);
        return new(accepted == Guid.Empty ? null : accepted, (int)score, last);
    }
}
