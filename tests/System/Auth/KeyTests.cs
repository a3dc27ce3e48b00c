using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Runtime;

namespace Social.Tests.WholeSystem.Auth;

/// <summary>The keys that sign access tokens: published, and changed without anyone being logged out.</summary>
public sealed class KeyTests(SystemFixture system)
{
    static readonly TimeSpan Announced = TimeSpan.FromSeconds(5);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    sealed record Key(string Kty, string Crv, string Alg, string Use, string Kid, string X, string Y);

    sealed record KeySet(IReadOnlyList<Key> Keys);

    [Fact]
    public async Task Anybody_can_verify_a_token_with_the_published_keys()
    {
        using var answer = await system.Api.GetAsync("/.well-known/jwks.json", Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl is { Public: true, MaxAge.TotalSeconds: > 0 });
        var keys = (await answer.Content.ReadFromJsonAsync<KeySet>(Stop))!.Keys;
        Assert.All(keys, key => Assert.Equal(("EC", "P-256", "ES256", "sig"), (key.Kty, key.Crv, key.Alg, key.Use)));

        var token = (await system.RegisterAsync("reader")).Session.AccessToken.Split('.');
        var signer = Assert.Single(keys, key => key.Kid == KidOf(token[0]));
        using var ecdsa = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Base64Url.DecodeFromChars(signer.X), Y = Base64Url.DecodeFromChars(signer.Y) },
            }
        );
        var signature = Base64Url.DecodeFromChars(token[2]);
        Assert.True(ecdsa.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), signature, HashAlgorithmName.SHA256));
        Assert.False(ecdsa.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}x"), signature, HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task A_new_key_is_announced_before_it_signs_and_nobody_is_logged_out()
    {
        var before = await system.RegisterAsync("rotator");
        var old = KidOf(before.Session.AccessToken);
        var known = await KidsAsync();
        var started = Stopwatch.GetTimestamp();
        await RotateAsync();

        // Announced: everyone may read it, and it does not sign yet.
        await SystemFixture.EventuallyAsync(async () => (await KidsAsync()).Count > known.Count, TimeSpan.FromSeconds(5));
        var next = Assert.Single((await KidsAsync()).Except(known));
        var meanwhile = await system.LogInAsync(before.Username, "meanwhile");
        if (Stopwatch.GetElapsedTime(started) < Announced)
            Assert.Equal(old, KidOf(meanwhile.Session.AccessToken));

        Person? after = null;
        await SystemFixture.EventuallyAsync(
            async () =>
            {
                after = await system.LogInAsync(before.Username, "after");
                return KidOf(after.Session.AccessToken) == next;
            },
            Announced + TimeSpan.FromSeconds(10)
        );
        Assert.Contains(old, await KidsAsync());
        Person[] all = [before, meanwhile, after!];
        foreach (var person in all)
        {
            // In a service, too, not only at the gateway.
            Assert.Equal(HttpStatusCode.OK, await person.AskAsync(HttpMethod.Get, "/api/auth/sessions").StatusAsync());
            Assert.Equal(HttpStatusCode.OK, await person.AskAsync(HttpMethod.Get, "/api/feed").StatusAsync());
            Assert.Equal(HttpStatusCode.OK, await system.RefreshingAsync(person));
        }
    }

    async Task<List<string>> KidsAsync() =>
        [.. (await system.Api.GetFromJsonAsync<KeySet>("/.well-known/jwks.json", Stop))!.Keys.Select(key => key.Kid)];

    /// <summary>The command by which an operator has the next key made now, with a shorter announcement.</summary>
    Task<string> RotateAsync() => ServiceProgram.RunAsync(system, "auth", "rotate", ("Keys__Announce", Announced.ToString()));

    /// <summary>The key that a token, or its header, names.</summary>
    static string KidOf(string token)
    {
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[0]));
        return header.RootElement.GetProperty("kid").GetString()!;
    }
}
