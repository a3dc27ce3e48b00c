using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Social.Contracts;
using Social.Gateway.Http;
using Social.Gateway.Posts;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Chat;

/// <summary>/api/rooms/{id}/messages.</summary>
static class MessageRoutes
{
    public static void MapMessages(this RouteGroupBuilder rooms)
    {
        rooms
            .MapPost("/{id:guid}/messages", Send)
            .WithSummary("Send a message, with up to 4 images as a form; the same id again is the same message")
            .Accepts<SendBody>("application/json", "multipart/form-data")
            .WithMetadata(new RequestSizeLimitAttribute(ImageForm.MaxMessageBody))
            .RequireRateLimiting(Limits.Message)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(429)
            .ProducesValidationProblem(422);
        rooms
            .MapGet("/{id:guid}/messages", List)
            .WithSummary(
                "A room's messages, oldest first: the latest page, or that after, before or around a sequence; or those with some words"
            )
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesValidationProblem(422);
        rooms.MapPut("/{id:guid}/read", Read).WithSummary("I have read up to here; repeatable").ProducesProblem(404);
        rooms.MapMessageChanges();
        rooms.MapMessageImages();
    }

    public static void MapMessageSearch(this RouteGroupBuilder api) =>
        api.MapGet("/messages", Search)
            .WithTags("Chat")
            .WithSummary("Find messages in all my rooms, the latest first")
            .ProducesProblem(400)
            .ProducesProblem(401)
            .ProducesValidationProblem(422);

    static async Task<Created<ChatMessageJson>> Send(
        Guid id,
        HttpRequest http,
        MessageService.MessageServiceClient messages,
        MessageForm form,
        ChatViews views,
        CancellationToken stop
    )
    {
        var me = await views.MeAsync(http.HttpContext.User.CallerId(), stop);
        SendMessageRequest request;
        if (http.HasJsonContentType())
        {
            var body = await http.ReadSmallAsync<SendBody>(stop);
            request = new()
            {
                RoomId = id.ToString(),
                Id = body?.Id?.ToString() ?? "",
                Text = body?.Text ?? "",
                ReplyTo = body?.ReplyTo?.ToString() ?? "",
            };
        }
        else if (http.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true)
            request = await form.ReadAsync(id, http, stop);
        else
            throw new FaultException(Fault.UnsupportedMedia, "Send application/json or multipart/form-data.");
        var sent = await messages.SendMessageAsync(request, cancellationToken: stop);
        return TypedResults.Created($"/api/rooms/{id}/messages?around={sent.Sequence}", await views.ForSenderAsync(sent, me, stop));
    }

    static async Task<Ok<Page<ChatMessageJson>>> List(
        Guid id,
        MessageService.MessageServiceClient messages,
        ChatViews views,
        [AsParameters] MessageQuery query,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        if (query.Q is { } words)
            return await Find(id.ToString(), words, messages, views, page, stop);
        var request = query.ToRequest(id, page);
        var found = await messages.ListMessagesAsync(request, cancellationToken: stop);
        return TypedResults.Ok(Pages.From(await views.ComposeAsync(found.Messages, stop), MessageQuery.Next(request, found)));
    }

    static Task<Ok<Page<ChatMessageJson>>> Search(
        MessageService.MessageServiceClient messages,
        ChatViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop,
        string? q = null
    ) => Find("", q ?? "", messages, views, page, stop);

    static async Task<Ok<Page<ChatMessageJson>>> Find(
        string room,
        string words,
        MessageService.MessageServiceClient messages,
        ChatViews views,
        PageQuery page,
        CancellationToken stop
    )
    {
        var found = await messages.SearchMessagesAsync(
            new()
            {
                RoomId = room,
                Query = words,
                Cursor = page.From,
                Limit = page.Take,
            },
            cancellationToken: stop
        );
        return TypedResults.Ok(Pages.From(await views.ComposeAsync(found.Messages, stop), found.Next));
    }

    static async Task<NoContent> Read(Guid id, RoomReadBody body, MessageService.MessageServiceClient messages, CancellationToken stop)
    {
        var sequence = body.Sequence ?? throw new FaultException(Fault.Invalid, "sequence", "Say up to which message.");
        await messages.MarkRoomReadAsync(new() { RoomId = id.ToString(), Sequence = sequence }, cancellationToken: stop);
        return TypedResults.NoContent();
    }
}
