using System.Security.Cryptography;
using Grpc.Core;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;
using Social.Tests.ServiceDefaults.Processes;

namespace Social.Tests.ServiceDefaults.Authentication;

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
        var key = new TokensOptions { ServiceSecret = secret }.DeriveKey("service token v1");
        var token = From("feed", seconds).Sign(content => HMACSHA256.HashData(key, content));
        var mac = token.Split('.')[2];
        Assert.Equal(expected, await StatusOfAsync($"Service {token}"));
        Assert.Equal(StatusCode.Unauthenticated, await StatusOfAsync($"Bearer {token}"));
        Assert.Equal(StatusCode.Unauthenticated, await StatusOfAsync($"Service {From("auth", seconds).Content}.{mac}"));
        Assert.Equal(StatusCode.Unauthenticated, await StatusOfAsync($"Service {token[..^1]}"));
    }

    /// <summary>A service token for Post built by hand.</summary>
    static Jwt From(string caller, int seconds)
    {
        var jwt = new Jwt();
        (jwt.Header["alg"], jwt.Header["kid"], jwt.Header["typ"]) = ("HS256", "service", "service+jwt");
        (jwt.Payload["iss"], jwt.Payload["aud"]) = (caller, "post");
        jwt.Payload["exp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + seconds;
        return jwt;
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
