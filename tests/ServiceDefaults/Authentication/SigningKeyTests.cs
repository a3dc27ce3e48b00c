using System.Collections.Concurrent;
using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Social.Contracts;
using Social.ServiceDefaults.Authentication;
using Social.Tests.ServiceDefaults.Processes;

namespace Social.Tests.ServiceDefaults.Authentication;

/// <summary>Keys that are not there yet, and keys that are there no longer.</summary>
public sealed class SigningKeyTests
{
    [Fact]
    public async Task Rotated_keys_are_neither_kept_nor_disposed_of_while_they_are_used()
    {
        var pairs = new ConcurrentBag<WeakReference>();
        var now = DateTimeOffset.UtcNow;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 200),
            TestContext.Current.CancellationToken,
            async (i, _) =>
            {
                using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                pairs.Add(new(pair));
                var token = new AccessToken(Guid.NewGuid(), Guid.NewGuid(), now, now + AccessToken.Lifetime);
                var text = token.Sign($"key-{i}", pair);
                var keys = new Dictionary<string, ECParameters> { [$"key-{i}"] = pair.ExportParameters(false) };
                var read = await AccessToken.VerifyAsync(text, keys, now);
                Assert.Equal((token.UserId, token.SessionId), (read!.UserId, read.SessionId));
                // Another key under the same id: nothing of the first one is remembered.
                using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                keys[$"key-{i}"] = other.ExportParameters(false);
                Assert.Null(await AccessToken.VerifyAsync(text, keys, now));
            }
        );
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.InRange(pairs.Count(pair => pair.IsAlive), 0, 20);
    }

    [Fact]
    public async Task A_token_that_nobody_can_judge_yet_is_no_wrong_token()
    {
        using var keys = new Keys();
        await using var process = await Process.ServeAsync(
            "Post",
            keys,
            new Posts(),
            builder => builder.Services.AddSingleton<IKeySource>(new Silent())
        );
        using var channel = process.Bare();
        var headers = new Metadata { { "authorization", $"Bearer {keys.Token(Guid.NewGuid(), Guid.NewGuid())}" } };
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await new PostService.PostServiceClient(channel).GetPostsAsync(new(), headers)
        );
        // Unauthenticated would make browsers throw their session away.
        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
    }

    /// <summary>Auth that does not answer.</summary>
    sealed class Silent : IKeySource
    {
        public async Task<TrustView> GetAsync(CancellationToken stop)
        {
            await Task.Delay(Timeout.Infinite, stop);
            return new();
        }
    }
}
