using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.GrpcClients;
using Social.Tests.ServiceDefaults.Processes;

namespace Social.Tests.ServiceDefaults.GrpcClients;

/// <summary>The standard resilience handler sits on plain HTTP clients and on no gRPC client.</summary>
public sealed class HttpClientTests : IAsyncLifetime
{
    readonly Keys keys = new();
    int requests;
    Process failing = null!;
    Process caller = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        failing = await Process.ServeAsync(
            "Post",
            keys,
            new Posts(),
            use: app =>
                app.Run(context =>
                {
                    Interlocked.Increment(ref requests);
                    context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                    return Task.CompletedTask;
                })
        );
        caller = await Process.ServeAsync(
            "Feed",
            keys,
            new Posts(),
            builder =>
            {
                builder.AddServiceClient<PostService.PostServiceClient>(Names.Post);
                // So that a test need not wait for seconds between attempts.
                builder.Services.ConfigureAll<HttpStandardResilienceOptions>(options =>
                    options.Retry.Delay = TimeSpan.FromMilliseconds(10)
                );
            },
            settings: new Dictionary<string, string?>([
                .. Process.Addresses(Names.Post, failing.Rpc),
                new("services:post:http:0", failing.Http.ToString()),
            ])
        );
        requests = 0;
    }

    public async ValueTask DisposeAsync()
    {
        await caller.DisposeAsync();
        await failing.DisposeAsync();
        keys.Dispose();
    }

    [Fact]
    public async Task A_read_over_plain_HTTP_is_retried_and_a_write_is_sent_once()
    {
        using var http = caller.Get<IHttpClientFactory>().CreateClient();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("http://post/some", Stop)).StatusCode);
        Assert.Equal(4, requests);

        requests = 0;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.PostAsync("http://post/some", content: null, Stop)).StatusCode);
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task A_failing_write_over_gRPC_is_sent_once()
    {
        var client = caller.Get<PostService.PostServiceClient>();
        await Assert.ThrowsAsync<RpcException>(async () => await client.DeletePostAsync(new(), cancellationToken: Stop));
        Assert.Equal(1, requests);
    }

    [Fact]
    public void Nothing_stands_between_a_gRPC_client_and_the_balancer()
    {
        var plain = Chain(nameof(HttpClient));
        Assert.Contains(plain, handler => handler is ResilienceHandler);

        // The factory's own, which keeps the chain alive, and then the balancer and its connections.
        var grpc = Chain(nameof(PostService.PostServiceClient));
        Assert.Collection(
            grpc,
            handler => Assert.StartsWith("LifetimeTracking", handler.GetType().Name, StringComparison.Ordinal),
            handler => Assert.IsType<Balancer>(handler),
            handler => Assert.IsType<SocketsHttpHandler>(handler)
        );
    }

    List<HttpMessageHandler> Chain(string client)
    {
        List<HttpMessageHandler> chain = [];
        for (var next = caller.Get<IHttpMessageHandlerFactory>().CreateHandler(client); next is not null; )
        {
            chain.Add(next);
            next = (next as DelegatingHandler)?.InnerHandler;
        }
        return chain;
    }
}
