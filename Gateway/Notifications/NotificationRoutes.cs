using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http.HttpResults;
using Social.Contracts;
using Social.Gateway.Http;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Notifications;

/// <summary>/api/notifications: what others did that concerns me.</summary>
static class NotificationRoutes
{
    public static void MapNotifications(this RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTags("Notifications").ProducesProblem(401);
        notifications
            .MapGet("", List)
            .WithSummary("What others did that concerns me, newest first, grouped until it is read")
            .ProducesProblem(400)
            .ProducesValidationProblem(422);
        notifications.MapGet("/unread", Unread).WithSummary("How many are unread");
        notifications
            .MapPost("/read", Read)
            .WithSummary("Mark as read, all or up to a time; repeatable")
            .ProducesProblem(400)
            .ProducesProblem(415);
        // A call without a body has no content type, by which routing tells it from the one above and from calls that are not there.
        notifications.MapPost("/read", ReadAll).WithOrder(1).ExcludeFromDescription();
    }

    static async Task<Ok<Page<NotificationJson>>> List(
        HttpContext http,
        FeedService.FeedServiceClient feed,
        NotificationViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var found = await feed.ListNotificationsAsync(new() { Cursor = page.From, Limit = page.Take }, cancellationToken: stop);
        return TypedResults.Ok(Pages.From(await views.ComposeAsync(found.Items, http.User.CallerId(), stop), found.Next));
    }

    static async Task<Ok<UnreadJson>> Unread(FeedService.FeedServiceClient feed, CancellationToken stop) =>
        TypedResults.Ok(new UnreadJson((await feed.CountUnreadAsync(new(), cancellationToken: stop)).Count));

    static async Task<NoContent> Read(FeedService.FeedServiceClient feed, CancellationToken stop, ReadBody? body = null)
    {
        await feed.MarkReadAsync(new() { UpTo = body?.UpTo?.ToTimestamp() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static Task<NoContent> ReadAll(HttpRequest request, FeedService.FeedServiceClient feed, CancellationToken stop) =>
        request.ContentType is null
            ? Read(feed, stop)
            : throw new FaultException(Fault.UnsupportedMedia, "Send application/json, or nothing.");
}
