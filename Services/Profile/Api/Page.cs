using System.Buffers.Text;
using System.Text;
using Social.ServiceDefaults.Errors;

namespace Social.Profiles.Api;

/// <summary>Where a page starts and how long it is. The cursor is opaque to the caller: the key of the last row it has seen.</summary>
static class Page
{
    const int Default = 20;
    const int Max = 100;

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> outside 1 to 100.</exception>
    public static int Limit(int asked) =>
        asked switch
        {
            0 => Default,
            > 0 and <= Max => asked,
            _ => throw new FaultException(Fault.Invalid, "limit", $"The limit is 1 to {Max}."),
        };

    public static string Cursor(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>The key in a cursor; null for the first page.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static string? Key(string cursor)
    {
        if (cursor.Length == 0)
            return null;
        var bytes = new byte[cursor.Length];
        return Base64Url.IsValid(cursor) && Base64Url.TryDecodeFromChars(cursor, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw Malformed();
    }

    public static FaultException Malformed() => new(Fault.Malformed, "The cursor is not one that was given out.");
}
