using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Auth.Data;
using Social.Auth.Passwords;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.DeletedUsers;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Auth.Api;

public sealed partial class AuthApi
{
    public override async Task<ChangePasswordReply> ChangePassword(ChangePasswordRequest request, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        if (PasswordHash.Validate(request.New) is { } wrong)
            throw new FaultException(Fault.Invalid, "new", wrong);
        if (OpaqueString.Prepare(request.New) == OpaqueString.Prepare(request.Current))
            throw new FaultException(Fault.Invalid, "new", "This is the password you have already.");
        var account = await MineAsync(me, stop);
        var tried = await VerifyPasswordAsync(account, "current", request.Current, request.Address, stop);
        var hash = await passwords.HashAsync(request.New, stop);

        await using var work = await db.BeginAsync(stop);
        account = await LockAsync(account, stop);
        account.PasswordHash = hash;
        await db.SaveChangesAsync(stop);
        await sessions.EndOthersAsync(me, context.SessionId(), stop);
        await throttle.SucceedAsync(tried, me, stop);
        await work.CommitAsync(stop);
        return new();
    }

    /// <summary>
    /// One transaction: afterwards no row here knows the person but the note that they are gone and the event that tells Profile, from where
    /// it goes on. Of the sessions stay the ids, which name nobody, until no access token can be alive.
    /// </summary>
    public override async Task<DeleteAccountReply> DeleteAccount(DeleteAccountRequest request, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        var account = await MineAsync(me, stop);
        await VerifyPasswordAsync(account, "password", request.Password, request.Address, stop);

        await using var work = await db.BeginAsync(stop);
        await db.MarkUserDeletedAsync(me, clock.GetUtcNow(), stop);
        await db.LockAsync([me], stop);
        account = await LockAsync(account, stop);
        await sessions.EndOthersAsync(me, Guid.Empty, stop);
        await throttle.ForgetAsync(account.Username, stop);
        if (account.Email is not null)
            await throttle.ForgetAsync(account.Email, stop);
        // A registration that Profile has not committed yet is off: asked about it, Auth answers aborted, and the name is free.
        await db
            .Registrations.Where(r => r.UserId == me)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.UserId, (Guid?)null).SetProperty(r => r.DecidedAt, clock.GetUtcNow()), stop);
        db.Accounts.Remove(account);
        db.Publish(me, new AccountDeleted { UserId = me.ToString() });
        await db.SaveChangesAsync(stop);
        await work.CommitAsync(stop);
        return new();
    }

    /// <summary>Only the owner goes on, by their password; whoever has but their access token is slowed down as one who logs in.</summary>
    async Task<Throttling.Try> VerifyPasswordAsync(Account account, string field, string password, string address, CancellationToken stop)
    {
        if (password.Length is 0 or > PasswordHash.MaxInput)
            throw Wrong(field);
        var tried = await throttle.BeginAsync(account.Id, account.Username, address, stop);
        var match = await passwords.VerifyAsync(password, account.PasswordHash, stop);
        return match == PasswordMatch.Wrong ? throw Wrong(field) : tried;
    }

    static FaultException Wrong(string field) => new(Fault.Invalid, field, "The password is wrong.");
}
