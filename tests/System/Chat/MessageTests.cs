using System.Net;
using Social.Tests.WholeSystem.Auth;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Chat;

public sealed class MessageTests(SystemFixture system)
{
    [Fact]
    public async Task A_message_sent_again_is_the_same_and_another_one_under_its_id_is_refused()
    {
        var (owner, member) = (await system.RegisterAsync("owner"), await system.RegisterAsync("member"));
        var room = await owner.MakeRoomWithAsync(member);
        var id = Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => owner.SayAsync(room.Id, "Once", id)));
        Assert.Equal([1L], answers.Select(m => m.Sequence).Distinct());
        Assert.Single((await member.MessagesAsync(room.Id)).Items);

        Assert.Equal(HttpStatusCode.Conflict, await owner.TrySayAsync(room.Id, "Twice", id).StatusAsync());
        var other = await owner.MakeRoomAsync();
        Assert.Equal(HttpStatusCode.Conflict, await owner.TrySayAsync(other.Id, "Once", id).StatusAsync());
        Assert.Equal(HttpStatusCode.Conflict, await member.TrySayAsync(room.Id, "Once", id).StatusAsync());
        await owner.DoAsync(HttpMethod.Patch, $"/api/rooms/{room.Id}/messages/{id}", new { text = "Edited" });
        Assert.Equal("Edited", (await owner.SayAsync(room.Id, "Once", id)).Text);
        Assert.Equal(1, (await owner.RoomAsync(room.Id)).LastSequence);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData(null)]
    public async Task A_message_needs_a_text_of_at_most_4000_characters(string? text)
    {
        var owner = await system.RegisterAsync("owner");
        var room = await owner.MakeRoomAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await owner.TrySayAsync(room.Id, text ?? new('x', 4001)).StatusAsync());
        Assert.Equal(4000, (await owner.SayAsync(room.Id, new('x', 4000))).Text.Length);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await owner.StatusAsync(HttpMethod.Post, $"/api/rooms/{room.Id}/messages", new { text = "No id" })
        );
    }

    [Fact]
    public async Task Sequences_have_no_gaps_however_many_write_at_once()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => system.RegisterAsync($"writer{i}")));
        var room = await people[0].MakeRoomWithAsync(people[1..]);
        await Task.WhenAll(
            people.SelectMany(person =>
                Enumerable
                    .Range(0, 4)
                    .Select(async row =>
                    {
                        for (var i = 0; i < 10; i++)
                            // Every third is refused on its way, and takes no number with it.
                            await (
                                i % 3 == 2
                                    ? person.TrySayAsync(room.Id, "No such target", replyTo: Guid.NewGuid()).StatusAsync()
                                    : (Task)person.SayAsync(room.Id, $"{row} {i}")
                            );
                    })
            )
        );
        var all = await people[1].AllMessagesAsync(room.Id);
        Assert.Equal(Enumerable.Range(1, 4 * 4 * 7).Select(i => (long)i), all.Select(m => m.Sequence));
    }

    [Fact]
    public async Task History_is_read_both_ways_around_any_message()
    {
        var owner = await system.RegisterAsync("owner");
        var room = await owner.MakeRoomAsync();
        for (var i = 1; i <= 12; i++)
            await owner.SayAsync(room.Id, $"{i}");
        async Task<IEnumerable<long>> SequencesAsync(string query) =>
            (await owner.MessagesAsync(room.Id, query)).Items.Select(m => m.Sequence);

        Assert.Equal([8, 9, 10, 11, 12], await SequencesAsync("limit=5"));
        Assert.Equal([4, 5, 6], await SequencesAsync("limit=3&before=7"));
        Assert.Equal([8, 9, 10], await SequencesAsync("limit=3&after=7"));
        Assert.Equal([5, 6, 7, 8], await SequencesAsync("limit=4&around=7"));
        Assert.Empty(await SequencesAsync("after=12"));
        List<long> back = [];
        for (var next = "limit=5"; ; )
        {
            var page = await owner.MessagesAsync(room.Id, next);
            back.InsertRange(0, page.Items.Select(m => m.Sequence));
            if (page.Next is null)
                break;
            next = $"limit=5&cursor={page.Next}";
        }
        Assert.Equal(Enumerable.Range(1, 12).Select(i => (long)i), back);
        Assert.Equal(HttpStatusCode.BadRequest, await owner.StatusAsync(HttpMethod.Get, $"/api/rooms/{room.Id}/messages?after=1&before=3"));
        Assert.Equal(HttpStatusCode.BadRequest, await owner.StatusAsync(HttpMethod.Get, $"/api/rooms/{room.Id}/messages?cursor=x"));
    }

    [Fact]
    public async Task What_changed_is_found_by_the_revision()
    {
        var (owner, member) = (await system.RegisterAsync("owner"), await system.RegisterAsync("member"));
        var room = await owner.MakeRoomWithAsync(member);
        var (first, second, third) = (
            await owner.SayAsync(room.Id, "First"),
            await owner.SayAsync(room.Id, "Second"),
            await member.SayAsync(room.Id, "Third")
        );
        var known = (await member.RoomAsync(room.Id)).Revision;
        await owner.DoAsync(HttpMethod.Patch, $"/api/rooms/{room.Id}/messages/{first.Id}", new { text = "Edited" });
        await member.ReactAsync(second, "👍");
        // An owner deletes anybody's.
        await owner.DoAsync(HttpMethod.Delete, $"/api/rooms/{room.Id}/messages/{third.Id}");
        var changed = (await member.MessagesAsync(room.Id, $"changedAfter={known}")).Items;
        Assert.Equal([first.Id, second.Id, third.Id], changed.Select(m => m.Id));
        Assert.Equal([known + 1, known + 2, known + 3], changed.Select(m => m.Revision));
        Assert.Equal(("Edited", "", true), (changed[0].Text, changed[2].Text, changed[2].Deleted));
        Assert.NotNull(changed[0].EditedAt);
        Assert.Equal(3, (await owner.RoomAsync(room.Id)).LastSequence);

        var edits = await owner.GetAsync<Page<MessageEditAnswer>>($"/api/rooms/{room.Id}/messages/{first.Id}/edits");
        Assert.Equal(["First"], edits.Items.Select(e => e.Text));
        var at = $"/api/rooms/{room.Id}/messages/{first.Id}";
        Assert.Equal(HttpStatusCode.Forbidden, await member.StatusAsync(HttpMethod.Get, $"{at}/edits"));
        Assert.Equal(HttpStatusCode.Forbidden, await member.StatusAsync(HttpMethod.Patch, at, new { text = "Mine" }));
        Assert.Equal(HttpStatusCode.Forbidden, await member.StatusAsync(HttpMethod.Delete, at));
        await owner.DoAsync(HttpMethod.Delete, $"/api/rooms/{room.Id}/messages/{third.Id}");
        Assert.Equal(
            HttpStatusCode.NotFound,
            await member.StatusAsync(HttpMethod.Patch, $"/api/rooms/{room.Id}/messages/{third.Id}", new { text = "Back" })
        );
    }

    [Fact]
    public async Task Replies_show_what_they_answer_and_mentions_only_members()
    {
        var (owner, member, stranger) = (
            await system.RegisterAsync("owner"),
            await system.RegisterAsync("member"),
            await system.RegisterAsync("away")
        );
        var room = await owner.MakeRoomWithAsync(member);
        var asked = await owner.SayAsync(room.Id, $"Well, @{member.Username} and @{stranger.Username}? {new string('x', 200)}");
        Assert.Equal([member.Id], asked.Mentions.Select(m => m.Id));
        var reply = await member.SayAsync(room.Id, "Yes", replyTo: asked.Id);
        Assert.Equal((asked.Id, 1L, owner.Id), (reply.ReplyTo!.Id, reply.ReplyTo.Sequence, reply.ReplyTo.Sender!.Id));
        Assert.InRange(reply.ReplyTo.Excerpt.Length, 90, 100);
        await owner.DoAsync(HttpMethod.Delete, $"/api/rooms/{room.Id}/messages/{asked.Id}");
        Assert.Equal("", (await member.MessagesAsync(room.Id)).Items[1].ReplyTo!.Excerpt);

        await member.DoAsync(HttpMethod.Patch, $"/api/rooms/{room.Id}/messages/{reply.Id}", new { text = "Yes!" });
        await member.DoAsync(HttpMethod.Delete, $"/api/rooms/{room.Id}/messages/{reply.Id}");
        var left = (await member.MessagesAsync(room.Id)).Items[1];
        Assert.Equal((true, "", null, null), (left.Deleted, left.Text, left.ReplyTo, left.EditedAt));
    }

    [Fact]
    public async Task Reactions_are_counted_exactly_however_many_react_at_once()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => system.RegisterAsync($"fan{i}")));
        var room = await people[0].MakeRoomWithAsync(people[1..]);
        var message = await people[0].SayAsync(room.Id, "Well?");
        await Task.WhenAll(people.SelectMany(person => Enumerable.Range(0, 3).Select(_ => person.ReactAsync(message, "👍"))));
        // Some keyboards leave out the variation selector.
        await people[1].ReactAsync(message, "❤");
        await people[2].ReactAsync(message, "❤️");
        await people[3].UnreactAsync(message, "👍");
        await people[3].UnreactAsync(message, "👍");
        var seen = (await people[1].MessagesAsync(room.Id)).Items[0].Reactions;
        Assert.Equal([new("👍", 3, true), new ReactionAnswer("❤️", 2, true)], seen);
        var at = $"/api/rooms/{room.Id}/messages/{message.Id}/reactions";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await people[1].StatusAsync(HttpMethod.Put, $"{at}/{Uri.EscapeDataString("🐙")}"));
    }

    [Fact]
    public async Task Unread_counts_follow_the_read_marker_which_never_goes_back()
    {
        var (owner, member) = (await system.RegisterAsync("owner"), await system.RegisterAsync("member"));
        var room = await owner.MakeRoomWithAsync(member);
        for (var i = 0; i < 4; i++)
            await owner.SayAsync(room.Id, $"{i}");
        Assert.Equal((0L, 4L), ((await owner.RoomAsync(room.Id)).Unread, (await member.RoomAsync(room.Id)).Unread));
        await member.MarkReadAsync(room.Id, 3);
        await member.MarkReadAsync(room.Id, 1);
        Assert.Equal(new UnreadMessagesAnswer(1, 1), await member.GetAsync<UnreadMessagesAnswer>("/api/rooms/unread"));
        await member.MarkReadAsync(room.Id, 1_000);
        Assert.Equal((0L, 4L), ((await member.RoomAsync(room.Id)).Unread, (await member.RoomAsync(room.Id)).ReadSequence));
        Assert.Equal(new UnreadMessagesAnswer(0, 0), await member.GetAsync<UnreadMessagesAnswer>("/api/rooms/unread"));
        Assert.Equal(4, (await owner.MembersAsync(room.Id)).Items.Single(m => m.Id == member.Id).ReadSequence);
    }

    [Fact]
    public async Task Search_finds_words_in_one_room_or_in_all_of_mine()
    {
        var owner = await system.RegisterAsync("owner");
        var (one, other) = (await owner.MakeRoomAsync("One"), await owner.MakeRoomAsync("Other"));
        var word = $"w{Guid.NewGuid():N}";
        await owner.SayAsync(one.Id, $"First {word}");
        await owner.SayAsync(one.Id, "Nothing of the kind");
        await owner.SayAsync(other.Id, $"Second {word}");
        var everywhere = await owner.GetAsync<Page<MessageAnswer>>($"/api/messages?q={word}&limit=1");
        var rest = await owner.GetAsync<Page<MessageAnswer>>($"/api/messages?q={word}&limit=1&cursor={everywhere.Next}");
        Assert.Equal([$"Second {word}", $"First {word}"], everywhere.Items.Concat(rest.Items).Select(m => m.Text));
        Assert.Equal($"First {word}", Assert.Single((await owner.MessagesAsync(one.Id, $"q={word}")).Items).Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await owner.StatusAsync(HttpMethod.Get, "/api/messages?q="));

        // Parts of addresses and of scripts without spaces, by what a message says now.
        var message = await owner.SayAsync(one.Id, $"https://example.org/{word}/loom.html is in 東京都");
        foreach (var q in (string[])[$"loom {word}", $"{word} 京都", $"\"{word} loom\"", $"{word} -first"])
            Assert.Equal(message.Id, (await owner.MessagesAsync(one.Id, $"q={Uri.EscapeDataString(q)}")).Items[0].Id);
        await owner.DoAsync(HttpMethod.Patch, $"/api/rooms/{one.Id}/messages/{message.Id}", new { text = $"{word} spindle" });
        Assert.Empty((await owner.MessagesAsync(one.Id, "q=loom")).Items);
        Assert.Single((await owner.MessagesAsync(one.Id, "q=spindle")).Items);
        await owner.DoAsync(HttpMethod.Delete, $"/api/rooms/{one.Id}/messages/{message.Id}");
        Assert.Empty((await owner.MessagesAsync(one.Id, "q=spindle")).Items);
    }
}
