using System.Net;
using Social.Tests.WholeSystem.Auth;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.Chat;

/// <summary>Photos in messages: for the members of the room, as long as the message.</summary>
public sealed class PhotoTests(SystemFixture system)
{
    static readonly TimeSpan CleanupTimeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_photo_is_shown_to_members_of_its_room_and_nobody_else()
    {
        var (owner, member) = (await system.RegisterAsync("owner"), await system.RegisterAsync("member"));
        var room = await owner.MakeRoomWithAsync(member);

        var sent = await owner
            .SendPhotosAsync(room.Id, "", [Exif.Tag(Pictures.Jpeg(800, 400)), Pictures.Png(40, 30)], null, "A hill")
            .ReadAsync<MessageAnswer>();

        Assert.Equal([(400, 800, "A hill"), (40, 30, "")], sent.Images.Select(i => (i.Width, i.Height, i.Alt)));
        Assert.Equal(sent.Images, (await member.MessagesAsync(room.Id)).Items.Single().Images);
        var (path, thumbnail) = (sent.Images[0].Url, sent.Images[0].ThumbnailUrl);
        using var answer = await member.Api.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "image/webp"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.True(answer.Headers.CacheControl is { Private: true, NoCache: true });
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(-1, bytes.AsSpan().IndexOf("Exif"u8));
        Assert.Equal(-1, bytes.AsSpan().IndexOf("EXIF"u8));
        Assert.Equal(HttpStatusCode.OK, await member.StatusAsync(HttpMethod.Get, thumbnail));

        var id = path.Split('/')[^1];
        var elsewhere = await system.Carol.MakeRoomAsync();
        Assert.Equal(HttpStatusCode.NotFound, await system.Carol.StatusAsync(HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.NotFound, await system.Carol.StatusAsync(HttpMethod.Get, $"/api/rooms/{elsewhere.Id}/images/{id}"));
        Assert.Equal(HttpStatusCode.NotFound, await owner.StatusAsync(HttpMethod.Get, $"/api/rooms/{room.Id}/images/{Guid.NewGuid()}"));
        Assert.Equal(HttpStatusCode.NotFound, await owner.StatusAsync(HttpMethod.Get, $"{path}/huge"));
        Assert.Equal(HttpStatusCode.NotFound, await owner.StatusAsync(HttpMethod.Get, $"/media/{id}"));
        await member.DoAsync(HttpMethod.Delete, $"/api/rooms/{room.Id}/members/me");
        Assert.Equal(HttpStatusCode.NotFound, await member.StatusAsync(HttpMethod.Get, path));
    }

    [Fact]
    public async Task A_message_with_photos_sent_again_is_the_same_and_leaves_no_second_upload()
    {
        var owner = await system.RegisterAsync("owner");
        var room = await owner.MakeRoomAsync();
        var (id, photo) = (Guid.NewGuid(), Pictures.Png(60, 40));
        async Task<HttpStatusCode> StatusAsync(string text, byte[][] images, params string[] alts) =>
            await owner.SendPhotosAsync(room.Id, text, images, id, alts).StatusAsync();

        var first = await owner.SendPhotosAsync(room.Id, "Look", [photo], id, "A hill").ReadAsync<MessageAnswer>();
        var again = await owner.SendPhotosAsync(room.Id, "Look", [photo], id, "A hill").ReadAsync<MessageAnswer>();

        Assert.Equal((first.Sequence, first.Images[0].Url), (again.Sequence, again.Images[0].Url));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync("Look", [Pictures.Png(61, 40)], "A hill"));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync("Look", [photo], "A valley"));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync("Look", [photo, photo], "A hill"));
        Assert.Equal(HttpStatusCode.Conflict, await owner.TrySayAsync(room.Id, "Look", id).StatusAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await StatusAsync("", []));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await StatusAsync("Many", [photo, photo, photo, photo, photo]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await StatusAsync("One", [photo], "A hill", "A valley"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await StatusAsync("Program", [Pictures.Program()]));
        Assert.Equal(HttpStatusCode.NotFound, await system.Carol.SendPhotosAsync(room.Id, "Mine", [photo]).StatusAsync());
        Assert.Single((await owner.MessagesAsync(room.Id)).Items);
        var kept = Guid.Parse(first.Images[0].Url.Split('/')[^1]);
        await SystemFixture.EventuallyAsync(async () => (await system.MediaOfAsync(owner)).SequenceEqual([kept]), CleanupTimeout);
    }

    [Fact]
    public async Task Photos_are_removed_with_their_message_and_with_their_room()
    {
        var (owner, member) = (await system.RegisterAsync("owner"), await system.RegisterAsync("member"));
        var room = await owner.MakeRoomWithAsync(member);
        var (message, other) = (await SendAsync(owner, room), await SendAsync(member, room));
        var answered = await owner.SayAsync(room.Id, "What a hill", replyTo: other.Message.Id);
        Assert.Equal(("", 1), (answered.ReplyTo!.Excerpt, answered.ReplyTo.Images));

        await owner.DoAsync(HttpMethod.Delete, $"/api/rooms/{room.Id}/messages/{message.Message.Id}");
        Assert.Equal(HttpStatusCode.NotFound, await member.StatusAsync(HttpMethod.Get, message.Message.Images[0].Url));
        Assert.Empty((await member.MessagesAsync(room.Id)).Items[0].Images);
        await SystemFixture.EventuallyAsync(async () => !await system.IsStoredAsync(message.Photo), CleanupTimeout);
        Assert.Equal(HttpStatusCode.OK, await owner.StatusAsync(HttpMethod.Get, other.Message.Images[0].Url));

        await owner.DoAsync(HttpMethod.Delete, $"/api/rooms/{room.Id}");
        await SystemFixture.EventuallyAsync(async () => !await system.IsStoredAsync(other.Photo), CleanupTimeout);
    }

    [Fact]
    public async Task A_photo_stays_after_a_day_because_its_message_holds_it()
    {
        var owner = await system.RegisterAsync("owner");
        var sent = await SendAsync(owner, await owner.MakeRoomAsync());
        await system.AgeMediaAsync(sent.Photo);
        await SystemFixture.EventuallyAsync(() => system.IsAttachedAsync(sent.Photo), CleanupTimeout);
        Assert.Equal(HttpStatusCode.OK, await owner.StatusAsync(HttpMethod.Get, sent.Message.Images[0].Url));
    }

    static async Task<(MessageAnswer Message, Guid Photo)> SendAsync(Person sender, RoomAnswer room)
    {
        var message = await sender.SendPhotosAsync(room.Id, "", [Pictures.Png(60, 40)]).ReadAsync<MessageAnswer>();
        return (message, Guid.Parse(message.Images[0].Url.Split('/')[^1]));
    }
}
