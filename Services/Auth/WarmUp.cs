using Social.Auth.Api;
using Social.Auth.Data;
using Social.Auth.Passwords;
using Social.ServiceDefaults.Discovery;

namespace Social.Auth;

/// <summary>Somebody who has an account logs in: see <see cref="WarmUpCalls"/>.</summary>
static class WarmUp
{
    // Set aside for documentation (RFC 5737): nobody who calls waits for what is counted against it.
    const string Address = "192.0.2.1";

    public static WebApplicationBuilder AddWarmUp(this WebApplicationBuilder builder) => builder.AddWarmUpCalls<AuthDbContext>(MakeAsync);

    static async Task MakeAsync(WarmUpCalls calls)
    {
        var me = WarmUpCalls.NewPerson();
        var (name, password) = ($"w{me:N}"[^28..], me.ToString());
        var db = calls.Services.GetRequiredService<AuthDbContext>();
        db.Accounts.Add(
            new()
            {
                Id = me,
                Username = name,
                Email = null,
                PasswordHash = await calls.Services.GetRequiredService<PasswordHashingQueue>().HashAsync(password, calls.Stop),
                CreatedAt = DateTimeOffset.UnixEpoch,
            }
        );
        await db.SaveChangesAsync(calls.Stop);
        var accounts = calls.Api<AuthApi>();
        var reply = await accounts.LogIn(
            new()
            {
                Username = name,
                Password = password,
                Address = Address,
            },
            calls.By(me)
        );
        await accounts.Refresh(new() { RefreshToken = reply.RefreshToken }, calls.By(me));
        await accounts.ListSessions(new() { Limit = 1 }, calls.By(me));
        await accounts.GetAccount(new(), calls.By(me));
    }
}
