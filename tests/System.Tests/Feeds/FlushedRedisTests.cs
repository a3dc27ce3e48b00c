using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.Testing;
using Social.Tests.Towns;

namespace Social.Tests.WholeSystem.Feeds;

public sealed class FlushedRedisTests(Town town)
{
    [Fact]
    public async Task Feeds_come_back_after_Redis_lost_everything()
    {
        var dora = await town.Register("dora");
        var posts = new List<Guid>();
        for (var i = 0; i < 3; i++)
            posts.Insert(0, (await dora.Post($"Post {i}")).Id);
        await Town.Eventually(async () => Ids(await dora.Feed()).SequenceEqual(posts));

        await Flush();

        Assert.Equal(posts, Ids(await dora.Feed()));
        var after = await dora.Post("After the flood");
        await Town.Eventually(async () => Ids(await dora.Feed()).SequenceEqual(posts.Prepend(after.Id)));
    }

    static IEnumerable<Guid> Ids(Page<PostAnswer> page) => page.Items.Select(p => p.Id);

    /// <summary>By hand: host:port,password=… is all there is to know, and two commands are all there is to say.</summary>
    async Task Flush()
    {
        var connection = (await town.App.GetConnectionStringAsync("redis"))!.Split(',');
        var address = connection[0].Split(':');
        var password = connection.Single(part => part.StartsWith("password=", StringComparison.Ordinal))["password=".Length..];
        using var redis = new TcpClient();
        await redis.ConnectAsync(address[0], int.Parse(address[1], System.Globalization.CultureInfo.InvariantCulture));
        await using var stream = redis.GetStream();
        using var answers = new StreamReader(stream);
        foreach (
            var words in (string[][])
                [
                    ["AUTH", password],
                    ["FLUSHALL"],
                ]
        )
        {
            var command = $"*{words.Length}\r\n" + string.Concat(words.Select(w => $"${w.Length}\r\n{w}\r\n"));
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command));
            Assert.Equal("+OK", await answers.ReadLineAsync());
        }
    }
}
