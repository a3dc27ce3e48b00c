using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace Microsoft.Extensions.Hosting
{
    public static class AspireEFPostgreSqlExtensions
    {
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
            builder.Services.AddDbContextPool<TContext>(options =>
            {
                options.UseNpgsql(settings.ConnectionString);
                configureDbContextOptions?.Invoke(options);
            });
        }
    }
}

namespace Npgsql.EntityFrameworkCore.PostgreSQL
{
    /// <summary>Settings of <c>AddNpgsqlDbContext</c>: the part that this solution uses.</summary>
    public sealed class NpgsqlEntityFrameworkCorePostgreSQLSettings
    {
        public string? ConnectionString { get; set; }
        public bool DisableRetry { get; set; }
        public bool DisableHealthChecks { get; set; }
        public bool DisableTracing { get; set; }
        public bool DisableMetrics { get; set; }
        public int? CommandTimeout { get; set; }
    }
}
