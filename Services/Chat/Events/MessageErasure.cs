using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;

namespace Social.Chats.Events;

/// <summary>
/// Takes a person out of messages. Each message that changes gets the next revision of its room, as any other change of it would, so that
/// clients find it by asking what has changed.
/// </summary>
static class MessageErasure
{
    /// <summary>Messages of one statement: as many as it changes well within the time that a command may take.</summary>
    const int BatchSize = 1_000;

    /// <summary>Behind a batch of messages of locked rooms: the revision that each of them gets.</summary>
    const string Revised = """
        numbered as (
            select room_id, id, row_number() over (partition by room_id order by sequence) as number from batch
        ), raised as (
            update rooms set revision = rooms.revision + changes.count
            from (select room_id, count(*) as count from batch group by room_id) as changes
            where rooms.id = changes.room_id
            returning rooms.id, rooms.revision - changes.count as before
        ), revised as (
            select numbered.room_id, numbered.id, raised.before + numbered.number as revision
            from numbered join raised on raised.id = numbered.room_id
        )
        """;

    const string Reactions = $$"""
        with batch as (
            select room_id, id, sequence from messages
            where (room_id, id) in (select distinct room_id, message_id from reactions where user_id = {0} limit {1})
        ), removed as (
            delete from reactions using batch
            where reactions.room_id = batch.room_id and reactions.message_id = batch.id and reactions.user_id = {0}
        ), {{Revised}}
        update messages set revision = revised.revision
        from revised where messages.room_id = revised.room_id and messages.id = revised.id
        """;

    // The doubled braces are an empty array, once EF has put in the parameters.
    const string Mentions = $$$"""
        with batch as (
            select room_id, id, sequence from messages where mention_ids <> '{{}}' and mention_ids @> array[{0}] limit {1}
        ), {{{Revised}}}
        update messages set mention_ids = array_remove(mention_ids, {0}), revision = revised.revision
        from revised where messages.room_id = revised.room_id and messages.id = revised.id
        """;

    const string Sent = $$"""
        with batch as (
            select room_id, id, sequence from messages where sender_id = {0} limit {1}
        ), {{Revised}}
        update messages set sender_id = null, revision = revised.revision
        from revised where messages.room_id = revised.room_id and messages.id = revised.id
        """;

    /// <summary>The caller holds the locks of the rooms and of the account, so that neither revisions nor further messages come between.</summary>
    public static async Task EraseMessagesAsync(this ChatDbContext db, Guid user, CancellationToken stop)
    {
        foreach (var statement in (string[])[Reactions, Mentions, Sent])
        {
            int changed;
            do changed = await db.Database.ExecuteSqlRawAsync(statement, [user, BatchSize], stop);
            while (changed == BatchSize);
        }
    }
}
