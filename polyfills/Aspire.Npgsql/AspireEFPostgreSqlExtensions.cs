using Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting
{
    public static class AspireEFPostgreSqlExtensions
    {
        /// <summary>A pooled context. Npgsql's own spans and metrics need no registration; retries and health checks are not covered.</summary>
        public static void AddNpgsqlDbContext<TContext>(
            this IHostApplicationBuilder builder,
            string connectionName,
            Action<NpgsqlEntityFrameworkCorePostgreSQLSettings>? configureSettings = null,
            Action<DbContextOptionsBuilder>? configureDbContextOptions = null
        )
            where TContext : DbContext
        {
            var settings = new NpgsqlEntityFrameworkCorePostgreSQLSettings
            {
                ConnectionString = builder.Configuration.GetConnectionString(connectionName),
            };
            configureSettings?.Invoke(settings);
            if (!settings.DisableRetry || !settings.DisableHealthChecks)
                throw new NotSupportedException(
                    "This stand-in has no retries and no health checks: set DisableRetry and DisableHealthChecks."
                );
            builder.Services.AddDbContextPool<TContext>(options =>
            {
                if (string.IsNullOrWhiteSpace(settings.ConnectionString) && !EF.IsDesignTime)
                    throw new InvalidOperationException(
                        $"ConnectionString is missing. It should be provided in 'ConnectionStrings:{connectionName}'."
                    );
                options.UseNpgsql(
                    settings.ConnectionString,
                    npgsql =>
                    {
                        if (settings.CommandTimeout is { } seconds)
                            npgsql.CommandTimeout(seconds);
                    }
                );
                configureDbContextOptions?.Invoke(options);
            });
        }
    }
}

namespace Aspire.Npgsql.EntityFrameworkCore.PostgreSQL
{
    /// <summary>Settings of <c>AddNpgsqlDbContext</c>: the part that this solution uses.</summary>
    public sealed class NpgsqlEntityFrameworkCorePostgreSQLSettings
    {
        public string? ConnectionString { get; set; }
        public bool DisableRetry { get; set; }
        public bool DisableHealthChecks { get; set; }
        public int? CommandTimeout { get; set; }
    }
}
