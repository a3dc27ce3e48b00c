using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Auth.Data;
using Social.Auth.Keys;
using Social.Contracts;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Auth;

/// <summary>Opens, continues and ends sessions. Whoever changes one holds its row's lock, so its tokens follow one another.</summary>
public sealed partial class Sessions(AuthDbContext db, SigningKeys keys, TimeProvider clock, ILogger<Sessions> log)
{
    /// <summary>Adds a session with its first refresh token to what the caller saves.</summary>
    public async Task<SessionReply> OpenAsync(Guid account, string device, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var session = new Session
        {
            Id = Guid.CreateVersion7(now),
            AccountId = account,
            Device = Graphemes.Cut(device, Session.MaxDevice),
            CreatedAt = now,
            LastUsedAt = now,
            ExpiresAt = now + Session.Lifetime,
        };
        var (text, row) = RefreshToken.Issue(session.Id, now);
        db.AddRange(session, row);
        return await ReplyAsync(session, text, stop);
    }

    /// <summary>Spends a refresh token for the next pair.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Unauthenticated"/> when it is not good any more.</exception>
    public async Task<SessionReply> ContinueAsync(string text, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var work = await db.BeginAsync(stop);
        if (await LockAsync(text, stop) is not { } session || !session.IsOpen(now))
            throw Over();
        var token = await db.RefreshTokens.SingleAsync(t => t.Hash == RefreshToken.HashOf(text), stop);
        if (token.SpentAt is not null)
        {
            if (await SameAnswerAsync(token, text, now, stop) is { } again)
                return await ReplyAsync(session, again, stop);
            // Two hold one token: its owner and a thief, and nobody can tell which is which.
            await EndAsync(session.AccountId, session.Id, stop);
            await work.CommitAsync(stop);
            Reused(log, session.Id, session.AccountId);
            throw Over();
        }
        var (successor, row) = RefreshToken.Issue(session.Id, now);
        token.Spend(text, successor, now);
        db.Add(row);
        session.LastUsedAt = now;
        session.ExpiresAt = now + Session.Lifetime;
        var reply = await ReplyAsync(session, successor, stop);
        await db.SaveChangesAsync(stop);
        await work.CommitAsync(stop);
        return reply;
    }

    /// <summary>Ends one session of the account, at once for refreshing, within seconds for access tokens.</summary>
    /// <returns>How many were open and are not any more.</returns>
    public Task<int> EndAsync(Guid account, Guid session, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync(
            $"""
            with ended as (delete from sessions where account_id = {account} and id = {session} returning id)
            insert into ended_sessions (id, ended_at) select id, {clock.GetUtcNow()} from ended on conflict do nothing
            """,
            stop
        );

    /// <summary>Ends all sessions of the account but one; <see cref="Guid.Empty"/> spares none.</summary>
    /// <inheritdoc cref="EndAsync"/>
    public Task<int> EndOthersAsync(Guid account, Guid spared, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync(
            $"""
            with ended as (delete from sessions where account_id = {account} and id <> {spared} returning id)
            insert into ended_sessions (id, ended_at) select id, {clock.GetUtcNow()} from ended on conflict do nothing
            """,
            stop
        );

    async Task<Session?> LockAsync(string text, CancellationToken stop)
    {
        var hash = RefreshToken.HashOf(text);
        return hash is null
            ? null
            : await db
                .Sessions.FromSql(
                    $"select * from sessions where id = (select session_id from refresh_tokens where hash = {hash}) for update"
                )
                .SingleOrDefaultAsync(stop);
    }

    /// <summary>The successor once more, unless it is known to have arrived because it was used itself.</summary>
    async Task<string?> SameAnswerAsync(RefreshToken spent, string text, DateTimeOffset now, CancellationToken stop)
    {
        if (spent.Successor(text, now) is not { } successor)
            return null;
        var hash = RefreshToken.HashOf(successor);
        return await db.RefreshTokens.AnyAsync(t => t.Hash == hash && t.SpentAt == null, stop) ? successor : null;
    }

    async Task<SessionReply> ReplyAsync(Session session, string refreshToken, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var access = new AccessToken(session.AccountId, session.Id, now, now + AccessToken.Lifetime);
        return new()
        {
            AccessToken = await keys.SignAsync(access, stop),
            ExpiresAt = access.ExpiresAt.ToTimestamp(),
            RefreshToken = refreshToken,
            RefreshExpiresAt = session.ExpiresAt.ToTimestamp(),
            UserId = session.AccountId.ToString(),
            SessionId = session.Id.ToString(),
        };
    }

    static FaultException Over() => new(Fault.Unauthenticated, "The session is over. Log in again.");

    [LoggerMessage(LogLevel.Warning, "Refresh token reused: session {SessionId} of {AccountId} revoked")]
    static partial void Reused(ILogger log, Guid sessionId, Guid accountId);
}
