namespace Social.Messaging;

/// <summary>A topic for each kind of aggregate; the record's key is the aggregate's id.</summary>
public static class Topics
{
    public const string Accounts = "accounts";
    public const string Users = "users";
    public const string Posts = "posts";
    public const string Questions = "questions";
    public const string Rooms = "rooms";
}
