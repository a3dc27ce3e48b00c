using System.Net;
using System.Net.Sockets;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Social.Tests.Polyfills.Grpc;

/// <summary>What a call ends with: status, text, metadata before and after.</summary>
public sealed class StatusTests(EchoFixture echo) : IClassFixture<EchoFixture>
{
    Echo.EchoClient Client => echo.Client;

    [Fact]
    public async Task A_refusal_carries_its_text_and_its_trailers()
    {
        var e = await Assert.ThrowsAsync<RpcException>(async () => await Client.SayAsync(new() { Ask = "fail" }));
        Assert.Equal(StatusCode.FailedPrecondition, e.StatusCode);
        Assert.Equal("Grüße: 100 % kaputt\n", e.Status.Detail);
        Assert.Equal("because", e.Trailers.GetValue("Reason"));
        Assert.Equal([0, 1, 254, 255], e.Trailers.GetValueBytes("detail-bin")!);
    }

    [Fact]
    public async Task A_bug_in_a_handler_does_not_tell_its_text()
    {
        using var call = Client.SayAsync(new() { Ask = "throw" });
        var e = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(new(StatusCode.Unknown, "Exception was thrown by handler."), e.Status);
        Assert.Equal(e.Status, call.GetStatus());
    }

    [Fact]
    public async Task Metadata_goes_there_and_comes_back_before_and_after_the_answer()
    {
        using var call = Client.SayAsync(
            new() { Text = "meta", Ask = "trailers" },
            new Metadata { { "Ask-Early", "x" }, { "b-bin", [1, 255] } }
        );
        Assert.Throws<InvalidOperationException>(() => call.GetStatus());
        Assert.Equal("x", (await call.ResponseHeadersAsync).GetValue("early"));
        await call;
        Assert.Equal("trailer", call.GetTrailers().GetValue("late"));
        Assert.Equal([0, 255], call.GetTrailers().GetValueBytes("late-bin")!);
        var seen = echo.Server.Watched.Calls["meta"];
        Assert.Equal([1, 255], seen.Headers.GetValueBytes("b-bin")!);
        Assert.DoesNotContain(seen.Headers, e => e.Key.StartsWith("grpc-", StringComparison.Ordinal) || e.Key == "content-type");
        Assert.Equal("/polyfills.tests.v1.Echo/Say", seen.Method);
        Assert.StartsWith("ipv4:127.0.0.1:", seen.Peer, StringComparison.Ordinal);
        Assert.Equal(DateTime.MaxValue, seen.Deadline);
    }

    [Fact]
    public void Metadata_refuses_keys_that_cannot_be_sent()
    {
        Assert.Throws<ArgumentException>(() => new Metadata { { "spa ce", "x" } });
        Assert.Throws<ArgumentException>(() => new Metadata { { "text-bin", "x" } });
        Assert.Throws<ArgumentException>(() => new Metadata { { "bytes", [1] } });
        Assert.ThrowsAny<Exception>(() => Metadata.Empty.Add("a", "b"));
    }

    [Fact]
    public async Task A_stream_may_fail_after_some_responses()
    {
        using var call = Client.Repeat(new() { Count = 2, Ask = "fail" });
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.True(await call.ResponseStream.MoveNext(default));
        var e = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        Assert.Equal(new(StatusCode.Aborted, "Midway."), e.Status);
        Assert.Equal("2", e.Trailers.GetValue("sent"));
    }

    [Fact]
    public async Task A_method_that_is_not_there_is_unimplemented()
    {
        var say = new Method<Words, Words>(MethodType.Unary, "polyfills.tests.v1.Echo", "Shout", Text(), Text());
        using var call = echo.Channel.CreateCallInvoker().AsyncUnaryCall(say, null, default, new());
        Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        var client = new Echo.EchoClient(channel);
        var e = await Assert.ThrowsAsync<RpcException>(async () => await client.SayAsync(new()));
        Assert.Equal(StatusCode.Unavailable, e.StatusCode);
        using var sum = client.Sum();
        e = await Assert.ThrowsAsync<RpcException>(() => sum.RequestStream.WriteAsync(new()));
        Assert.Equal(StatusCode.Unavailable, e.StatusCode);
        using var repeat = client.Repeat(new());
        e = await Assert.ThrowsAsync<RpcException>(() => repeat.ResponseHeadersAsync);
        Assert.Equal(StatusCode.Unavailable, e.StatusCode);
    }

    [Theory]
    [InlineData(null, StatusCode.Unauthenticated)]
    [InlineData("someone", StatusCode.PermissionDenied)]
    [InlineData("admin", StatusCode.OK)]
    public async Task Attributes_of_class_and_method_decide_who_may_call(string? name, StatusCode expected)
    {
        var headers = new Metadata();
        if (name is not null)
            headers.Add("authorization", name);
        using var call = Client.GuardedAsync(new(), headers);
        if (expected == StatusCode.OK)
            Assert.Equal(name, (await call).Text);
        else
            Assert.Equal(expected, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
    }

    [Fact]
    public void Endpoints_tell_their_method_and_attributes()
    {
        var endpoint = echo
            .Server.Services.GetServices<EndpointDataSource>()
            .SelectMany(s => s.Endpoints)
            .Single(e => e.DisplayName == "gRPC - /polyfills.tests.v1.Echo/Guarded");
        var metadata = endpoint.Metadata.GetRequiredMetadata<GrpcMethodMetadata>();
        Assert.Equal((typeof(EchoService), "Guarded"), (metadata.ServiceType, metadata.Method.Name));
        Assert.Equal(["class", "admin"], endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy));
    }

    static Marshaller<Words> Text() => Marshallers.Create(_ => [], _ => new Words());
}
