using Microsoft.EntityFrameworkCore;

namespace Social.Messaging.DeletedUsers;

/// <summary>Tombstone of a deleted user. Only the id is kept, so that late events are recognised and bring nothing back.</summary>
sealed class DeletedUser
{
    public Guid UserId { get; init; }
    public DateTimeOffset DeletedAt { get; init; }

    public static void Map(ModelBuilder model) =>
        model.Entity<DeletedUser>(e =>
        {
            e.ToTable("deleted_users").HasKey(x => x.UserId);
            e.Property(x => x.UserId).ValueGeneratedNever();
        });
}
