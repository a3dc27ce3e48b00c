using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Social.Contracts;
using Social.Gateway.Http;

namespace Social.Gateway.Notifications;

/// <summary>/api/push: notifications sent to a browser whose app is closed.</summary>
static class PushRoutes
{
    public static void MapPush(this RouteGroupBuilder api)
    {
        var push = api.MapGroup("/push").WithTags("Notifications").ProducesProblem(401);
        push.MapGet("/key", Key).WithSummary("With what a browser subscribes; null while push is off");
        push.MapPut("/subscription", Subscribe)
            .WithSummary("Have my notifications sent to this browser until my session ends; repeatable")
            .WithDescription(
                "Of more than ten browsers the one goes that was confirmed longest ago. A browser belongs to whoever subscribed last."
            )
            .RequireRateLimiting(Limits.Subscription)
            .ProducesProblem(400)
            .ProducesProblem(409)
            .ProducesProblem(415)
            .ProducesValidationProblem(422);
        push.MapDelete("/subscription", Unsubscribe)
            .WithSummary("Send none to this browser any more; repeatable")
            .RequireRateLimiting(Limits.Subscription)
            .ProducesProblem(400)
            .ProducesProblem(415);
    }

    static async Task<Ok<PushKeyJson>> Key(FeedService.FeedServiceClient feed, CancellationToken stop)
    {
        var found = await feed.GetPushKeyAsync(new(), cancellationToken: stop);
        return TypedResults.Ok(new PushKeyJson(found.Key.Length == 0 ? null : found.Key));
    }

    static async Task<NoContent> Subscribe(PushSubscriptionBody body, FeedService.FeedServiceClient feed, CancellationToken stop)
    {
        var request = new SubscribeToPushRequest
        {
            Endpoint = body.Endpoint ?? "",
            P256Dh = body.Keys?.P256dh ?? "",
            Auth = body.Keys?.Auth ?? "",
        };
        await feed.SubscribeToPushAsync(request, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Unsubscribe([FromBody] PushEndpointBody body, FeedService.FeedServiceClient feed, CancellationToken stop)
    {
        await feed.UnsubscribeFromPushAsync(new() { Endpoint = body.Endpoint ?? "" }, cancellationToken: stop);
        return TypedResults.NoContent();
    }
}
