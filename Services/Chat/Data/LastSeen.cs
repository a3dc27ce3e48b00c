using Microsoft.EntityFrameworkCore;

namespace Social.Chats.Data;

/// <summary>When a person's last live connection ended. In the database, so that it is erased with the rest of them.</summary>
public sealed class LastSeen
{
    public Guid UserId { get; init; }
    public DateTimeOffset At { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<LastSeen>(seen => seen.ToTable("last_seen").HasKey(s => s.UserId));
}
