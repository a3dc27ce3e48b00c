using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Social.Contracts;
using Social.Gateway.Http;
using Social.Gateway.Posts;

namespace Social.Gateway.Chat;

/// <summary>/api/rooms/{id}/invites, for members; /api/invites/{token}, for whoever has the link.</summary>
static class InviteRoutes
{
    public static void MapInvites(this RouteGroupBuilder rooms)
    {
        rooms
            .MapPost("/{id:guid}/invites", Create)
            .WithSummary("Make an invite link; its token is told here only")
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(429)
            .ProducesValidationProblem(422);
        rooms
            .MapGet("/{id:guid}/invites", List)
            .WithSummary("The invite links that are still good: all of my room, or those that I made")
            .ProducesProblem(404);
        rooms
            .MapDelete("/{id:guid}/invites/{inviteId:guid}", Revoke)
            .WithSummary("Revoke an invite link; repeatable")
            .ProducesProblem(403)
            .ProducesProblem(404);
    }

    public static void MapInvite(this RouteGroupBuilder api)
    {
        var invites = api.MapGroup("/invites").WithTags("Chat");
        invites.MapGet("/{token}", Preview).WithSummary("Where an invite link leads").AllowAnonymous().ProducesProblem(404);
        invites
            .MapPost("/{token}", Join)
            .WithSummary("Join by an invite link; repeatable")
            .ProducesProblem(401)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(429);
    }

    static async Task<Created<CreatedInviteJson>> Create(
        Guid id,
        InviteBody body,
        HttpRequest request,
        ChatService.ChatServiceClient chat,
        CancellationToken stop,
        [FromHeader(Name = IdempotencyKey.Header)] string? key = null
    )
    {
        var made = await chat.CreateInviteAsync(
            new()
            {
                RoomId = id.ToString(),
                // 0 stands for no limit between the services, and is none of the numbers that may be asked for.
                MaxUses = body.MaxUses is 0 ? -1 : body.MaxUses ?? 0,
                ExpiresInHours = body.ExpiresInHours is 0 ? -1 : body.ExpiresInHours ?? 0,
                IdempotencyKey = IdempotencyKey.Read(key),
            },
            cancellationToken: stop
        );
        var url = $"{request.Scheme}://{request.Host}/join/{made.Token}";
        return TypedResults.Created(
            $"/api/rooms/{id}/invites",
            new CreatedInviteJson(Guid.Parse(made.Invite.Id), made.Token, url, made.Invite.ExpiresAt.ToDateTimeOffset())
        );
    }

    static async Task<Ok<Page<InviteJson>>> List(Guid id, ChatService.ChatServiceClient chat, ChatViews views, CancellationToken stop)
    {
        var found = await chat.ListInvitesAsync(new() { RoomId = id.ToString() }, cancellationToken: stop);
        return TypedResults.Ok(Pages.From(await views.ComposeAsync(found.Invites, stop), ""));
    }

    static async Task<NoContent> Revoke(Guid id, Guid inviteId, ChatService.ChatServiceClient chat, CancellationToken stop)
    {
        await chat.RevokeInviteAsync(new() { RoomId = id.ToString(), Id = inviteId.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<Ok<InvitePreviewJson>> Preview(string token, ChatService.ChatServiceClient chat, CancellationToken stop)
    {
        var found = await chat.PreviewInviteAsync(new() { Token = token }, cancellationToken: stop);
        return TypedResults.Ok(new InvitePreviewJson(found.Name, found.Members, found.ExpiresAt.ToDateTimeOffset()));
    }

    static async Task<Ok<RoomJson>> Join(string token, ChatService.ChatServiceClient chat, ChatViews views, CancellationToken stop) =>
        TypedResults.Ok(await views.ComposeAsync(await chat.JoinRoomAsync(new() { Token = token }, cancellationToken: stop), stop));
}
