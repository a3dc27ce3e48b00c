using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
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
        Assert.Equal(PasswordMatch.Right, PasswordHash.Verify(Good, hash));
        Assert.Equal(PasswordMatch.Wrong, PasswordHash.Verify(Good + " ", hash));
        Assert.NotEqual(hash, PasswordHash.Create(Good));
        Assert.Equal(PasswordMatch.Outdated, PasswordHash.Verify(Good, HashAsTyped(Good, 100_000)));
    }

    [Theory]
    [InlineData("e\u0301toile filante", "\u00e9toile filante")]
    [InlineData("\u1112\u1161\u11ab\u1100\u1173\u11af \u1107\u1175\u1106\u1175\u11af", "\ud55c\uae00 \ube44\ubc00")]
    [InlineData("caf\u00e9\u00a0au\u2003lait", "caf\u00e9 au lait")]
    [InlineData("\u212bngstr\u00f6m 1814", "\u00e5ngstr\u00f6m 1814", false)]
    [InlineData("\u212bngstr\u00f6m 1814", "\u00c5ngstr\u00f6m 1814")]
    [InlineData("\uff43orrect horse", "correct horse", false)]
    [InlineData("Correct horse", "correct horse", false)]
    public void A_password_is_the_same_on_every_keyboard(string typed, string elsewhere, bool same = true)
    {
        var right = same ? PasswordMatch.Right : PasswordMatch.Wrong;
        Assert.Equal(right, PasswordHash.Verify(elsewhere, PasswordHash.Create(typed)));
        Assert.Equal(right, PasswordHash.Verify(typed, PasswordHash.Create(elsewhere)));
    }

    [Theory]
    [InlineData("e\u0301toile filante")]
    [InlineData("caf\u00e9\u00a0au lait")]
    public void A_password_hashed_as_it_was_typed_stays_valid(string typed) =>
        Assert.Equal(PasswordMatch.Outdated, PasswordHash.Verify(typed, HashAsTyped(typed, PasswordHash.Rounds)));

    [Theory]
    [InlineData("\ud83d\udd11\ud83d\udd12\ud83d\udd13\ud83d\udddd\ud83d\udc0e")]
    [InlineData("e\u0301e\u0301e\u0301e\u0301e\u0301")]
    [InlineData("a tab\tinside it")]
    public void Characters_are_counted_and_controls_refused(string password) => Assert.NotNull(PasswordHash.Validate(password));

    static string HashAsTyped(string password, int rounds)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, rounds, HashAlgorithmName.SHA512, 32);
        return $"$pbkdf2-sha512${rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";
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
        Assert.Equal(PasswordMatch.Wrong, await work.VerifyAsync(Good, null, TestContext.Current.CancellationToken));
        Assert.Equal(PasswordMatch.Right, await work.VerifyAsync(Good, await first, TestContext.Current.CancellationToken));
    }

    static TimeSpan Shorter(TimeSpan known, string hash)
    {
        var started = Stopwatch.GetTimestamp();
        PasswordHash.Verify("not the password", hash);
        var took = Stopwatch.GetElapsedTime(started);
        return took < known ? took : known;
    }
}
