using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Data;

/// <summary>A person's emoji under a message.</summary>
public sealed class Reaction
{
    const int MaxEmoji = 8;

    /// <summary>What one may react with.</summary>
    public static readonly IReadOnlyList<string> Emoji = ["👍", "❤️", "😂", "😮", "😢", "🎉", "🙏", "🔥"];

    public Guid RoomId { get; init; }
    public Guid MessageId { get; init; }
    public Guid UserId { get; init; }
    public required string Symbol { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The emoji as it is kept: some keyboards leave out the variation selector.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field emoji: it is not one of the set.</exception>
    public static string Parse(string emoji) =>
        Emoji.FirstOrDefault(one => one.TrimEnd('\uFE0F') == emoji.TrimEnd('\uFE0F'))
        ?? throw new FaultException(Fault.Invalid, "emoji", $"One reacts with one of {string.Join(' ', Emoji)}.");

    internal static void Map(ModelBuilder model) =>
        model.Entity<Reaction>(reaction =>
        {
            reaction
                .ToTable("reactions")
                .HasKey(r => new
                {
                    r.RoomId,
                    r.MessageId,
                    r.UserId,
                    r.Symbol,
                });
            reaction.Property(r => r.Symbol).HasMaxLength(MaxEmoji);
            reaction.HasIndex(r => r.UserId);
            reaction.HasOne<Message>().WithMany().HasForeignKey(r => new { r.RoomId, r.MessageId });
        });
}
