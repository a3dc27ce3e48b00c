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
                // A service says the same few things all day: the server need not plan them anew each time.
                settings.ConnectionString = new NpgsqlConnectionStringBuilder(settings.ConnectionString)
                {
                    MaxAutoPrepare = 100,
                }.ConnectionString;
            },
            options => options.UseSnakeCaseNamingConvention()
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

    sealed class DatabaseAddress
    {
        public string? Text { get; set; }
    }
}
