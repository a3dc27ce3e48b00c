namespace Social.Chats.Live;

/// <summary>Names of the groups by which events find their connections, at whichever instance they are.</summary>
static class Groups
{
    public static string Room(Guid room) => $"room:{room}";

    public static string User(Guid user) => $"user:{user}";
}
