using Social.Contracts;
using Social.Gateway.Posts;
using Social.ServiceDefaults;

namespace Social.Gateway.Chat;

/// <summary>A message as a form: fields `id`, `text`, `replyTo` and `alts` (one for each image, in order), files `images`.</summary>
sealed class MessageForm(ChatService.ChatServiceClient rooms, MediaService.MediaServiceClient media)
{
    /// <summary>Uploads the images, which Chat then claims. Nobody uploads for a room that is not theirs.</summary>
    /// <exception cref="Grpc.Core.RpcException">There is no such room for the caller, or Post refuses an image.</exception>
    public async Task<SendMessageRequest> ReadAsync(Guid room, HttpRequest request, CancellationToken stop)
    {
        await rooms.GetRoomAsync(new() { Id = room.ToString() }, cancellationToken: stop);
        var fields = new FormFields("images", SharedLimits.ImagesPerMessage, "id", "text", "replyTo");
        var images = await ImageForm.UploadMediaAsync(request, media, MediaPurpose.Room, fields, stop);
        return new()
        {
            RoomId = room.ToString(),
            Id = fields.Texts.GetValueOrDefault("id", ""),
            Text = fields.Texts.GetValueOrDefault("text", ""),
            ReplyTo = fields.Texts.GetValueOrDefault("replyTo", ""),
            ImageIds = { images.Select(image => image.Id) },
            Alts = { fields.Alts },
        };
    }
}
