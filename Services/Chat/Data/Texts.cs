using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Data;

/// <summary>What every text that a person writes has to be.</summary>
static class Texts
{
    /// <summary>The text as it is kept: trimmed, lines ended by a line feed.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>: longer than <paramref name="maxLength"/>, or with a null character.</exception>
    public static string ValidateText(string text, string field, int maxLength)
    {
        text = text.ReplaceLineEndings("\n").Trim();
        if (text.Length > maxLength)
            throw new FaultException(
                Fault.Invalid,
                field,
                $"A {field} may have at most {maxLength:N0} characters; this one has {text.Length:N0}."
            );
        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new FaultException(Fault.Invalid, field, $"A {field} cannot contain null characters.")
            : text;
    }

    /// <summary>The text in normal form C.</summary>
    // Runs without ICU, where .NET leaves combining marks as they are; the database composes them. Few texts have any.
    public static async Task<string> NormalizeUnicodeAsync(this ChatDbContext db, string text, CancellationToken stop) =>
        text.Any(c => char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            ? await db.Database.SqlQuery<string>($"""select normalize({text}, NFC) as "Value" """).SingleAsync(stop)
            : text;
}
