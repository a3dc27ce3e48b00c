using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Feeds.Api;

public sealed partial class FeedApi
{
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (limit), <see cref="Fault.Malformed"/> (cursor).</exception>
    public override async Task<NotificationPage> ListNotifications(ListNotificationsRequest request, ServerCallContext context)
    {
        var (me, limit) = (context.CallerId(), Paging.Limit(request.Limit));
        var rows = await db.NotificationsOfAsync(me, FeedCursor.Parse(request.Cursor).Last, limit + 1, context.CancellationToken);
        return new()
        {
            Items = { rows.Take(limit).Select(ToView) },
            Next = rows.Count > limit ? new FeedCursor(new(rows[limit - 1].At, rows[limit - 1].Id), InDatabase: true).ToString() : "",
        };
    }

    public override async Task<UnreadCount> CountUnread(CountUnreadRequest request, ServerCallContext context)
    {
        var me = context.CallerId();
        return new() { Count = (await db.UnreadAsync([me], context.CancellationToken)).GetValueOrDefault(me) };
    }

    public override async Task<MarkReadReply> MarkRead(MarkReadRequest request, ServerCallContext context)
    {
        // Many clients hold times to the millisecond only; the one they saw last is meant to be among those read.
        var upTo = request.UpTo?.ToDateTimeOffset() ?? DateTimeOffset.MaxValue;
        // Locked in the order in which handlers lock them, or each might wait for the other.
        await db.Database.ExecuteSqlAsync(
            $"""
            with seen as (
                select id from notifications
                where recipient_id = {context.CallerId()} and not read and date_trunc('milliseconds', at) <= {upTo}
                order by kind, post_id
                for update
            )
            update notifications n set read = true from seen where n.id = seen.id
            """,
            context.CancellationToken
        );
        return new();
    }

    static NotificationView ToView(NotificationRow row)
    {
        var (isQuestion, isRoom) = (Kinds.IsAboutQuestion(row.Kind), row.Kind == Kinds.ChatMention);
        var (about, source) = (row.PostId?.ToString() ?? "", row.PostId is null || row.Source == row.PostId ? "" : row.Source.ToString());
        return new()
        {
            Id = row.Id.ToString(),
            Kind = row.Kind,
            ActorIds = { row.Actors.Select(a => a.ToString()) },
            People = row.People,
            PostId = isQuestion || isRoom ? "" : about,
            QuestionId = isQuestion ? about : "",
            RoomId = isRoom ? about : "",
            CommentId = !(isQuestion || isRoom) || row.Kind == Kinds.QuestionComment ? source : "",
            AnswerId = row.Kind is Kinds.Answer or Kinds.Accepted or Kinds.Vote ? source : "",
            MessageId = isRoom ? source : "",
            At = row.At.ToTimestamp(),
            Read = row.Read,
        };
    }
}
