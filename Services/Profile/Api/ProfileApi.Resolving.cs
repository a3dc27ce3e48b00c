using Microsoft.EntityFrameworkCore;
using Social.Messaging;
using Social.Messaging.DeletedUsers;
using Social.Profiles.Data;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Profiles.Api;

// What every change of relations begins with. Locks are taken in one order everywhere: who is not gone, then aggregates, then rows.
public sealed partial class ProfileApi
{
    /// <summary>
    /// The people behind the names, none of whom can go until the transaction ends; the caller's aggregate is locked, and with
    /// <paramref name="both"/> the others' too, for changes that publish in their name. Events about a follow are keyed by the
    /// follower, so that a follow and the unfollow after it keep their order.
    /// </summary>
    async Task<Other[]> ResolveAndLockAsync(Guid me, IEnumerable<string> usernames, string verb, bool both, CancellationToken stop)
    {
        var names = usernames.Select(Username.Normal).Distinct().ToArray();
        var valid = names.Where(Username.IsValid).ToArray();
        var found = await db
            .Profiles.Where(p => p.Id == me || valid.Contains(p.Username))
            .Select(p => new Other(p.Id, p.Username))
            .ToListAsync(stop);
        var gone = await db.LockAndFindDeletedUsersAsync(found.Select(p => p.Id).Append(me), stop);
        EnsureAccountExists(me, gone);
        if (found.All(p => p.Id != me))
            throw Nobody();
        if (found.Any(p => p.Id == me && names.Contains(p.Username)))
            throw new FaultException(Fault.Invalid, "username", $"You cannot {verb} yourself.");
        var others = found.Where(p => p.Id != me && !gone.Contains(p.Id)).ToArray();
        EnsureNoneMissing(names.Except(others.Select(p => p.Username)));
        await db.LockAsync(both ? others.Select(p => p.Id).Append(me) : [me], stop);
        return others;
    }

    /// <summary>
    /// Refuses those who blocked the caller, as though they were not there, and with <paramref name="mine"/> those whom the caller
    /// blocks. Where rows are locked this is asked after that, in a statement of its own: only so it sees a block that was waited for.
    /// </summary>
    async Task EnsureNotBlockedAsync(Guid me, Other[] others, bool mine, CancellationToken stop)
    {
        var ids = Array.ConvertAll(others, o => o.Id);
        var blocks = await db
            .Blocks.AsNoTracking()
            .Where(b => (b.BlockedId == me && ids.Contains(b.BlockerId)) || (b.BlockerId == me && ids.Contains(b.BlockedId)))
            .ToListAsync(stop);
        EnsureNoneMissing(others.Where(o => blocks.Any(b => b.BlockerId == o.Id)).Select(o => o.Username));
        if (mine && others.Where(o => blocks.Any(b => b.BlockedId == o.Id)).Select(o => o.Username).ToArray() is { Length: > 0 } blocked)
            throw new FaultException(Fault.Conflict, "username", $"You block {string.Join(", ", blocked)}. Unblock them first.");
    }

    static void EnsureNoneMissing(IEnumerable<string> missing)
    {
        // A blank name is missing as well, and is shown by its quotes.
        string[] names = [.. missing.Select(name => name.Length == 0 ? "\"\"" : Graphemes.Cut(name, Username.MaxLength))];
        if (names.Length > 0)
            throw new FaultException(Fault.NotFound, "username", $"Nobody is called {string.Join(", ", names)}.");
    }

    /// <summary>A token outlives its account by some seconds; what it is still good for must leave nothing behind.</summary>
    static void EnsureAccountExists(Guid me, IReadOnlySet<Guid> gone)
    {
        if (gone.Contains(me))
            throw new FaultException(Fault.Unauthenticated, "This account was deleted.");
    }

    sealed record Other(Guid Id, string Username);
}
