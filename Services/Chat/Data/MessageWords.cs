using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Texts;

namespace Social.Chats.Data;

/// <summary>The words of a message, for searching. Apart from the message, so that none of them is read with it.</summary>
public sealed class MessageWords
{
    public Guid RoomId { get; init; }
    public Guid MessageId { get; init; }
    public required NpgsqlTsVector Words { get; init; }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<MessageWords>(words =>
        {
            words.ToTable("message_words").HasKey(w => new { w.RoomId, w.MessageId });
            words.HasIndex(w => w.Words).AsGin();
            words.HasOne<Message>().WithOne().HasForeignKey<MessageWords>(w => new { w.RoomId, w.MessageId });
        });
        model.Entity<UnindexedMessage>(message =>
        {
            message.ToTable("unindexed_messages").HasKey(m => new { m.RoomId, m.MessageId });
            message.HasOne<Message>().WithOne().HasForeignKey<UnindexedMessage>(m => new { m.RoomId, m.MessageId });
        });
    }
}

/// <summary>A message older than <see cref="MessageWords"/>, whose words <see cref="MessageIndexer"/> has yet to store.</summary>
public sealed class UnindexedMessage
{
    public Guid RoomId { get; init; }
    public Guid MessageId { get; init; }
}

/// <summary>A message with the words of a search.</summary>
sealed class MessageMatch
{
    public Guid RoomId { get; init; }
    public Guid MessageId { get; init; }
}

static class MessageWordsExtensions
{
    /// <summary>Makes a stored message found by its words, and by no others.</summary>
    public static Task StoreWordsAsync(this ChatDbContext db, Message message, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into message_words (room_id, message_id, words)
            values ({message.RoomId}, {message.Id}, {SearchWords.Vector(message.Text)}::tsvector)
            on conflict (room_id, message_id) do update set words = excluded.words
            """,
            stop
        );

    public static Task<int> RemoveWordsAsync(this ChatDbContext db, Message message, CancellationToken stop) =>
        db.MessageWords.Where(w => w.RoomId == message.RoomId && w.MessageId == message.Id).ExecuteDeleteAsync(stop);

    /// <summary>Those with the words of a tsquery.</summary>
    public static IQueryable<MessageMatch> Matching(this ChatDbContext db, string query) =>
        db.Database.SqlQuery<MessageMatch>($"select room_id, message_id from message_words where words @@ {query}::tsquery");
}
