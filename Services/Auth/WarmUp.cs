using Microsoft.EntityFrameworkCore;
using Social.Auth.Data;
using Social.Auth.Passwords;
using Social.ServiceDefaults.Discovery;

namespace Social.Auth;

/// <summary>The usual queries, for nobody: see <see cref="WarmUpExtensions"/>.</summary>
static class WarmUp
{
    public static WebApplicationBuilder AddWarmUp(this WebApplicationBuilder builder) =>
        builder.AddWarmUp(
            async (services, stop) =>
            {
                var db = services.GetRequiredService<AuthDbContext>();
                await db.Accounts.FirstOrDefaultAsync(account => account.Id == Guid.Empty, stop);
                await db.Sessions.FirstOrDefaultAsync(session => session.Id == Guid.Empty, stop);
                await services.GetRequiredService<PasswordHashingQueue>().VerifyAsync("warm-up", stored: null, stop);
            }
        );
}
