using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Social.Feeds.Data;
using StackExchange.Redis;

namespace Social.Feeds.Notifications;

/// <summary>
/// Tells whoever listens on the channel <c>push:{user id}</c> of Redis that a notification is new or has grown:
/// <c>{"type":"notification","id":"…","kind":"like","postId":"…" or null,"questionId":"…" or null,
/// "roomId":"…" or null,"unread":3}</c>. A hint: what counts is what the list answers.
/// </summary>
public sealed class NotificationPublisher(IConnectionMultiplexer redis)
{
    public async Task SendAsync(FeedDbContext db, Guid[] notifications, TimeSpan timeout, CancellationToken stop)
    {
        if (notifications.Length == 0)
            return;
        var news = await db.Notifications.AsNoTracking().Where(n => notifications.Contains(n.Id) && !n.Read).ToListAsync(stop);
        var unread = await db.UnreadAsync([.. news.Select(n => n.RecipientId).Distinct()], stop);
        // Of those without a count the recipient sees nothing.
        var told = news.Where(n => unread.ContainsKey(n.RecipientId));
        var redisNow = redis.GetDatabase();
        await Task.WhenAll(
                told.Select(n =>
                    redisNow.PublishAsync(Channel(n.RecipientId), JsonSerializer.Serialize(Push(n, unread), JsonSerializerOptions.Web))
                )
            )
            .WaitAsync(timeout, stop);
    }

    static RedisChannel Channel(Guid user) => new($"push:{user}", RedisChannel.PatternMode.Literal);

    static object Push(Notification n, IReadOnlyDictionary<Guid, int> unread) =>
        new
        {
            type = "notification",
            n.Id,
            n.Kind,
            postId = Kinds.IsAboutQuestion(n.Kind) || n.Kind == Kinds.ChatMention ? null : n.PostId,
            questionId = Kinds.IsAboutQuestion(n.Kind) ? n.PostId : null,
            roomId = n.Kind == Kinds.ChatMention ? n.PostId : null,
            unread = unread[n.RecipientId],
        };
}
