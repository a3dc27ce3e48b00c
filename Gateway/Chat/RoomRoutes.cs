using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Social.Contracts;
using Social.Gateway.Http;
using Social.Gateway.Posts;

namespace Social.Gateway.Chat;

/// <summary>/api/rooms and /api/direct: where people write to each other.</summary>
static class RoomRoutes
{
    public static void MapChat(this RouteGroupBuilder api)
    {
        var rooms = api.MapGroup("/rooms").WithTags("Chat").ProducesProblem(401);
        rooms
            .MapPost("", Create)
            .WithSummary("Make a room; I own it")
            .ProducesProblem(409)
            .ProducesProblem(429)
            .ProducesValidationProblem(422);
        rooms.MapGet("", List).WithSummary("My rooms, those written to last first").ProducesProblem(400).ProducesValidationProblem(422);
        rooms.MapGet("/unread", Unread).WithSummary("How much I have not read, in all rooms");
        rooms.MapGet("/{id:guid}", Get).WithSummary("A room of mine").ProducesProblem(404);
        rooms
            .MapPatch("/{id:guid}", Rename)
            .WithSummary("Rename a room that I own")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesValidationProblem(422);
        rooms
            .MapDelete("/{id:guid}", Delete)
            .WithSummary("Delete a room that I own, with everything in it")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
        api.MapPost("/direct/{username}", OpenDirect)
            .WithTags("Chat")
            .WithSummary("Open the direct room with somebody; 200 when it was there")
            .ProducesProblem(401)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(429)
            .ProducesValidationProblem(422);
        rooms.MapMembers();
        rooms.MapInvites();
        rooms.MapMessages();
        api.MapInvite();
        api.MapMessageSearch();
    }

    static async Task<Created<RoomJson>> Create(
        RoomBody body,
        ChatService.ChatServiceClient chat,
        ChatViews views,
        CancellationToken stop,
        [FromHeader(Name = IdempotencyKey.Header)] string? key = null
    )
    {
        var room = await chat.CreateRoomAsync(
            new() { Name = body.Name ?? "", IdempotencyKey = IdempotencyKey.Read(key) },
            cancellationToken: stop
        );
        return TypedResults.Created($"/api/rooms/{room.Id}", await views.ComposeAsync(room, stop));
    }

    static async Task<Ok<Page<RoomJson>>> List(
        ChatService.ChatServiceClient chat,
        ChatViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var found = await chat.ListRoomsAsync(new() { Cursor = page.From, Limit = page.Take }, cancellationToken: stop);
        return TypedResults.Ok(Pages.From(await views.ComposeAsync(found.Rooms, stop), found.Next));
    }

    static async Task<Ok<UnreadMessagesJson>> Unread(ChatService.ChatServiceClient chat, CancellationToken stop)
    {
        var unread = await chat.CountUnreadMessagesAsync(new(), cancellationToken: stop);
        return TypedResults.Ok(new UnreadMessagesJson(unread.Messages, unread.Rooms));
    }

    static async Task<Ok<RoomJson>> Get(Guid id, ChatService.ChatServiceClient chat, ChatViews views, CancellationToken stop) =>
        TypedResults.Ok(await views.ComposeAsync(await chat.GetRoomAsync(new() { Id = id.ToString() }, cancellationToken: stop), stop));

    static async Task<Ok<RoomJson>> Rename(
        Guid id,
        RoomBody body,
        ChatService.ChatServiceClient chat,
        ChatViews views,
        CancellationToken stop
    )
    {
        var room = await chat.RenameRoomAsync(new() { Id = id.ToString(), Name = body.Name ?? "" }, cancellationToken: stop);
        return TypedResults.Ok(await views.ComposeAsync(room, stop));
    }

    static async Task<NoContent> Delete(Guid id, ChatService.ChatServiceClient chat, CancellationToken stop)
    {
        await chat.DeleteRoomAsync(new() { Id = id.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<Results<Created<RoomJson>, Ok<RoomJson>>> OpenDirect(
        string username,
        ProfileService.ProfileServiceClient profiles,
        ChatService.ChatServiceClient chat,
        ChatViews views,
        CancellationToken stop
    )
    {
        // By the caller's own token: somebody who blocked them is not there.
        var person = await profiles.GetProfileAsync(new() { Username = username }, cancellationToken: stop);
        var opened = await chat.OpenDirectAsync(new() { UserId = person.Id }, cancellationToken: stop);
        var room = await views.ComposeAsync(opened.Room, stop);
        return opened.Created ? TypedResults.Created($"/api/rooms/{room.Id}", room) : TypedResults.Ok(room);
    }
}
