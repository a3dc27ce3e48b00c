using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Social.ServiceDefaults.Database;

public static class GinIndex
{
    /// <summary>
    /// An inverted index to which every write adds its own entries. With PostgreSQL's default some thousand rows are collected first,
    /// and then one of the writes waits, for a second and more, until the entries of all of them are added.
    /// </summary>
    /// <remarks>"GIN Fast Update Technique" in PostgreSQL's documentation.</remarks>
    public static IndexBuilder AsGin(this IndexBuilder index) => index.HasMethod("gin").HasStorageParameter("fastupdate", false);
}
