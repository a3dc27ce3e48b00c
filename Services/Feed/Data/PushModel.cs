using Microsoft.EntityFrameworkCore;

namespace Social.Feeds.Data;

static class PushModel
{
    /// <summary>Browsers to be told of notifications, and what they are still to be told.</summary>
    public static void AddPushTables(this ModelBuilder model)
    {
        model.Entity<PushSubscription>(subscription =>
        {
            subscription.ToTable("push_subscriptions").HasKey(s => s.Id);
            subscription.Property(s => s.Id).ValueGeneratedNever();
            subscription.Property(s => s.Endpoint).HasMaxLength(PushSubscription.MaxEndpoint);
            subscription.Property(s => s.P256dh).HasColumnName("p256dh");
            subscription.HasIndex(s => s.Endpoint).IsUnique();
            subscription.HasIndex(s => s.PersonId);
            subscription.HasIndex(s => s.SessionId);
            subscription.HasIndex(s => s.ConfirmedAt);
        });
        model.Entity<PushDelivery>(delivery =>
        {
            delivery.ToTable("push_deliveries").HasKey(d => new { d.SubscriptionId, d.NotificationId });
            delivery.HasOne<PushSubscription>().WithMany().HasForeignKey(d => d.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
            delivery.HasOne<Notification>().WithMany().HasForeignKey(d => d.NotificationId).OnDelete(DeleteBehavior.Cascade);
            delivery.HasIndex(d => d.DueAt);
        });
    }
}
