using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Auth.Data;
using Social.Auth.Passwords;
using Social.Contracts;
using Social.ServiceDefaults;

namespace Social.Auth.Api;

public sealed partial class AuthApi
{
    [InternalOnly]
    public override async Task<SessionReply> LogIn(LogInRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var name = Account.Normal(request.Username);
        if (name.Length is 0 or > Account.MaxEmail || name.Any(char.IsControl) || request.Password.Length is 0 or > PasswordHash.MaxLength)
            throw Wrong();
        await attempts.BeginAsync(name, request.Address, stop);
        var account = await (
            name.Contains('@', StringComparison.Ordinal)
                ? db.Accounts.SingleOrDefaultAsync(a => a.Email == name, stop)
                : db.Accounts.SingleOrDefaultAsync(a => a.Username == name, stop)
        );
        if (!await passwords.VerifyAsync(request.Password, account?.PasswordHash, stop) || account is null)
            throw Wrong();
        await attempts.ForgiveAsync(name, request.Address, stop);
        if (PasswordHash.IsOutdated(account.PasswordHash))
            account.PasswordHash = await passwords.HashAsync(request.Password, stop);
        var reply = await sessions.OpenAsync(account.Id, request.Device, stop);
        await db.SaveChangesAsync(stop);
        return reply;
    }

    [InternalOnly]
    public override Task<SessionReply> Refresh(RefreshRequest request, ServerCallContext context) =>
        sessions.ContinueAsync(request.RefreshToken, context.CancellationToken);

    public override async Task<LogOutReply> LogOut(LogOutRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        if (request.RefreshToken.Length > 0)
            await sessions.EndAsync(request.RefreshToken, stop);
        else
            await sessions.EndAsync(context.SessionId(), stop);
        return new();
    }

    // One answer for both, so that nobody learns which names exist.
    static FaultException Wrong() => new(Fault.Unauthenticated, "The name or the password is wrong.");
}
