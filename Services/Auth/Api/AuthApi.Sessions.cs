using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Auth.Data;
using Social.Auth.Passwords;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Auth.Api;

public sealed partial class AuthApi
{
    [InternalOnly]
    public override async Task<SessionReply> LogIn(LogInRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var name = Account.Normalize(request.Username);
        if (name.Length is 0 or > Account.MaxEmail || name.Any(char.IsControl) || request.Password.Length is 0 or > PasswordHash.MaxInput)
            throw Wrong();
        var account = await FindAsync(name, stop);
        var tried = await throttle.BeginAsync(account?.Id, name, request.Address, stop);
        var match = await passwords.VerifyAsync(request.Password, account?.PasswordHash, stop);
        if (match == PasswordMatch.Wrong || account is null)
            throw Wrong();
        var fresh = match == PasswordMatch.Outdated ? await passwords.HashAsync(request.Password, stop) : null;

        await using var work = await db.BeginAsync(stop);
        // Who changes the password or deletes the account ends the sessions they see: this one comes before or not at all.
        account = await LockAsync(account, stop);
        account.PasswordHash = fresh ?? account.PasswordHash;
        var reply = await sessions.OpenAsync(account.Id, request.Device, stop);
        await db.SaveChangesAsync(stop);
        await throttle.SucceedAsync(tried, account.Id, stop);
        await work.CommitAsync(stop);
        return reply;
    }

    [InternalOnly]
    public override Task<SessionReply> Refresh(RefreshRequest request, ServerCallContext context) =>
        sessions.ContinueAsync(request.RefreshToken, context.CancellationToken);

    /// <summary>Ends the session of the access token.</summary>
    public override async Task<LogOutReply> LogOut(LogOutRequest request, ServerCallContext context)
    {
        await sessions.EndAsync(context.CallerId(), context.SessionId(), context.CancellationToken);
        return new();
    }

    public override async Task<SessionPage> ListSessions(ListSessionsRequest request, ServerCallContext context)
    {
        var (me, stop, now) = (context.CallerId(), context.CancellationToken, clock.GetUtcNow());
        var (limit, before) = (Paging.Limit(request.Limit), Paging.ReadId(request.Cursor));
        await MineAsync(me, stop);
        var open = await db
            .Sessions.AsNoTracking()
            .Where(s => s.AccountId == me && s.ExpiresAt > now && (before == null || s.Id < before))
            .OrderByDescending(s => s.Id)
            .Take(limit + 1)
            .ToListAsync(stop);
        var page = open.Take(limit).ToList();
        var current = context.SessionId();
        return new()
        {
            Sessions = { page.Select(s => View(s, s.Id == current)) },
            Next = open.Count > page.Count ? Paging.ToCursor(page[^1].Id) : "",
        };
    }

    public override async Task<EndSessionReply> EndSession(EndSessionRequest request, ServerCallContext context)
    {
        var ended = Guid.TryParse(request.SessionId, out var session)
            ? await sessions.EndAsync(context.CallerId(), session, context.CancellationToken)
            : 0;
        return ended > 0 ? new() : throw new FaultException(Fault.NotFound, "You have no such session.");
    }

    public override async Task<EndOtherSessionsReply> EndOtherSessions(EndOtherSessionsRequest request, ServerCallContext context)
    {
        await sessions.EndOthersAsync(context.CallerId(), context.SessionId(), context.CancellationToken);
        return new();
    }

    Task<Account?> FindAsync(string name, CancellationToken stop) =>
        name.Contains('@', StringComparison.Ordinal)
            ? db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Email == name, stop)
            : db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Username == name, stop);

    static SessionView View(Session session, bool current) =>
        new()
        {
            Id = session.Id.ToString(),
            Device = session.Device,
            CreatedAt = session.CreatedAt.ToTimestamp(),
            LastUsedAt = session.LastUsedAt.ToTimestamp(),
            Current = current,
        };

    // One answer for both, so that nobody learns which names exist.
    static FaultException Wrong() => new(Fault.Unauthenticated, "The name or the password is wrong.");
}
