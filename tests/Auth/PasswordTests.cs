using System.Diagnostics;
using Microsoft.Extensions.Options;
using Social.Auth.Passwords;
using Social.ServiceDefaults.Errors;

namespace Social.Tests.Auth;

/// <summary>What is taken as a password, what it costs to check one, and how much of that is done at once.</summary>
public sealed class PasswordTests
{
    const string Good = "correct horse battery";

    [Theory]
    [InlineData("123456")]
    [InlineData("qwertyuiop")]
    [InlineData("QWERTYuiop")]
    [InlineData("1q2w3e4r5t")]
    [InlineData("password1234")]
    [InlineData("Liverpool!!")]
    [InlineData("superman2024")]
    [InlineData("monkeymonkey")]
    public void What_everybody_takes_is_common(string password) => Assert.True(CommonPasswords.Include(password));

    [Theory]
    [InlineData(Good)]
    [InlineData("password is not it")]
    [InlineData("dragon82734619")]
    [InlineData("xkjd-qpwo-1823")]
    [InlineData("пароль не угадать")]
    public void What_nobody_else_takes_is_not(string password) => Assert.False(CommonPasswords.Include(password));

    [Fact]
    public void A_hash_recognises_its_password_alone()
    {
        var hash = PasswordHash.Create(Good);
        Assert.True(PasswordHash.Verify(Good, hash));
        Assert.False(PasswordHash.Verify(Good + " ", hash));
        Assert.NotEqual(hash, PasswordHash.Create(Good));
        Assert.False(PasswordHash.IsOutdated(hash));
        Assert.True(PasswordHash.IsOutdated(hash.Replace("$210000$", "$100000$", StringComparison.Ordinal)));
    }

    [Fact]
    public void Nobodys_hash_and_an_old_one_cost_what_a_hash_costs()
    {
        var today = PasswordHash.Create(Good);
        var old = today.Replace($"${PasswordHash.Rounds}$", "$1000$", StringComparison.Ordinal);
        var (usual, decoy, outdated) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue);
        // By turns, so that whatever else this machine does is in the way of each.
        for (var turn = 0; turn < 5; turn++)
        {
            usual = Shorter(usual, today);
            decoy = Shorter(decoy, PasswordHash.Decoy);
            outdated = Shorter(outdated, old);
        }
        // Without the work they would take less than a hundredth.
        Assert.InRange(decoy, usual / 5, TimeSpan.MaxValue);
        Assert.InRange(outdated, usual / 5, TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Whoever_comes_when_the_queue_is_full_is_told_to_come_later_and_later_it_works()
    {
        using var work = new PasswordHashingQueue(Options.Create(new PasswordOptions { AtOnce = 1, Queue = 1 }));
        using var impatience = new CancellationTokenSource();
        var first = work.HashAsync(Good, TestContext.Current.CancellationToken);
        var second = work.VerifyAsync(Good, null, impatience.Token);
        var refusal = await Assert.ThrowsAsync<FaultException>(() => work.HashAsync(Good, TestContext.Current.CancellationToken));
        Assert.Equal(Fault.Unavailable, refusal.Fault);
        Assert.True(refusal.RetryAfter > TimeSpan.Zero);

        // Who gives up waiting gives the place to another.
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(await work.VerifyAsync(Good, null, TestContext.Current.CancellationToken));
        Assert.True(await work.VerifyAsync(Good, await first, TestContext.Current.CancellationToken));
    }

    static TimeSpan Shorter(TimeSpan known, string hash)
    {
        var started = Stopwatch.GetTimestamp();
        PasswordHash.Verify("not the password", hash);
        var took = Stopwatch.GetElapsedTime(started);
        return took < known ? took : known;
    }
}
