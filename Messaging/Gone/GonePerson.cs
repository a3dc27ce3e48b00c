using Microsoft.EntityFrameworkCore;

namespace Social.Messaging.Gone;

/// <summary>Somebody whose account was deleted. The id alone stays, so that what arrives late is recognised and brings nothing back.</summary>
sealed class GonePerson
{
    public Guid UserId { get; init; }
    public DateTimeOffset GoneAt { get; init; }

    public static void Map(ModelBuilder model) =>
        model.Entity<GonePerson>(e =>
        {
            e.ToTable("gone").HasKey(x => x.UserId).HasName("pk_gone");
            e.Property(x => x.UserId).HasColumnName("user_id").ValueGeneratedNever();
            e.Property(x => x.GoneAt).HasColumnName("gone_at");
        });
}
