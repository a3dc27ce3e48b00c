using Grpc.Core;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection;

namespace Social.Tests.Polyfills.Grpc;

public sealed class ClientFactoryTests(EchoFixture echo) : IClassFixture<EchoFixture>
{
    [Fact]
    public async Task A_client_goes_through_its_handlers_and_shares_one_channel()
    {
        var services = new ServiceCollection();
        int primary = 0,
            calls = 0;
        services
            .AddGrpcClient<Echo.EchoClient>(o => o.Address = echo.Server.Address)
            .ConfigurePrimaryHttpMessageHandler(() =>
            {
                primary++;
                return new SocketsHttpHandler();
            })
            .AddHttpMessageHandler(() => new Counter(() => Interlocked.Increment(ref calls)));
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        for (var i = 0; i < 5; i++)
        {
            await using var scope = provider.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Echo.EchoClient>().SayAsync(new());
        }
        Assert.Equal((1, 5), (primary, calls));
    }

    [Fact]
    public async Task Interceptors_live_as_long_as_their_scope_says()
    {
        var seen = new InterceptorTests.Seen();
        var services = new ServiceCollection();
        int channels = 0,
            clients = 0;
        services.AddSingleton(echo.Server.Address).AddSingleton(new InterceptorTests.Adder(seen, "registered"));
        services.AddScoped(_ => new InterceptorTests.Adder(seen, $"client {++clients}"));
        services
            .AddGrpcClient<Echo.EchoClient>((sp, o) => o.Address = sp.GetRequiredService<Uri>())
            .AddInterceptor(_ => new InterceptorTests.Adder(seen, $"channel {++channels}"))
            .AddInterceptor<InterceptorTests.Adder>(InterceptorScope.Client);
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        for (var i = 0; i < 2; i++)
        {
            await using var scope = provider.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Echo.EchoClient>().SayAsync(new());
            await scope.ServiceProvider.GetRequiredService<Echo.EchoClient>().SayAsync(new());
        }
        Assert.Equal(["client 1", "channel 1", "client 1", "channel 1", "client 2", "channel 1", "client 2", "channel 1"], seen);
    }

    [Fact]
    public async Task A_channel_can_be_configured()
    {
        var services = new ServiceCollection();
        services
            .AddGrpcClient<Echo.EchoClient>(o => o.Address = echo.Server.Address)
            .ConfigureChannel(o => o.MaxSendMessageSize = 10)
            .ConfigureChannel((_, o) => o.MaxReceiveMessageSize = 10);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<Echo.EchoClient>();
        var sent = await Assert.ThrowsAsync<RpcException>(async () => await client.SayAsync(new() { Text = new('x', 11) }));
        var received = await Assert.ThrowsAsync<RpcException>(async () => await client.SayAsync(new() { Ask = "size", Count = 11 }));
        Assert.Equal((StatusCode.ResourceExhausted, StatusCode.ResourceExhausted), (sent.StatusCode, received.StatusCode));
    }

    [Fact]
    public void A_client_without_an_address_says_so()
    {
        var services = new ServiceCollection();
        services.AddGrpcClient<Echo.EchoClient>(_ => { });
        using var provider = services.BuildServiceProvider();
        var e = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<Echo.EchoClient>());
        Assert.Contains("EchoClient", e.Message, StringComparison.Ordinal);
    }

    sealed class Counter(Action count) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            count();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
