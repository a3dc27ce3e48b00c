using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Social.ServiceDefaults.Diagnostics;

namespace Social.ServiceDefaults.Database;

/// <summary>A service's own database.</summary>
public static class DatabaseExtensions
{
    const int MaxConnections = 32;

    // Opened when they are needed, and then kept however quiet it is.
    const int KeptConnections = 8;

    /// <summary>The context over the database that the AppHost calls <paramref name="name"/>; readiness asks it.</summary>
    public static WebApplicationBuilder AddDatabase<TContext>(this WebApplicationBuilder builder, string name)
        where TContext : DbContext
    {
        builder.AddNpgsqlDbContext<TContext>(
            name,
            settings =>
            {
                // EF's retrying strategy forbids our own transactions; what is safe to repeat is repeated by its caller.
                settings.DisableRetry = true;
                settings.DisableHealthChecks = true;
                settings.ConnectionString = Pooled(settings.ConnectionString);
            },
            options => options.UseSnakeCaseNamingConvention().AddInterceptors(new AsyncCommandsOnly())
        );
        builder
            .Services.AddOptions<DatabaseAddress>(name)
            .Configure<IConfiguration>((address, configuration) => address.Text = configuration.GetConnectionString(name))
            .Validate(
                address => !string.IsNullOrWhiteSpace(address.Text),
                $"The connection string \"{name}\" (ConnectionStrings__{name}) is missing; the service cannot work without its database."
            )
            .ValidateOnStart();
        builder.Services.AddSingleton<HotKeyLimiter>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck<TContext>>(name, timeout: TimeSpan.FromSeconds(3));
        return builder;
    }

    /// <summary>With what a service's pool is like, where the connection string does not say so itself.</summary>
    static string Pooled(string? connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        // A service says the same few things all day: the server need not plan them anew each time.
        if (!settings.ShouldSerialize("Max Auto Prepare"))
            settings.MaxAutoPrepare = 100;
        // Nothing of ours is left behind in a session, so the seven statements that would clear it are spared each call. Locks that
        // outlive a transaction are given back by their holders, and settings are made for a transaction.
        if (!settings.ShouldSerialize("No Reset On Close"))
            settings.NoResetOnClose = true;
        // A connection costs the server a process, and tens of milliseconds to open: after a hiccup a call that waits for one of a few is
        // served sooner than hundreds that each open their own.
        if (!settings.ShouldSerialize("Maximum Pool Size"))
            settings.MaxPoolSize = MaxConnections;
        if (!settings.ShouldSerialize("Minimum Pool Size"))
            settings.MinPoolSize = Math.Min(KeptConnections, settings.MaxPoolSize);
        return settings.ConnectionString;
    }

    sealed class DatabaseAddress
    {
        public string? Text { get; set; }
    }
}
