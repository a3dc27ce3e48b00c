using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.Tests.ServiceDefaults.Processes;

namespace Social.Tests.ServiceDefaults.Identity;

public sealed class ServiceTokenTests : IAsyncLifetime
{
    readonly Keys keys = new();
    Process service = null!;

    public async ValueTask InitializeAsync() => service = await Process.ServeAsync("Post", keys, new Posts());

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        keys.Dispose();
    }

    [Fact]
    public async Task A_service_calls_what_is_internal()
    {
        await using var caller = await Process.CallAsync<PostService.PostServiceClient>("Feed", Names.Post, keys, service.Rpc);
        await caller.Get<PostService.PostServiceClient>().CountByAuthorsAsync(new());
    }

    [Fact]
    public async Task A_service_is_nobody_where_a_person_is_asked_for()
    {
        await using var caller = await Process.CallAsync<PostService.PostServiceClient>("Feed", Names.Post, keys, service.Rpc);
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await caller.Get<PostService.PostServiceClient>().ListByAuthorAsync(new())
        );
        Assert.Equal(Fault.Unauthenticated, refused.ToFault()?.Fault);
    }

    [Fact]
    public async Task A_token_made_for_another_service_does_not_open_this_one()
    {
        // The client believes that it calls Profile; whoever holds such a token must not get further with it.
        await using var caller = await Process.CallAsync<PostService.PostServiceClient>("Feed", Names.Profile, keys, service.Rpc);
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await caller.Get<PostService.PostServiceClient>().CountByAuthorsAsync(new())
        );
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Theory]
    [InlineData(30, Process.Secret, StatusCode.OK)]
    [InlineData(-10, Process.Secret, StatusCode.Unauthenticated)]
    [InlineData(3600, Process.Secret, StatusCode.Unauthenticated)]
    [InlineData(30, "another secret of at least thirty-two characters", StatusCode.Unauthenticated)]
    public async Task It_is_good_for_a_minute_and_under_one_secret(int seconds, string secret, StatusCode expected)
    {
        var content = $"feed.post.{DateTimeOffset.UtcNow.ToUnixTimeSeconds() + seconds}";
        var key = new TokensOptions { ServiceSecret = secret }.DeriveKey("service token v1");
        var mac = Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(content)));
        Assert.Equal(expected, await StatusOfAsync($"Service {content}.{mac}"));
        Assert.Equal(StatusCode.Unauthenticated, await StatusOfAsync($"Bearer {content}.{mac}"));
        Assert.Equal(StatusCode.Unauthenticated, await StatusOfAsync($"Service auth{content[4..]}.{mac}"));
        Assert.Equal(StatusCode.Unauthenticated, await StatusOfAsync($"Service {content}.{mac[..^1]}"));
    }

    async Task<StatusCode> StatusOfAsync(string authorization)
    {
        using var channel = service.Bare();
        try
        {
            await new PostService.PostServiceClient(channel).CountByAuthorsAsync(
                new(),
                new Metadata { { "authorization", authorization } }
            );
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }
}
