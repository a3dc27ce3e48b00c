using Social.Chats.Data;

namespace Social.Chats.Api;

/// <summary>An upload that is to be part of a message.</summary>
/// <param name="Hash">SHA-256 of the file: a repeated message is known by it, since each upload of the file has another id.</param>
sealed record SentImage(Guid Id, int Width, int Height, byte[] Hash, string Alt)
{
    public MessageImage ToRow(Message message, int position) =>
        new()
        {
            MediaId = Id,
            RoomId = message.RoomId,
            MessageId = message.Id,
            Position = position,
            Width = Width,
            Height = Height,
            Alt = Alt,
        };
}
