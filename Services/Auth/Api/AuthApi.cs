using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Auth.Data;
using Social.Auth.Passwords;
using Social.Auth.Throttling;
using Social.Contracts;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Auth.Api;

/// <summary>Accounts, credentials and sessions; what each call does is said in auth.proto.</summary>
public sealed partial class AuthApi(
    AuthDbContext db,
    Sessions sessions,
    LoginThrottle throttle,
    PasswordHashingQueue passwords,
    IKeySource trust,
    ProfileService.ProfileServiceClient profiles,
    IOptions<RegistrationOptions> registration,
    TimeProvider clock,
    ILogger<AuthApi> log
) : AuthService.AuthServiceBase
{
    public override async Task<AccountView> GetAccount(GetAccountRequest request, ServerCallContext context)
    {
        var me = context.CallerId();
        return View(await MineAsync(me, context.CancellationToken));
    }

    [InternalOnly]
    public override Task<TrustView> GetTrust(GetTrustRequest request, ServerCallContext context) =>
        trust.GetAsync(context.CancellationToken);

    async Task<Account> MineAsync(Guid me, CancellationToken stop) =>
        await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == me, stop)
        ?? throw new FaultException(Fault.Unauthenticated, "Log in first.");

    /// <summary>
    /// The account as the open transaction may change it, nobody else meanwhile. Its password is still the one that was verified before.
    /// </summary>
    async Task<Account> LockAsync(Account verified, CancellationToken stop)
    {
        var now = await db.Accounts.FromSql($"select * from accounts where id = {verified.Id} for update").SingleOrDefaultAsync(stop);
        return now is not null && now.PasswordHash == verified.PasswordHash
            ? now
            : throw new FaultException(Fault.Unavailable, "The account was being changed at this moment. Try again.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
    }

    static AccountView View(Account account) =>
        new()
        {
            UserId = account.Id.ToString(),
            Username = account.Username,
            Email = account.Email ?? "",
            CreatedAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(account.CreatedAt),
        };
}
