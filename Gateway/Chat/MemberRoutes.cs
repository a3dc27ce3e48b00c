using Microsoft.AspNetCore.Http.HttpResults;
using Social.Contracts;
using Social.Gateway.Http;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Chat;

/// <summary>/api/rooms/{id}/members.</summary>
static class MemberRoutes
{
    public static void MapMembers(this RouteGroupBuilder rooms)
    {
        rooms
            .MapGet("/{id:guid}/members", List)
            .WithSummary("A room's members, in the order in which they joined")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesValidationProblem(422);
        rooms
            .MapPut("/{id:guid}/members/{username}", SetRole)
            .WithSummary("Make a member of my room an owner, or an owner a member")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesValidationProblem(422);
        rooms
            .MapDelete("/{id:guid}/members/me", Leave)
            .WithSummary("Leave a room; with the last owner the role passes on, with the last member the room ends")
            .ProducesProblem(404)
            .ProducesProblem(409);
        rooms
            .MapDelete("/{id:guid}/members/{username}", Remove)
            .WithSummary("Remove a member from my room")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
    }

    static async Task<Ok<Page<MemberJson>>> List(
        Guid id,
        ChatService.ChatServiceClient chat,
        ChatViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var found = await chat.ListMembersAsync(
            new()
            {
                RoomId = id.ToString(),
                Cursor = page.From,
                Limit = page.Take,
            },
            cancellationToken: stop
        );
        return TypedResults.Ok(Pages.From(await views.ComposeAsync(found.Members, stop), found.Next));
    }

    static async Task<Ok<MemberJson>> SetRole(
        Guid id,
        string username,
        RoleBody body,
        ChatService.ChatServiceClient chat,
        ChatViews views,
        CancellationToken stop
    )
    {
        var owner = body.Role switch
        {
            "owner" => true,
            "member" => false,
            _ => throw new FaultException(Fault.Invalid, "role", "A role is owner or member."),
        };
        var member = await chat.SetRoleAsync(
            new()
            {
                RoomId = id.ToString(),
                Username = username,
                Owner = owner,
            },
            cancellationToken: stop
        );
        return TypedResults.Ok((await views.ComposeAsync([member], stop))[0]);
    }

    static async Task<NoContent> Leave(Guid id, ChatService.ChatServiceClient chat, CancellationToken stop)
    {
        await chat.RemoveMemberAsync(new() { RoomId = id.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Remove(Guid id, string username, ChatService.ChatServiceClient chat, CancellationToken stop)
    {
        await chat.RemoveMemberAsync(new() { RoomId = id.ToString(), Username = username }, cancellationToken: stop);
        return TypedResults.NoContent();
    }
}
