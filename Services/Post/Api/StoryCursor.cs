using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

/// <summary>Where the next page of stories begins.</summary>
/// <param name="Newest">The newest story when the first page was read: later ones do not move their authors while one reads on.</param>
/// <param name="Last">The latest story of the last author of the page before.</param>
readonly record struct StoryCursor(Guid Newest, Guid Last)
{
    const int Size = 16;

    public override string ToString() => Paging.ToCursor([.. Newest.ToByteArray(bigEndian: true), .. Last.ToByteArray(bigEndian: true)]);

    /// <summary>Before everything when the cursor is empty.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static StoryCursor Parse(string cursor)
    {
        if (cursor.Length == 0)
            return new(Guid.AllBitsSet, Guid.AllBitsSet);
        Span<byte> key = stackalloc byte[2 * Size];
        Paging.ReadKey(cursor, key);
        return new(new Guid(key[..Size], bigEndian: true), new Guid(key[Size..], bigEndian: true));
    }
}
