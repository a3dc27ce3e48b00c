using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Social.Tests.Polyfills.Grpc;

public sealed class InterceptorTests
{
    [Fact]
    public async Task Server_interceptors_wrap_every_kind_of_call_in_order()
    {
        var seen = new Seen();
        await using var server = await EchoServer.StartAsync(
            o =>
            {
                o.Interceptors.Add<Recorder>("outer");
                o.Interceptors.Add<Recorder>();
            },
            s => s.AddSingleton(seen).AddSingleton(new Recorder(seen, "inner"))
        );
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new Echo.EchoClient(channel);
        await client.SayAsync(new());
        using var sum = client.Sum();
        await sum.RequestStream.CompleteAsync();
        await sum;
        using var repeat = client.Repeat(new());
        Assert.False(await repeat.ResponseStream.MoveNext(default));
        using var chat = client.Chat();
        await chat.RequestStream.CompleteAsync();
        Assert.False(await chat.ResponseStream.MoveNext(default));
        Assert.Equal(
            "outer Say,inner Say,outer Sum,inner Sum,outer Repeat,inner Repeat,outer Chat,inner Chat".Split(','),
            seen.Where(s => !s.StartsWith("disposed", StringComparison.Ordinal))
        );
        Assert.Equal(4, seen.Count(s => s == "disposed outer")); // made for the call; the other one is the container's
    }

    [Fact]
    public async Task A_server_interceptor_turns_exceptions_into_statuses()
    {
        var seen = new Seen();
        await using var server = await EchoServer.StartAsync(o => o.Interceptors.Add<Translator>());
        using var channel = GrpcChannel.ForAddress(server.Address);
        var e = await Assert.ThrowsAsync<RpcException>(async () => await new Echo.EchoClient(channel).SayAsync(new() { Ask = "throw" }));
        Assert.Equal(new(StatusCode.DataLoss, "a secret"), e.Status);
        Assert.Equal("yes", e.Trailers.GetValue("translated"));
    }

    [Fact]
    public async Task Client_interceptors_see_the_call_in_order_and_may_change_it()
    {
        await using var server = await EchoServer.StartAsync();
        using var channel = GrpcChannel.ForAddress(server.Address);
        var seen = new Seen();
        var client = new Echo.EchoClient(channel.Intercept(new Adder(seen, "a"), new Adder(seen, "b")));
        await client.SayAsync(new() { Text = "x" });
        Assert.Equal("a, b", server.Watched.Calls["x"].Headers.GetValue("added"));
        using var repeat = client.Repeat(new() { Count = 1 });
        Assert.True(await repeat.ResponseStream.MoveNext(default));
        using var sum = client.Sum();
        await sum.RequestStream.CompleteAsync();
        await sum;
        using var chat = client.Chat();
        await chat.RequestStream.CompleteAsync();
        Assert.False(await chat.ResponseStream.MoveNext(default));
        Assert.Equal(8, seen.Count);
        await Assert.ThrowsAsync<RpcException>(async () => await client.SayAsync(new() { Ask = "fail" }));
        Assert.Equal(["b failed FailedPrecondition", "a failed FailedPrecondition"], seen.TakeLast(2));
    }

    internal sealed class Seen : ConcurrentQueue<string>;

    sealed class Recorder(Seen seen, string name) : Interceptor, IDisposable
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request,
            ServerCallContext context,
            UnaryServerMethod<TRequest, TResponse> continuation
        ) => continuation(request, Seen(context));

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation
        ) => continuation(requestStream, Seen(context));

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation
        ) => continuation(request, responseStream, Seen(context));

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation
        ) => continuation(requestStream, responseStream, Seen(context));

        public void Dispose() => seen.Enqueue($"disposed {name}");

        ServerCallContext Seen(ServerCallContext context)
        {
            seen.Enqueue($"{name} {context.Method.Split('/')[2]}");
            return context;
        }
    }

    sealed class Translator : Interceptor
    {
        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request,
            ServerCallContext context,
            UnaryServerMethod<TRequest, TResponse> continuation
        )
        {
            try
            {
                return await continuation(request, context);
            }
            catch (InvalidOperationException e)
            {
                throw new RpcException(new(StatusCode.DataLoss, e.Message), new Metadata { { "translated", "yes" } });
            }
        }
    }

    internal sealed class Adder(Seen seen, string name) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation
        )
        {
            var call = continuation(request, Add(context));
            return new(Watch(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
        }

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation
        ) => continuation(request, Add(context));

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation
        ) => continuation(Add(context));

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation
        ) => continuation(Add(context));

        async Task<T> Watch<T>(Task<T> response)
        {
            try
            {
                return await response;
            }
            catch (RpcException e)
            {
                seen.Enqueue($"{name} failed {e.StatusCode}");
                throw;
            }
        }

        ClientInterceptorContext<TRequest, TResponse> Add<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
            where TRequest : class
            where TResponse : class
        {
            seen.Enqueue(name);
            Metadata headers = [.. context.Options.Headers ?? []];
            headers.Add("added", name);
            return new(context.Method, context.Host, context.Options.WithHeaders(headers));
        }
    }
}
