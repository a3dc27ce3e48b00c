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
        var (owner, member) = (await system.Register("owner"), await system.Register("member"));
        var room = await owner.MakeRoomWith(member);

        var sent = await owner
            .SendPhotos(room.Id, "", [Exif.Tag(Pictures.Jpeg(800, 400)), Pictures.Png(40, 30)], null, "A hill")
            .Read<MessageAnswer>();

        Assert.Equal([(400, 800, "A hill"), (40, 30, "")], sent.Images.Select(i => (i.Width, i.Height, i.Alt)));
        Assert.Equal(sent.Images, (await member.Messages(room.Id)).Items.Single().Images);
        var (path, thumbnail) = (sent.Images[0].Url, sent.Images[0].ThumbnailUrl);
        using var answer = await member.Api.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "image/webp"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.True(answer.Headers.CacheControl is { Private: true, NoCache: true });
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(-1, bytes.AsSpan().IndexOf("Exif"u8));
        Assert.Equal(-1, bytes.AsSpan().IndexOf("EXIF"u8));
        Assert.Equal(HttpStatusCode.OK, await member.Status(HttpMethod.Get, thumbnail));

        var id = path.Split('/')[^1];
        var elsewhere = await system.Carol.MakeRoom();
        Assert.Equal(HttpStatusCode.NotFound, await system.Carol.Status(HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.NotFound, await system.Carol.Status(HttpMethod.Get, $"/api/rooms/{elsewhere.Id}/images/{id}"));
        Assert.Equal(HttpStatusCode.NotFound, await owner.Status(HttpMethod.Get, $"/api/rooms/{room.Id}/images/{Guid.NewGuid()}"));
        Assert.Equal(HttpStatusCode.NotFound, await owner.Status(HttpMethod.Get, $"{path}/huge"));
        Assert.Equal(HttpStatusCode.NotFound, await owner.Status(HttpMethod.Get, $"/media/{id}"));
        await member.Do(HttpMethod.Delete, $"/api/rooms/{room.Id}/members/me");
        Assert.Equal(HttpStatusCode.NotFound, await member.Status(HttpMethod.Get, path));
    }

    [Fact]
    public async Task A_message_with_photos_sent_again_is_the_same_and_leaves_no_second_upload()
    {
        var owner = await system.Register("owner");
        var room = await owner.MakeRoom();
        var (id, photo) = (Guid.NewGuid(), Pictures.Png(60, 40));
        async Task<HttpStatusCode> Status(string text, byte[][] images, params string[] alts) =>
            await owner.SendPhotos(room.Id, text, images, id, alts).Status();

        var first = await owner.SendPhotos(room.Id, "Look", [photo], id, "A hill").Read<MessageAnswer>();
        var again = await owner.SendPhotos(room.Id, "Look", [photo], id, "A hill").Read<MessageAnswer>();

        Assert.Equal((first.Sequence, first.Images[0].Url), (again.Sequence, again.Images[0].Url));
        Assert.Equal(HttpStatusCode.Conflict, await Status("Look", [Pictures.Png(61, 40)], "A hill"));
        Assert.Equal(HttpStatusCode.Conflict, await Status("Look", [photo], "A valley"));
        Assert.Equal(HttpStatusCode.Conflict, await Status("Look", [photo, photo], "A hill"));
        Assert.Equal(HttpStatusCode.Conflict, await owner.TrySay(room.Id, "Look", id).Status());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Status("", []));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Status("Many", [photo, photo, photo, photo, photo]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Status("One", [photo], "A hill", "A valley"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await Status("Program", [Pictures.Program()]));
        Assert.Equal(HttpStatusCode.NotFound, await system.Carol.SendPhotos(room.Id, "Mine", [photo]).Status());
        Assert.Single((await owner.Messages(room.Id)).Items);
        var kept = Guid.Parse(first.Images[0].Url.Split('/')[^1]);
        await SystemFixture.Eventually(async () => (await system.MediaOfAsync(owner)).SequenceEqual([kept]), CleanupTimeout);
    }

    [Fact]
    public async Task Photos_are_removed_with_their_message_and_with_their_room()
    {
        var (owner, member) = (await system.Register("owner"), await system.Register("member"));
        var room = await owner.MakeRoomWith(member);
        var (message, other) = (await Send(owner, room), await Send(member, room));
        var answered = await owner.Say(room.Id, "What a hill", replyTo: other.Message.Id);
        Assert.Equal(("", 1), (answered.ReplyTo!.Excerpt, answered.ReplyTo.Images));

        await owner.Do(HttpMethod.Delete, $"/api/rooms/{room.Id}/messages/{message.Message.Id}");
        Assert.Equal(HttpStatusCode.NotFound, await member.Status(HttpMethod.Get, message.Message.Images[0].Url));
        Assert.Empty((await member.Messages(room.Id)).Items[0].Images);
        await SystemFixture.Eventually(async () => !await system.IsStoredAsync(message.Photo), CleanupTimeout);
        Assert.Equal(HttpStatusCode.OK, await owner.Status(HttpMethod.Get, other.Message.Images[0].Url));

        await owner.Do(HttpMethod.Delete, $"/api/rooms/{room.Id}");
        await SystemFixture.Eventually(async () => !await system.IsStoredAsync(other.Photo), CleanupTimeout);
    }

    [Fact]
    public async Task A_photo_stays_after_a_day_because_its_message_holds_it()
    {
        var owner = await system.Register("owner");
        var sent = await Send(owner, await owner.MakeRoom());
        await system.AgeMediaAsync(sent.Photo);
        await SystemFixture.Eventually(() => system.IsAttachedAsync(sent.Photo), CleanupTimeout);
        Assert.Equal(HttpStatusCode.OK, await owner.Status(HttpMethod.Get, sent.Message.Images[0].Url));
    }

    static async Task<(MessageAnswer Message, Guid Photo)> Send(Person sender, RoomAnswer room)
    {
        var message = await sender.SendPhotos(room.Id, "", [Pictures.Png(60, 40)]).Read<MessageAnswer>();
        return (message, Guid.Parse(message.Images[0].Url.Split('/')[^1]));
    }
}
