using System.Buffers.Binary;
using System.Net;
using Google.Protobuf;

namespace Social.Tests.Polyfills.Grpc;

/// <summary>A unary call written by hand, for what a gRPC client would not send.</summary>
static class RawCall
{
    public static async Task<HttpResponseMessage> SendAsync(
        EchoFixture echo,
        Words words,
        byte flag = 0,
        string type = "application/grpc",
        params (string Name, string Value)[] headers
    )
    {
        var frame = new byte[5 + words.CalculateSize()];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        words.WriteTo(frame.AsSpan(5));
        using var client = new HttpClient();
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(echo.Server.Address, "/polyfills.tests.v1.Echo/Say"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new(type) } },
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request);
    }

    public static string StatusOf(HttpResponseMessage answer) =>
        answer.Headers.Concat(answer.TrailingHeaders).Single(h => h.Key == "grpc-status").Value.Single();
}
