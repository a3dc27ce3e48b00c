using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Social.Auth.Data;
using Social.Contracts;
using Social.Messaging;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.FaultInjection;

namespace Social.Auth.Api;

/// <summary>
/// Registration over Auth and Profile in two phases; Auth decides. Up to the local transaction nothing has happened; from then on the
/// registration holds, whoever dies: the event repeats the commit until Profile has it.
/// </summary>
public sealed partial class AuthApi
{
    [InternalOnly]
    public override async Task<SessionReply> Register(RegisterRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var form = RegistrationForm.Read(request);
        if (await db.Accounts.AnyAsync(a => a.Username == form.Username, stop))
            throw UsernameTaken();
        if (form.Email is not null && await db.Accounts.AnyAsync(a => a.Email == form.Email, stop))
            throw EmailTaken();
        // Before the reservation, which should not run out while this waits for a processor.
        var hash = await passwords.HashAsync(request.Password, stop);

        var now = clock.GetUtcNow();
        var transaction = Guid.CreateVersion7(now);
        CrashInjector.Reach("register:before-prepare", request.Device);
        await PrepareAsync(transaction, form, request.Device, stop);
        await CrashInjector.ReachAsync("register:after-prepare", request.Device, stop);
        var account = new Account
        {
            Id = Guid.CreateVersion7(now),
            Username = form.Username,
            Email = form.Email,
            PasswordHash = hash,
            CreatedAt = now,
        };
        var reply = await DecideAsync(transaction, account, request, stop);
        CrashInjector.Reach("register:after-decision", request.Device);
        await CommitAsync(transaction, account.Id, request.Device);
        CrashInjector.Reach("register:after-commit", request.Device);
        return reply;
    }

    [InternalOnly]
    public override async Task<DecisionView> GetDecision(GetDecisionRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        if (!Guid.TryParse(request.TransactionId, out var transaction))
            throw new FaultException(Fault.Malformed, "The transaction id is not a UUID.");
        // Waits for a registration that is just deciding, then takes what it left or decides itself.
        await db.Database.ExecuteSqlAsync(
            $"insert into registrations (transaction_id, user_id, decided_at) values ({transaction}, null, {clock.GetUtcNow()}) on conflict do nothing",
            stop
        );
        var decided = await db.Registrations.AsNoTracking().SingleAsync(r => r.TransactionId == transaction, stop);
        return decided.UserId is { } user
            ? new() { Decision = Decision.Committed, UserId = user.ToString() }
            : new() { Decision = Decision.Aborted };
    }

    async Task PrepareAsync(Guid transaction, RegistrationForm form, string device, CancellationToken stop)
    {
        try
        {
            var reservation = new PrepareProfileRequest
            {
                TransactionId = transaction.ToString(),
                Username = form.Username,
                DisplayName = form.DisplayName,
                HoldFor = registration.Value.Reserve.ToDuration(),
            };
            await profiles.PrepareProfileAsync(reservation, CrashInjector.Pass(device), cancellationToken: stop);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.DeadlineExceeded or StatusCode.Unavailable or StatusCode.Cancelled)
        {
            // It may have been reserved without our hearing of it. Nothing is decided and nothing will be.
            await AbortAsync(transaction);
            throw;
        }
    }

    /// <summary>The commit point: account, decision, session and event in one transaction.</summary>
    async Task<SessionReply> DecideAsync(Guid transaction, Account account, RegisterRequest request, CancellationToken stop)
    {
        await using var work = await db.BeginAsync(stop);
        try
        {
            db.LockCreated(account.Id);
            db.Accounts.Add(account);
            db.Registrations.Add(
                new()
                {
                    TransactionId = transaction,
                    UserId = account.Id,
                    DecidedAt = account.CreatedAt,
                }
            );
            db.Publish(account.Id, new AccountCreated { UserId = account.Id.ToString(), TransactionId = transaction.ToString() });
            var reply = await sessions.OpenAsync(account.Id, request.Device, stop);
            await db.SaveChangesAsync(stop);
            await throttle.RememberAsync(account.Id, request.Address, stop);
            CrashInjector.Reach("register:before-decision", request.Device);
            await work.CommitAsync(stop);
            return reply;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } taken)
        {
            await work.RollbackAsync(CancellationToken.None);
            await AbortAsync(transaction);
            throw taken.ConstraintName switch
            {
                AuthDbContext.UsernameIndex => UsernameTaken(),
                AuthDbContext.EmailIndex => EmailTaken(),
                _ => new FaultException(Fault.Unavailable, "The registration took too long. Try again.")
                {
                    RetryAfter = TimeSpan.FromSeconds(1),
                },
            };
        }
    }

    async Task CommitAsync(Guid transaction, Guid user, string device)
    {
        try
        {
            // Not the caller's patience: the account exists, whether they still wait or not.
            var commit = new CommitProfileRequest { TransactionId = transaction.ToString(), UserId = user.ToString() };
            await profiles.CommitProfileAsync(commit, CrashInjector.Pass(device), cancellationToken: CancellationToken.None);
        }
        catch (RpcException e)
        {
            LeftToEvent(log, e, transaction);
        }
    }

    async Task AbortAsync(Guid transaction)
    {
        try
        {
            await profiles.AbortProfileAsync(new() { TransactionId = transaction.ToString() }, cancellationToken: CancellationToken.None);
        }
        catch (RpcException e)
        {
            LeftToDeadline(log, e, transaction);
        }
    }

    static FaultException UsernameTaken() => new(Fault.Conflict, "username", "This username is taken.");

    static FaultException EmailTaken() => new(Fault.Conflict, "email", "This e-mail address has an account already.");

    [LoggerMessage(LogLevel.Warning, "Registration {Transaction} committed, but Profile did not confirm; the event will complete it")]
    static partial void LeftToEvent(ILogger log, Exception e, Guid transaction);

    [LoggerMessage(
        LogLevel.Warning,
        "Registration {Transaction} aborted, but Profile did not confirm; the reservation expires at its deadline"
    )]
    static partial void LeftToDeadline(ILogger log, Exception e, Guid transaction);
}
