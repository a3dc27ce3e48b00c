using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Social.ServiceDefaults;

/// <summary>A service's own database.</summary>
public static class Database
{
    /// <summary>The context over the database that the AppHost calls <paramref name="name"/>; readiness asks it.</summary>
    public static WebApplicationBuilder AddDatabase<TContext>(this WebApplicationBuilder builder, string name)
        where TContext : DbContext
    {
        // EF's retrying strategy forbids our own transactions; what is safe to repeat is repeated by its caller.
        builder.AddNpgsqlDbContext<TContext>(name, settings => settings.DisableRetry = true);
        return builder;
    }

    /// <summary>With the argument <c>migrate</c>: applies the migrations and ends. Otherwise serves until stopped.</summary>
    public static async Task RunServiceAsync<TContext>(this WebApplication app, string[] args)
        where TContext : DbContext
    {
        if (args is not ["migrate", ..])
        {
            await app.RunAsync();
            return;
        }
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TContext>().Database.MigrateAsync();
    }
}
