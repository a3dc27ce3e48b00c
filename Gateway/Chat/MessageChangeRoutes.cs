using Microsoft.AspNetCore.Http.HttpResults;
using Social.Contracts;
using Social.Gateway.Http;

namespace Social.Gateway.Chat;

/// <summary>/api/rooms/{id}/messages/{messageId}: edit, delete, react.</summary>
static class MessageChangeRoutes
{
    public static void MapMessageChanges(this RouteGroupBuilder rooms)
    {
        rooms
            .MapPatch("/{id:guid}/messages/{messageId:guid}", Edit)
            .WithSummary("Edit my message; what it said before is kept")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(429)
            .ProducesValidationProblem(422);
        rooms
            .MapGet("/{id:guid}/messages/{messageId:guid}/edits", Edits)
            .WithSummary("What my message said before, the latest first")
            .ProducesProblem(403)
            .ProducesProblem(404);
        rooms
            .MapDelete("/{id:guid}/messages/{messageId:guid}", Delete)
            .WithSummary("Delete my message, or one in my room; repeatable")
            .ProducesProblem(403)
            .ProducesProblem(404);
        rooms
            .MapPut("/{id:guid}/messages/{messageId:guid}/reactions/{emoji}", React)
            .WithSummary("React with an emoji: 👍 ❤️ 😂 😮 😢 🎉 🙏 🔥; repeatable")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(429)
            .ProducesValidationProblem(422);
        rooms
            .MapDelete("/{id:guid}/messages/{messageId:guid}/reactions/{emoji}", Unreact)
            .WithSummary("Take a reaction back; repeatable")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(429)
            .ProducesValidationProblem(422);
    }

    static async Task<Ok<ChatMessageJson>> Edit(
        Guid id,
        Guid messageId,
        MessageEditBody body,
        MessageService.MessageServiceClient messages,
        ChatViews views,
        CancellationToken stop
    )
    {
        var edited = await messages.EditMessageAsync(
            new()
            {
                RoomId = id.ToString(),
                Id = messageId.ToString(),
                Text = body.Text ?? "",
            },
            cancellationToken: stop
        );
        return TypedResults.Ok((await views.ComposeAsync([edited], stop))[0]);
    }

    static async Task<Ok<Page<MessageEditJson>>> Edits(
        Guid id,
        Guid messageId,
        MessageService.MessageServiceClient messages,
        CancellationToken stop
    )
    {
        var found = await messages.ListMessageEditsAsync(
            new() { RoomId = id.ToString(), Id = messageId.ToString() },
            cancellationToken: stop
        );
        return TypedResults.Ok(
            Pages.From<MessageEditJson>([.. found.Edits.Select(e => new MessageEditJson(e.Text, e.WrittenAt.ToDateTimeOffset()))], "")
        );
    }

    static async Task<NoContent> Delete(Guid id, Guid messageId, MessageService.MessageServiceClient messages, CancellationToken stop)
    {
        await messages.DeleteMessageAsync(new() { RoomId = id.ToString(), Id = messageId.ToString() }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> React(
        Guid id,
        Guid messageId,
        string emoji,
        MessageService.MessageServiceClient messages,
        CancellationToken stop
    )
    {
        await messages.AddReactionAsync(Reaction(id, messageId, emoji), cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Unreact(
        Guid id,
        Guid messageId,
        string emoji,
        MessageService.MessageServiceClient messages,
        CancellationToken stop
    )
    {
        await messages.RemoveReactionAsync(Reaction(id, messageId, emoji), cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static ReactionRequest Reaction(Guid id, Guid messageId, string emoji) =>
        new()
        {
            RoomId = id.ToString(),
            MessageId = messageId.ToString(),
            Emoji = emoji,
        };
}
