using Social.Chats.Data;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Api;

/// <summary>Ids as they come: one that is none names nothing.</summary>
static class Ids
{
    public static Guid Room(string text) => Guid.TryParse(text, out var id) ? id : throw RoomAccess.NoSuchRoom();

    public static Guid Message(string text) => Guid.TryParse(text, out var id) ? id : throw NoSuchMessage();

    public static FaultException NoSuchMessage() => new(Fault.NotFound, "There is no such message.");

    public static FaultException NoSuchPerson() => new(Fault.NotFound, "There is no such person here.");
}
