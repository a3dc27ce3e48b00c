using Social.Chats.Api;
using Social.Chats.Data;
using Social.ServiceDefaults.Discovery;

namespace Social.Chats;

/// <summary>Somebody makes a room and writes into it: see <see cref="WarmUpCalls"/>.</summary>
static class WarmUp
{
    public static WebApplicationBuilder AddWarmUp(this WebApplicationBuilder builder) => builder.AddWarmUpCalls<ChatDbContext>(MakeAsync);

    static async Task MakeAsync(WarmUpCalls calls)
    {
        var me = WarmUpCalls.NewPerson();
        var (rooms, messages) = (calls.Api<ChatApi>(), calls.Api<MessageApi>());
        var room = (await rooms.CreateRoom(new() { Name = "Warm-up" }, calls.By(me))).Id;
        var id = Guid.CreateVersion7().ToString();
        await messages.SendMessage(
            new()
            {
                RoomId = room,
                Id = id,
                Text = "Is everything warm by now?",
            },
            calls.By(me)
        );
        await messages.ListMessages(new() { RoomId = room, Limit = 1 }, calls.By(me));
        await messages.MarkRoomRead(new() { RoomId = room, Sequence = 1 }, calls.By(me));
        await rooms.ListRooms(new() { Limit = 1 }, calls.By(me));
        await rooms.CountUnreadMessages(new(), calls.By(me));
    }
}
