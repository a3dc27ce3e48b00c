using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Push;
using Social.Messaging;
using Social.Messaging.DeletedUsers;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Feeds.Api;

public sealed partial class FeedApi
{
    const int AuthSize = 16;
    const int PointSize = 1 + (2 * VapidKeys.Size);

    public override Task<PushKey> GetPushKey(GetPushKeyRequest request, ServerCallContext context) =>
        Task.FromResult(new PushKey { Key = push.Keys?.Public ?? "" });

    /// <exception cref="FaultException">
    /// <see cref="Fault.Conflict"/> while push is off, <see cref="Fault.Invalid"/> (endpoint, keys.p256dh, keys.auth),
    /// <see cref="Fault.Unauthenticated"/> when the account was deleted.
    /// </exception>
    public override async Task<SubscribeToPushReply> SubscribeToPush(SubscribeToPushRequest request, ServerCallContext context)
    {
        var (me, session, stop) = (context.CallerId(), context.SessionId(), context.CancellationToken);
        if (push.Keys is null)
            throw new FaultException(Fault.Conflict, "This server sends no notifications to browsers.");
        var (p256dh, auth) = Validate(request);
        await using var work = await db.BeginAsync(stop);
        if ((await db.LockAndFindDeletedUsersAsync([me], stop)).Count > 0)
            throw new FaultException(Fault.Unauthenticated, "Log in first.");
        // One after the other, so that they are never more than allowed.
        await db.LockAsync([me], stop);
        // Whoever used this browser before gets nothing more here; what they were still to be told goes with it.
        await db.PushSubscriptions.Where(s => s.Endpoint == request.Endpoint && s.PersonId != me).ExecuteDeleteAsync(stop);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into push_subscriptions (id, person_id, session_id, endpoint, p256dh, auth, created_at, confirmed_at)
            values ({Guid.CreateVersion7()}, {me}, {session}, {request.Endpoint}, {p256dh}, {auth}, now(), now())
            on conflict (endpoint) do update set person_id = excluded.person_id, session_id = excluded.session_id,
                p256dh = excluded.p256dh, auth = excluded.auth, confirmed_at = excluded.confirmed_at
            """,
            stop
        );
        await db
            .PushSubscriptions.Where(s => s.PersonId == me)
            .OrderByDescending(s => s.ConfirmedAt)
            .ThenByDescending(s => s.Id)
            .Skip(PushSubscription.MaxPerPerson)
            .ExecuteDeleteAsync(stop);
        await work.CommitAsync(stop);
        return new();
    }

    public override async Task<UnsubscribeFromPushReply> UnsubscribeFromPush(UnsubscribeFromPushRequest request, ServerCallContext context)
    {
        var me = context.CallerId();
        await db
            .PushSubscriptions.Where(s => s.Endpoint == request.Endpoint && s.PersonId == me)
            .ExecuteDeleteAsync(context.CancellationToken);
        return new();
    }

    (byte[] P256dh, byte[] Auth) Validate(SubscribeToPushRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        if (request.Endpoint.Length > PushSubscription.MaxEndpoint)
            errors["endpoint"] = [$"An endpoint has at most {PushSubscription.MaxEndpoint} characters."];
        else if (!push.Hosts.Allows(request.Endpoint, out _))
            errors["endpoint"] = ["This server sends nothing to this push service."];
        if (!VapidKeys.TryDecode(request.P256Dh, PointSize, out var p256dh) || !VapidKeys.IsPoint(p256dh))
            errors["keys.p256dh"] = ["Send base64url of an uncompressed point of P-256."];
        if (!VapidKeys.TryDecode(request.Auth, AuthSize, out var auth))
            errors["keys.auth"] = [$"Send base64url of {AuthSize} bytes."];
        return errors.Count == 0 ? (p256dh!, auth!) : throw new FaultException(errors);
    }
}
