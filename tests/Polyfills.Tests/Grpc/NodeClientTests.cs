using System.Text.Json.Nodes;

namespace Social.Tests.Polyfills.Grpc;

/// <summary>@grpc/grpc-js calls our server. One process makes all the calls; each test reads what came of one.</summary>
public sealed class NodeClientTests(NodeClientTests.Results results) : IClassFixture<NodeClientTests.Results>
{
    [Theory]
    [InlineData("unary", """{"text":"hi"}""")]
    [InlineData("fail", """{"code":9,"details":"Grüße: 100 % kaputt\n","trailers":{"reason":"because","detail-bin":"0001feff"}}""")]
    [InlineData("throw", """{"code":2,"details":"Exception was thrown by handler."}""")]
    [InlineData(
        "trailers",
        """{"text":"node","headers":{"early":"x"},"status":{"code":0,"trailers":{"late":"trailer","late-bin":"00ff"}}}"""
    )]
    [InlineData("deadline", """{"code":4}""")]
    [InlineData("large", """{"count":4194204}""")]
    [InlineData("large answer", """{"bytes":6291456}""")]
    [InlineData("too large", """{"code":8,"details":"Received message exceeds the maximum configured message size."}""")]
    [InlineData("compressed", """{"code":12,"details":"Unsupported grpc-encoding value 'gzip'. Supported encodings: identity"}""")]
    [InlineData("sum", """{"text":"abc","count":3}""")]
    [InlineData("refuse", """{"code":3,"details":"Enough.","trailers":{"after":"1"}}""")]
    [InlineData("repeat", """{"code":0,"trailers":{"sent":"500"}}""")]
    [InlineData("midway", """{"code":10,"details":"Midway.","texts":["x","x"],"trailers":{"sent":"2"}}""")]
    [InlineData("chat", """{"code":0,"texts":["ONE","TWO"]}""")]
    [InlineData("cancel", """{"code":1,"texts":["node cancel"]}""")]
    [InlineData("guarded", """{"code":16}""")]
    [InlineData("admin", """{"text":"admin"}""")]
    public void It_understands(string name, string expected) => AssertHas(JsonNode.Parse(expected)!, results.Of(name));

    [Fact]
    public async Task It_is_understood()
    {
        Assert.Equal([1, 255], results.Server.Watched.Calls["node"].Headers.GetValueBytes("b-bin")!);
        Assert.InRange((int)results.Of("left")["count"]!, 10_000, 20_000);
        await results.Server.Watched.Woken("node cancel");
    }

    static void AssertHas(JsonNode expected, JsonNode actual)
    {
        if (expected is not JsonObject parts)
            Assert.Equal(expected.ToJsonString(), actual.ToJsonString());
        else
            foreach (var (key, value) in parts)
                AssertHas(value!, actual[key] ?? throw new Xunit.Sdk.XunitException($"No {key} in {actual.ToJsonString()}"));
    }

    public sealed class Results : IAsyncLifetime
    {
        readonly Dictionary<string, JsonNode> all = [];
        EchoServer? server;

        internal EchoServer Server => server!;

        internal JsonNode Of(string name) => all[name];

        public async ValueTask InitializeAsync()
        {
            server = await EchoServer.StartAsync();
            await using var client = await NodePeer.StartAsync("client.mjs", $"{server.Address.Port}");
            while (await client.ReadLineAsync() is { } line)
                if (JsonNode.Parse(line) is { } result)
                    all.Add((string)result["name"]!, result);
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
