using Microsoft.EntityFrameworkCore;
using Npgsql;
using Social.Chats.Data;
using Social.Messaging.DeletedUsers;
using Social.ServiceDefaults;

namespace Social.Chats.Live;

/// <summary>Tells those who share a room with a person that they came or went, and keeps when that was.</summary>
sealed partial class PresenceEvents(LivePublisher live, IServiceScopeFactory scopes, TimeProvider clock, ILogger<PresenceEvents> log)
{
    public void Send(Guid user, LiveConnection connection, bool online)
    {
        foreach (var room in connection.Rooms?.Keys ?? [])
            live.ToRoom(room, LiveEvents.Presence, new MemberPresence(room, user, online));
    }

    /// <summary>The person's last connection has ended.</summary>
    public async Task EndAsync(Guid user, LiveConnection connection)
    {
        Send(user, connection, online: false);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
            var now = clock.GetUtcNow().ToMicroseconds();
            await using var transaction = await db.Database.BeginTransactionAsync();
            if ((await db.LockAndFindDeletedUsersAsync([user], CancellationToken.None)).Count > 0)
                return;
            await db.Database.ExecuteSqlAsync(
                $"insert into last_seen (user_id, at) values ({user}, {now}) on conflict (user_id) do update set at = excluded.at"
            );
            await transaction.CommitAsync();
        }
        catch (Exception e) when (e is NpgsqlException or DbUpdateException or ObjectDisposedException)
        {
            NotStored(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "When a person was last seen was not stored: {Reason}")]
    partial void NotStored(string reason);
}
