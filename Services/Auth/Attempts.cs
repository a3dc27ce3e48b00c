using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Social.Auth.Data;
using Social.ServiceDefaults;

namespace Social.Auth;

/// <summary>
/// Slows down whoever guesses passwords: after five failures for one account from one address each further try must wait twice as
/// long, up to a quarter of an hour. The account's owner, elsewhere, is not held up.
/// </summary>
public sealed class Attempts(AuthDbContext db, TimeProvider clock)
{
    /// <summary>Without any try for so long, earlier ones are forgotten.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(30);

    const int Free = 5;
    const int FirstWait = 2;
    const int LongestWait = 900;

    /// <summary>Counts a try before its password is looked at, so that many at once are many.</summary>
    /// <exception cref="FaultException"><see cref="Fault.TooMany"/> while this account and address have to wait.</exception>
    public async Task BeginAsync(string name, string address, CancellationToken stop)
    {
        var (key, now) = (Key(name, address), clock.GetUtcNow());
        var until = await db.Attempts.Where(a => a.Key == key).Select(a => a.BlockedUntil).SingleOrDefaultAsync(stop);
        if (until > now)
            throw new FaultException(Fault.TooMany, "Too many wrong passwords. Wait before you try again.") { RetryAfter = until - now };
        var forget = now - Memory;
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into attempts as a (key, count, last_at, blocked_until) values ({key}, 1, {now}, {now})
            on conflict (key) do update set
                count = case when a.last_at < {forget} then 1 else least(a.count, 100) + 1 end,
                last_at = {now},
                blocked_until = case
                    when a.last_at < {forget} or a.count + 1 < {Free} then {now}
                    else {now} + least({FirstWait} * power(2, least(a.count + 1 - {Free}, 20)), {LongestWait}) * interval '1 second'
                end
            """,
            stop
        );
    }

    /// <summary>The password was right: what was wrong before is forgiven.</summary>
    public Task ForgiveAsync(string name, string address, CancellationToken stop)
    {
        var key = Key(name, address);
        return db.Attempts.Where(a => a.Key == key).ExecuteDeleteAsync(stop);
    }

    static byte[] Key(string name, string address) => SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{address}"));
}
