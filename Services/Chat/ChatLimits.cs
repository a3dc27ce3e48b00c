using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Errors;

namespace Social.Chats;

/// <summary>How much one person and one room may do. Counted in each instance: a bound for floods, not an account.</summary>
public sealed class ChatLimits(IOptions<ChatOptions> options) : IDisposable
{
    static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(5);

    readonly PartitionedRateLimiter<Guid> senders = PerMinute(options.Value.MessagesPerMinute);
    readonly PartitionedRateLimiter<Guid> rooms = PerMinute(options.Value.RoomMessagesPerMinute);
    readonly PartitionedRateLimiter<Guid> changes = PerMinute(options.Value.ChangesPerMinute);

    /// <summary>A message, an edit or a reaction.</summary>
    /// <exception cref="FaultException"><see cref="Fault.TooMany"/>.</exception>
    public void CountMessage(Guid person, Guid room)
    {
        Count(senders, person, "You write more than this takes.");
        Count(rooms, room, "There is more written in this room than it takes.");
    }

    /// <summary>A change of rooms, members or invites.</summary>
    /// <exception cref="FaultException"><see cref="Fault.TooMany"/>.</exception>
    public void CountChange(Guid person) => Count(changes, person, "You change rooms more often than this takes.");

    public void Dispose()
    {
        senders.Dispose();
        rooms.Dispose();
        changes.Dispose();
    }

    static void Count(PartitionedRateLimiter<Guid> limiter, Guid key, string text)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (!lease.IsAcquired)
            throw new FaultException(Fault.TooMany, text)
            {
                RetryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : DefaultWait,
            };
    }

    static PartitionedRateLimiter<Guid> PerMinute(int permits) =>
        PartitionedRateLimiter.Create<Guid, Guid>(key =>
            RateLimitPartition.GetSlidingWindowLimiter(
                key,
                _ =>
                    new()
                    {
                        PermitLimit = permits,
                        Window = TimeSpan.FromMinutes(1),
                        SegmentsPerWindow = 6,
                    }
            )
        );
}
