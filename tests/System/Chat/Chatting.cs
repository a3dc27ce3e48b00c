using System.Net;
using System.Net.Http.Json;
using Social.Tests.WholeSystem.Auth;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.Chat;

/// <summary>What people do in rooms.</summary>
static class Chatting
{
    public static async Task<T> ReadAsync<T>(this Task<HttpResponseMessage> asking)
    {
        using var answer = await asking;
        return await Person.ReadAsync<T>(answer);
    }

    public static Task<RoomAnswer> MakeRoomAsync(this Person person, string name = "Loom", string? key = null) =>
        person.SendAsync(HttpMethod.Post, "/api/rooms", JsonContent.Create(new { name }), key).ReadAsync<RoomAnswer>();

    /// <summary>A room of the person's with these members.</summary>
    public static async Task<RoomAnswer> MakeRoomWithAsync(this Person person, params IEnumerable<Person> members)
    {
        var room = await person.MakeRoomAsync();
        var invite = await person.InviteAsync(room.Id);
        foreach (var member in members)
            await member.JoinAsync(invite.Token);
        return room;
    }

    public static Task<RoomAnswer> OpenDirectAsync(this Person person, Person other) =>
        person.AskAsync(HttpMethod.Post, $"/api/direct/{other.Username}").ReadAsync<RoomAnswer>();

    public static Task<RoomAnswer> RoomAsync(this Person person, Guid room) => person.GetAsync<RoomAnswer>($"/api/rooms/{room}");

    public static Task<Page<RoomAnswer>> RoomsAsync(this Person person, int limit = 20, string? cursor = null) =>
        person.GetAsync<Page<RoomAnswer>>($"/api/rooms?limit={limit}" + (cursor is null ? "" : $"&cursor={cursor}"));

    public static Task<CreatedInviteAnswer> InviteAsync(this Person person, Guid room, int? maxUses = null, string? key = null) =>
        person
            .SendAsync(HttpMethod.Post, $"/api/rooms/{room}/invites", JsonContent.Create(new { maxUses }), key)
            .ReadAsync<CreatedInviteAnswer>();

    public static Task<HttpResponseMessage> TryJoinAsync(this Person person, string token) =>
        person.AskAsync(HttpMethod.Post, $"/api/invites/{token}");

    public static Task<RoomAnswer> JoinAsync(this Person person, string token) => person.TryJoinAsync(token).ReadAsync<RoomAnswer>();

    public static Task<HttpResponseMessage> TrySayAsync(
        this Person person,
        Guid room,
        string text,
        Guid? id = null,
        Guid? replyTo = null
    ) =>
        person.AskAsync(
            HttpMethod.Post,
            $"/api/rooms/{room}/messages",
            new
            {
                id = id ?? Guid.NewGuid(),
                text,
                replyTo,
            }
        );

    public static Task<MessageAnswer> SayAsync(this Person person, Guid room, string text, Guid? id = null, Guid? replyTo = null) =>
        person.TrySayAsync(room, text, id, replyTo).ReadAsync<MessageAnswer>();

    /// <summary>A message as a form: its images come before its text, as they may.</summary>
    public static Task<HttpResponseMessage> SendPhotosAsync(
        this Person person,
        Guid room,
        string text,
        byte[][] images,
        Guid? id = null,
        params string[] alts
    )
    {
        var form = new MultipartFormDataContent();
        foreach (var image in images)
            form.Add(new ByteArrayContent(image), "images", "photo");
        foreach (var alt in alts)
            form.Add(new StringContent(alt), "alts");
        form.Add(new StringContent($"{id ?? Guid.NewGuid()}"), "id");
        form.Add(new StringContent(text), "text");
        return person.SendAsync(HttpMethod.Post, $"/api/rooms/{room}/messages", form);
    }

    public static Task<Page<MessageAnswer>> MessagesAsync(this Person person, Guid room, string query = "limit=100") =>
        person.GetAsync<Page<MessageAnswer>>($"/api/rooms/{room}/messages?{query}");

    /// <summary>Everything in the room, asked for page by page from the beginning.</summary>
    public static async Task<List<MessageAnswer>> AllMessagesAsync(this Person person, Guid room)
    {
        List<MessageAnswer> all = [];
        for (var next = "after=0"; ; )
        {
            var page = await person.MessagesAsync(room, $"limit=100&{next}");
            all.AddRange(page.Items);
            if (page.Next is null)
                return all;
            next = $"cursor={page.Next}";
        }
    }

    public static Task<Page<MemberAnswer>> MembersAsync(this Person person, Guid room) =>
        person.GetAsync<Page<MemberAnswer>>($"/api/rooms/{room}/members?limit=100");

    public static Task ReactAsync(this Person person, MessageAnswer message, string emoji) =>
        person.DoAsync(HttpMethod.Put, $"/api/rooms/{message.Room}/messages/{message.Id}/reactions/{Uri.EscapeDataString(emoji)}");

    public static Task UnreactAsync(this Person person, MessageAnswer message, string emoji) =>
        person.DoAsync(HttpMethod.Delete, $"/api/rooms/{message.Room}/messages/{message.Id}/reactions/{Uri.EscapeDataString(emoji)}");

    public static Task MarkReadAsync(this Person person, Guid room, long sequence) =>
        person.DoAsync(HttpMethod.Put, $"/api/rooms/{room}/read", new { sequence });

    public static Task<HttpStatusCode> StatusAsync(this Person person, HttpMethod method, string path, object? body = null) =>
        person.AskAsync(method, path, body).StatusAsync();
}
