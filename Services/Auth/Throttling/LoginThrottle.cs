using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Auth.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Auth.Throttling;

/// <summary>
/// Throttles log-in attempts, by three counts: one name from one address, one name from everywhere, and one address for all
/// names. Past what is free each further try waits twice as long. Where the owner once came in only the first count holds them up, and
/// that for a minute at most: nobody elsewhere can lock them out.
/// </summary>
public sealed class LoginThrottle(AuthDbContext db, AttemptKeys keys, IOptions<ThrottleOptions> options, TimeProvider clock)
{
    /// <summary>Without any try for so long, earlier ones are forgotten.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(30);

    /// <summary>A count and what it costs: after <paramref name="Free"/> tries the first wait, then twice that, up to the longest; in seconds.</summary>
    sealed record Count(byte[] Key, byte[]? Name, int Free, int FirstWait, int LongestWait);

    /// <summary>Counts a try before its password is looked at, so that many at once are many.</summary>
    /// <param name="account">Null when nobody has that name: then all is done as if somebody had.</param>
    /// <exception cref="FaultException"><see cref="Fault.TooMany"/> while this name or this address has to wait.</exception>
    public async Task<Try> BeginAsync(Guid? account, string name, string address, CancellationToken stop)
    {
        var (owner, from) = (account ?? Guid.Empty, NetworkPrefix.From(address));
        var place = keys.OfKnown(owner, from);
        var known = await db.KnownAddresses.AnyAsync(a => a.AccountId == owner && a.Address == place, stop);
        foreach (var count in Counts(name, from, known))
            await CountAsync(count, stop);
        return new(name, from, known);
    }

    /// <summary>The password was right: what was wrong before is forgiven, and the account knows the address from now on.</summary>
    public async Task SucceedAsync(Try done, Guid account, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (pair, name, from) = (keys.OfPair(done.Name, done.From), keys.OfName(done.Name), keys.OfAddress(done.From));
        await db.Attempts.Where(a => a.Key == pair).ExecuteDeleteAsync(stop);
        // This try alone: an account of one's own must not wipe out what one tried on those of others.
        if (!done.Known)
            await db
                .Attempts.Where(a => a.Key == name || a.Key == from)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(a => a.Count, a => a.Count > 0 ? a.Count - 1 : 0).SetProperty(a => a.BlockedUntil, now),
                    stop
                );
        await RememberAsync(account, done.From, now, stop);
    }

    /// <summary>The account came to be at this address.</summary>
    public Task RememberAsync(Guid account, string address, CancellationToken stop) =>
        RememberAsync(account, NetworkPrefix.From(address), clock.GetUtcNow(), stop);

    /// <summary>Nothing stays of what was tried for a name.</summary>
    public Task ForgetAsync(string name, CancellationToken stop)
    {
        var key = keys.OfName(name);
        return db.Attempts.Where(a => a.Name == key).ExecuteDeleteAsync(stop);
    }

    IEnumerable<Count> Counts(string name, string from, bool known)
    {
        var allowed = options.Value;
        if (!known)
        {
            yield return new(keys.OfAddress(from), null, allowed.FreeTriesFromAddress, FirstWait: 2, LongestWait: 300);
            // Short, since whoever tries from many addresses would else keep the owner out of every new one.
            yield return new(keys.OfName(name), keys.OfName(name), allowed.FreeTriesOfName, FirstWait: 1, LongestWait: 30);
        }
        yield return new(keys.OfPair(name, from), keys.OfName(name), allowed.FreeTries, FirstWait: 2, LongestWait: known ? 60 : 900);
    }

    async Task CountAsync(Count count, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var forget = now - Memory;
        var counted = await db.Database.ExecuteSqlAsync(
            $"""
            insert into attempts as a (key, name, count, last_at, blocked_until) values ({count.Key}, {count.Name}, 1, {now}, {now})
            on conflict (key) do update set
                count = case when a.last_at < {forget} then 1 else least(a.count, 1000) + 1 end,
                last_at = {now},
                blocked_until = case
                    when a.last_at < {forget} or a.count + 1 < {count.Free} then {now}
                    else {now} + least({count.FirstWait} * power(2, least(a.count + 1 - {count.Free}, 20)), {count.LongestWait}) * interval '1 second'
                end
            where a.blocked_until <= {now}
            """,
            stop
        );
        if (counted > 0)
            return;
        var until = await db.Attempts.Where(a => a.Key == count.Key).Select(a => a.BlockedUntil).SingleOrDefaultAsync(stop);
        var wait = until > now ? until - now : TimeSpan.FromSeconds(1);
        throw new FaultException(Fault.TooMany, "Too many wrong passwords. Wait before you try again.") { RetryAfter = wait };
    }

    Task<int> RememberAsync(Guid account, string from, DateTimeOffset now, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into known_addresses (account_id, address, last_at) values ({account}, {keys.OfKnown(account, from)}, {now})
            on conflict (account_id, address) do update set last_at = excluded.last_at
            """,
            stop
        );
}

/// <summary>A counted try.</summary>
/// <param name="From">The address as it is counted.</param>
/// <param name="Known">Whether the account's owner once came in from there.</param>
public sealed record Try(string Name, string From, bool Known);
