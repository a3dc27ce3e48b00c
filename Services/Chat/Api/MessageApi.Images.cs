using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Contracts;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Api;

public sealed partial class MessageApi
{
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/> for all but members, and of an image of another room or a deleted message; <see cref="Fault.Malformed"/>,
    /// <see cref="Fault.Unavailable"/>.
    /// </exception>
    public override async Task OpenMessageImage(
        OpenMessageImageRequest request,
        IServerStreamWriter<MediaPart> responseStream,
        ServerCallContext context
    )
    {
        var (me, room, stop) = (context.CallerId(), Ids.Room(request.RoomId), context.CancellationToken);
        await db.EnsureMemberAsync(room, me, stop);
        if (
            !Guid.TryParse(request.Image?.Id, out var id)
            || !await db.MessageImages.AnyAsync(i => i.MediaId == id && i.RoomId == room, stop)
        )
            throw new FaultException(Fault.NotFound, "There is no such image.");
        using var call = media.OpenRoomMedia(request.Image, cancellationToken: stop);
        while (await call.ResponseStream.MoveNext(stop))
            await responseStream.WriteAsync(call.ResponseStream.Current, stop);
    }

    [InternalOnly]
    public override async Task<MediaIds> FindMessageImages(MediaIds request, ServerCallContext context)
    {
        Guid[] ids = [.. request.Ids.Select(Guid.Parse)];
        var found = await db
            .MessageImages.Where(i => ids.Contains(i.MediaId))
            .Select(i => i.MediaId)
            .ToListAsync(context.CancellationToken);
        return new() { Ids = { found.Select(id => id.ToString()) } };
    }
}
