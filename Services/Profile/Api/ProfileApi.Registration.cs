using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Profiles.Data;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.FaultInjection;

namespace Social.Profiles.Api;

public sealed partial class ProfileApi
{
    static readonly TimeSpan MaxHold = TimeSpan.FromMinutes(10);

    [InternalOnly]
    public override async Task<PrepareProfileReply> PrepareProfile(PrepareProfileRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        // A duration, not a time of the caller's clock: clocks of machines differ.
        if (request.HoldFor?.ToTimeSpan() is not { } hold || hold <= TimeSpan.Zero || hold > MaxHold)
            throw new FaultException(Fault.Malformed, $"A name is held for more than 0 s and at most {MaxHold.TotalMinutes} minutes.");
        CrashInjector.Reach("prepare:before", context);
        var mine = Reservation.From(
            Id(request.TransactionId, "transaction_id"),
            request.Username,
            request.DisplayName,
            clock.GetUtcNow() + hold
        );
        var inserted = await db.Database.ExecuteSqlAsync(
            $"""
            insert into reservations (transaction_id, username, display_name, deadline)
            values ({mine.TransactionId}, {mine.Username}, {mine.DisplayName}, {mine.Deadline})
            on conflict do nothing
            """,
            stop
        );
        CrashInjector.Reach("prepare:after", context);
        // A call that was repeated finds its own row; everyone else finds the name taken.
        var held =
            inserted == 1
            || await db.Reservations.AnyAsync(r => r.TransactionId == mine.TransactionId && r.Username == mine.Username, stop);
        return held ? new() : throw new FaultException(Fault.Conflict, "username", "This username is taken.");
    }

    [InternalOnly]
    public override async Task<CommitProfileReply> CommitProfile(CommitProfileRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var transaction = Id(request.TransactionId, "transaction_id");
        CrashInjector.Reach("commit:before", context);
        await using var work = await db.BeginAsync(stop);
        if (!await db.CommitAsync(transaction, Id(request.UserId, "user_id"), clock.GetUtcNow(), stop))
            throw new FaultException(Fault.NotFound, "Nothing is reserved under this transaction.");
        CrashInjector.Reach("commit:inside", context);
        await work.CommitAsync(stop);
        CrashInjector.Reach("commit:after", context);
        return new();
    }

    [InternalOnly]
    public override async Task<AbortProfileReply> AbortProfile(AbortProfileRequest request, ServerCallContext context)
    {
        await db.AbortAsync(Id(request.TransactionId, "transaction_id"), context.CancellationToken);
        return new();
    }
}
