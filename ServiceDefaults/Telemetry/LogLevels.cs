using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Social.ServiceDefaults.Authentication;

namespace Social.ServiceDefaults.Telemetry;

static class LogLevels
{
    /// <summary>What frameworks say of each request and statement is in the traces; the log keeps what somebody should read.</summary>
    public static void AddLogLevels(this WebApplicationBuilder builder) =>
        builder
            .Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            // A database that cannot be reached and a statement that fails throw, and whoever catches that says what it means. (The first
            // migration asks for a table that is not there yet, as a matter of course.)
            .AddFilter("Microsoft.EntityFrameworkCore.Database.Connection", LogLevel.Critical)
            .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Critical)
            .AddFilter("System.Net.Http.HttpClient", LogLevel.Warning)
            .AddFilter(typeof(TokenHandler).FullName, LogLevel.Warning)
            .AddFilter("Grpc", LogLevel.Warning)
            // Some forty lines for each connection that is made.
            .AddFilter("StackExchange.Redis", LogLevel.Warning);
}
