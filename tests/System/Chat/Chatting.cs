using System.Net;
using System.Net.Http.Json;
using Social.Tests.WholeSystem.Auth;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.Chat;

/// <summary>What people do in rooms.</summary>
static class Chatting
{
    public static async Task<T> Read<T>(this Task<HttpResponseMessage> asking)
    {
        using var answer = await asking;
        return await Person.Read<T>(answer);
    }

    public static Task<RoomAnswer> MakeRoom(this Person person, string name = "Loom", string? key = null) =>
        person.Send(HttpMethod.Post, "/api/rooms", JsonContent.Create(new { name }), key).Read<RoomAnswer>();

    /// <summary>A room of the person's with these members.</summary>
    public static async Task<RoomAnswer> MakeRoomWith(this Person person, params IEnumerable<Person> members)
    {
        var room = await person.MakeRoom();
        var invite = await person.Invite(room.Id);
        foreach (var member in members)
            await member.Join(invite.Token);
        return room;
    }

    public static Task<RoomAnswer> OpenDirect(this Person person, Person other) =>
        person.Ask(HttpMethod.Post, $"/api/direct/{other.Username}").Read<RoomAnswer>();

    public static Task<RoomAnswer> Room(this Person person, Guid room) => person.Get<RoomAnswer>($"/api/rooms/{room}");

    public static Task<Page<RoomAnswer>> Rooms(this Person person, int limit = 20, string? cursor = null) =>
        person.Get<Page<RoomAnswer>>($"/api/rooms?limit={limit}" + (cursor is null ? "" : $"&cursor={cursor}"));

    public static Task<CreatedInviteAnswer> Invite(this Person person, Guid room, int? maxUses = null, string? key = null) =>
        person.Send(HttpMethod.Post, $"/api/rooms/{room}/invites", JsonContent.Create(new { maxUses }), key).Read<CreatedInviteAnswer>();

    public static Task<HttpResponseMessage> TryJoin(this Person person, string token) =>
        person.Ask(HttpMethod.Post, $"/api/invites/{token}");

    public static Task<RoomAnswer> Join(this Person person, string token) => person.TryJoin(token).Read<RoomAnswer>();

    public static Task<HttpResponseMessage> TrySay(this Person person, Guid room, string text, Guid? id = null, Guid? replyTo = null) =>
        person.Ask(
            HttpMethod.Post,
            $"/api/rooms/{room}/messages",
            new
            {
                id = id ?? Guid.NewGuid(),
                text,
                replyTo,
            }
        );

    public static Task<MessageAnswer> Say(this Person person, Guid room, string text, Guid? id = null, Guid? replyTo = null) =>
        person.TrySay(room, text, id, replyTo).Read<MessageAnswer>();

    /// <summary>A message as a form: its images come before its text, as they may.</summary>
    public static Task<HttpResponseMessage> SendPhotos(
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
        return person.Send(HttpMethod.Post, $"/api/rooms/{room}/messages", form);
    }

    public static Task<Page<MessageAnswer>> Messages(this Person person, Guid room, string query = "limit=100") =>
        person.Get<Page<MessageAnswer>>($"/api/rooms/{room}/messages?{query}");

    /// <summary>Everything in the room, asked for page by page from the beginning.</summary>
    public static async Task<List<MessageAnswer>> AllMessages(this Person person, Guid room)
    {
        List<MessageAnswer> all = [];
        for (var next = "after=0"; ; )
        {
            var page = await person.Messages(room, $"limit=100&{next}");
            all.AddRange(page.Items);
            if (page.Next is null)
                return all;
            next = $"cursor={page.Next}";
        }
    }

    public static Task<Page<MemberAnswer>> Members(this Person person, Guid room) =>
        person.Get<Page<MemberAnswer>>($"/api/rooms/{room}/members?limit=100");

    public static Task React(this Person person, MessageAnswer message, string emoji) =>
        person.Do(HttpMethod.Put, $"/api/rooms/{message.Room}/messages/{message.Id}/reactions/{Uri.EscapeDataString(emoji)}");

    public static Task Unreact(this Person person, MessageAnswer message, string emoji) =>
        person.Do(HttpMethod.Delete, $"/api/rooms/{message.Room}/messages/{message.Id}/reactions/{Uri.EscapeDataString(emoji)}");

    public static Task MarkRead(this Person person, Guid room, long sequence) =>
        person.Do(HttpMethod.Put, $"/api/rooms/{room}/read", new { sequence });

    public static Task<HttpStatusCode> Status(this Person person, HttpMethod method, string path, object? body = null) =>
        person.Ask(method, path, body).Status();
}
