using Social.Contracts;
using Social.Feeds.Events;
using Social.Messaging;

namespace Social.Feeds.Notifications;

static class RoomEvents
{
    /// <summary>Mentions in the rooms of Chat.</summary>
    public static EventsBuilder AddRooms(this EventsBuilder events) =>
        events
            .Handle<MessageMentioned, OnMessageMentioned>(Topics.Rooms)
            .Handle<MentionsRemoved, OnMessageMentioned>(Topics.Rooms)
            .Handle<RoomMemberRemoved, OnRoomLeft>(Topics.Rooms)
            .Handle<RoomDeleted, OnRoomLeft>(Topics.Rooms);
}
