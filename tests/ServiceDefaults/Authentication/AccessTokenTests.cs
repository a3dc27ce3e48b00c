using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Social.Contracts;
using Social.Tests.ServiceDefaults.Processes;

namespace Social.Tests.ServiceDefaults.Authentication;

public sealed class AccessTokenTests : IAsyncLifetime
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
    public async Task A_good_token_tells_who_calls()
    {
        var me = Guid.NewGuid();
        Assert.Equal(me.ToString(), await WhoAsync($"Bearer {keys.Token(me, Guid.NewGuid())}"));
        // The second time it is remembered, not verified.
        Assert.Equal(me.ToString(), await WhoAsync($"Bearer {keys.Token(me, Guid.NewGuid())}"));
    }

    [Fact]
    public async Task A_token_built_by_hand_passes_when_nothing_is_wrong_with_it() => await WhoAsync($"Bearer {new Jwt().Sign(keys.Pair)}");

    [Fact]
    public async Task Without_a_token_nothing_is_served() => await RefusedAsync(null);

    public static TheoryData<string> Confusions => [.. Confused.Keys];

    static readonly Dictionary<string, Func<Jwt, ECDsa, string>> Confused = new()
    {
        ["no algorithm, no signature"] = (jwt, _) => With(jwt, "alg", "none").Content + ".",
        ["no algorithm, a good signature"] = (jwt, key) => With(jwt, "alg", "none").Sign(key),
        ["the public key as an HMAC secret"] = (jwt, key) =>
            With(jwt, "alg", "HS256").Sign(content => HMACSHA256.HashData(key.ExportSubjectPublicKeyInfo(), content)),
        ["an HMAC as long as a signature"] = (jwt, key) =>
            jwt.Sign(content => HMACSHA512.HashData(key.ExportSubjectPublicKeyInfo(), content)),
        ["another algorithm's name"] = (jwt, key) => With(jwt, "alg", "ES384").Sign(key),
        ["the algorithm in lower case"] = (jwt, key) => With(jwt, "alg", "es256").Sign(key),
        ["another key"] = (jwt, _) =>
        {
            using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return jwt.Sign(other);
        },
        ["an unknown key id"] = (jwt, key) => With(jwt, "kid", "key-2").Sign(key),
        ["no key id"] = (jwt, key) => With(jwt, "kid", null).Sign(key),
        ["a key brought along"] = (jwt, key) => With(jwt, "jwk", "{}").Sign(key),
        ["a critical extension"] = (jwt, key) => With(jwt, "crit", "b64").Sign(key),
        ["another issuer"] = (jwt, key) => Say(jwt, "iss", "someone").Sign(key),
        ["another audience"] = (jwt, key) => Say(jwt, "aud", "someone").Sign(key),
        ["no subject"] = (jwt, key) => Say(jwt, "sub", null).Sign(key),
        ["no session"] = (jwt, key) => Say(jwt, "sid", null).Sign(key),
        ["over"] = (jwt, key) => Say(jwt, "exp", DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 6).Sign(key),
        ["no end"] = (jwt, key) => Say(jwt, "exp", null).Sign(key),
        ["an end that is no number"] = (jwt, key) => Say(jwt, "exp", "9999999999").Sign(key),
        ["not yet"] = (jwt, key) => Say(jwt, "nbf", DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60).Sign(key),
        ["another's name under a good signature"] = (jwt, key) =>
        {
            var parts = jwt.Sign(key).Split('.');
            return $"{parts[0]}.{Jwt.Part(Say(jwt, "sub", Guid.NewGuid().ToString()).Payload.ToJsonString())}.{parts[2]}";
        },
        ["a claim said twice"] = (jwt, key) =>
        {
            var twice = Jwt.Part("{\"sub\":\"" + Guid.NewGuid() + "\"," + jwt.Payload.ToJsonString()[1..]);
            var content = $"{Jwt.Part(jwt.Header.ToJsonString())}.{twice}";
            return $"{content}.{System.Buffers.Text.Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256))}";
        },
        ["a signature cut short"] = (jwt, key) => jwt.Sign(key)[..^1],
        ["a signature with more after it"] = (jwt, key) => jwt.Sign(key) + "AA",
        ["a signature in the other encoding"] = (jwt, key) => jwt.Sign(key, DSASignatureFormat.Rfc3279DerSequence),
        ["a signature of zeros"] = (jwt, _) => jwt.Sign(_ => new byte[64]),
        ["padding"] = (jwt, key) => jwt.Sign(key) + "==",
        ["white space"] = (jwt, key) => jwt.Sign(key).Insert(5, "\t"),
        ["four parts"] = (jwt, key) => jwt.Sign(key) + ".AA",
        ["more bytes than a token has"] = (jwt, key) => Say(jwt, "pad", new string('x', 2_000)).Sign(key),
        ["no JSON"] = (_, _) => $"{Jwt.Part("alg=ES256")}.{Jwt.Part("sub=1")}.{new string('A', 86)}",
        ["nothing"] = (_, _) => "",
    };

    [Theory]
    [MemberData(nameof(Confusions))]
    public Task A_confused_token_is_refused(string what) => RefusedAsync($"Bearer {Confused[what](new(), keys.Pair)}");

    [Fact]
    public Task A_persons_token_is_no_services_token() => RefusedAsync($"Service {new Jwt().Sign(keys.Pair)}");

    [Fact]
    public async Task A_session_that_ended_ends_its_tokens_within_seconds_everywhere()
    {
        var session = Guid.NewGuid();
        var token = $"Bearer {keys.Token(Guid.NewGuid(), session)}";
        await WhoAsync(token);
        keys.Revoke(session);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await IsServedAsync(token))
            await Task.Delay(100, patience.Token);
    }

    [Fact]
    public async Task What_is_internal_is_not_for_people()
    {
        using var channel = service.Bare();
        var client = new PostService.PostServiceClient(channel);
        var headers = new Metadata { { "authorization", $"Bearer {keys.Token(Guid.NewGuid(), Guid.NewGuid())}" } };
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.CountByAuthorsAsync(new(), headers));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    async Task<string> WhoAsync(string? authorization)
    {
        using var channel = service.Bare();
        Metadata headers = [];
        if (authorization is not null)
            headers.Add("authorization", authorization);
        return (await new PostService.PostServiceClient(channel).GetPostsAsync(new(), headers)).Posts.Single().AuthorId;
    }

    async Task RefusedAsync(string? authorization)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => WhoAsync(authorization));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    async Task<bool> IsServedAsync(string authorization)
    {
        try
        {
            await WhoAsync(authorization);
            return true;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unauthenticated)
        {
            return false;
        }
    }

    static Jwt With(Jwt jwt, string name, string? value)
    {
        jwt.Header.Remove(name);
        if (value is not null)
            jwt.Header[name] = value;
        return jwt;
    }

    static Jwt Say(Jwt jwt, string name, System.Text.Json.Nodes.JsonNode? value)
    {
        jwt.Payload.Remove(name);
        if (value is not null)
            jwt.Payload[name] = value;
        return jwt;
    }
}
