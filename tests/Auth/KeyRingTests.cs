using Social.Auth.Data;
using Social.Auth.Keys;
using Social.ServiceDefaults.Authentication;

namespace Social.Tests.Auth;

/// <summary>Which key does what as time passes.</summary>
public sealed class KeyRingTests
{
    static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly TimeSpan Month = TimeSpan.FromDays(30);
    static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    readonly SigningKey first = Key("first", Start);
    readonly SigningKey next = Key("next", Start + Month + TimeSpan.FromHours(1));

    [Fact]
    public void A_new_key_signs_from_its_time_on_and_not_before()
    {
        Assert.Null(KeyRing.Signer([first], Start - Moment));
        Assert.Equal("first", KeyRing.Signer([next, first], next.SignsFrom - Moment)!.Id);
        Assert.Equal("next", KeyRing.Signer([first, next], next.SignsFrom)!.Id);
    }

    [Fact]
    public void The_next_key_is_due_once_the_last_is_old()
    {
        Assert.True(KeyRing.IsDue([], Start, Month));
        Assert.False(KeyRing.IsDue([first], Start + Month - Moment, Month));
        Assert.True(KeyRing.IsDue([first], Start + Month, Month));
        // While one waits for its time no other is made.
        Assert.False(KeyRing.IsDue([first, next], Start + Month + Moment, Month));
    }

    [Fact]
    public void An_old_key_is_kept_until_its_last_token_is_dead()
    {
        var last = next.SignsFrom + AccessToken.Lifetime + AccessToken.Skew;
        Assert.Empty(KeyRing.Expired([first, next], last));
        Assert.Equal(first, Assert.Single(KeyRing.Expired([first, next], last + TimeSpan.FromMinutes(5))));
        Assert.Empty(KeyRing.Expired([first], Start + (100 * Month)));
    }

    [Fact]
    public void A_key_that_waits_for_its_time_buries_nobody() => Assert.Empty(KeyRing.Expired([first, next], next.SignsFrom - Moment));

    static SigningKey Key(string id, DateTimeOffset from) =>
        new()
        {
            Id = id,
            X = [],
            Y = [],
            EncryptedPrivate = [],
            CreatedAt = from,
            SignsFrom = from,
        };
}
