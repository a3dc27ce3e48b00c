using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;

namespace Social.Chats;

/// <summary>
/// Stores the words of messages that are older than the table of words: they are made by code, so the migration could only list them.
/// Where nothing is listed any more it ends at once.
/// </summary>
public sealed partial class MessageIndexer(IServiceScopeFactory scopes, TimeProvider clock, ILogger<MessageIndexer> log) : BackgroundService
{
    const int BatchSize = 200;

    static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
            try
            {
                var isDone = await IndexAsync(stoppingToken);
                if (isDone)
                    return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(e.Message);
                await Task.Delay(RetryDelay, clock, stoppingToken);
            }
    }

    /// <returns>Whether none is left.</returns>
    async Task<bool> IndexAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // The messages' rows are locked, so that none is edited or deleted between being read and being stored. What another instance or a
        // writer holds is left for the next batch.
        var messages = await db
            .Messages.FromSql(
                $"""
                select m.* from messages m join unindexed_messages u on u.room_id = m.room_id and u.message_id = m.id
                order by m.room_id, m.id limit {BatchSize} for no key update of m skip locked
                """
            )
            .AsNoTracking()
            .ToListAsync(stop);
        foreach (var room in messages.GroupBy(m => m.RoomId))
        {
            foreach (var message in room.Where(m => m.DeletedAt is null))
                await db.StoreWordsAsync(message, stop);
            var ids = room.Select(m => m.Id).ToList();
            await db.UnindexedMessages.Where(u => u.RoomId == room.Key && ids.Contains(u.MessageId)).ExecuteDeleteAsync(stop);
        }
        await transaction.CommitAsync(stop);
        if (messages.Count > 0)
            return false;
        if (!await db.UnindexedMessages.AnyAsync(stop))
            return true;
        await Task.Delay(RetryDelay, clock, stop);
        return false;
    }

    [LoggerMessage(LogLevel.Warning, "Storing the words of older messages failed; retrying: {Reason}")]
    partial void Failed(string reason);
}
