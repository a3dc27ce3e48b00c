using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Auth.Data;
using Social.Auth.Passwords;
using Social.Contracts;
using Social.ServiceDefaults;

namespace Social.Auth.Api;

/// <summary>Accounts, credentials and sessions; what each call does is said in auth.proto.</summary>
public sealed partial class AuthApi(
    AuthDbContext db,
    Sessions sessions,
    Attempts attempts,
    PasswordWork passwords,
    ITrustSource trust,
    ProfileService.ProfileServiceClient profiles,
    TimeProvider clock,
    ILogger<AuthApi> log
) : AuthService.AuthServiceBase
{
    public override async Task<AccountView> GetAccount(GetAccountRequest request, ServerCallContext context)
    {
        var me = context.CallerId();
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == me, context.CancellationToken);
        return account is null ? throw new FaultException(Fault.Unauthenticated, "Log in first.") : View(account);
    }

    [InternalOnly]
    public override Task<TrustView> GetTrust(GetTrustRequest request, ServerCallContext context) =>
        trust.GetAsync(context.CancellationToken);

    static AccountView View(Account account) =>
        new()
        {
            UserId = account.Id.ToString(),
            Username = account.Username,
            Email = account.Email ?? "",
            CreatedAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(account.CreatedAt),
        };
}
