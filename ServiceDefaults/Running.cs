using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Database;

namespace Social.ServiceDefaults;

/// <summary>Runs a process: commands, migrations or serving until stopped.</summary>
public static partial class Running
{
    static readonly TimeSpan MigrationTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// With the argument <c>migrate</c>: applies the migrations and ends. With the name of a command that the service registered (a keyed
    /// function of the remaining arguments, such as <c>redrive</c>): runs that and ends. Otherwise serves until stopped; with the setting
    /// <c>Database:MigrateAtStart</c> after applying the migrations, for which instances take turns.
    /// </summary>
    /// <remarks>The exit code is not 0 when it could not do so; one sentence on standard error says why.</remarks>
    public static async Task RunServiceAsync<TContext>(this WebApplication app, string[] args)
        where TContext : DbContext
    {
        // A setting, --name=value or name=value, is no command.
        if (args is not [var name, .. var rest] || name.StartsWith('-') || name.Contains('='))
        {
            if (!app.Configuration.GetValue<bool>("Database:MigrateAtStart") || await app.MigrateAsync<TContext>())
                await app.RunServiceAsync();
        }
        else if (name == "migrate")
            await app.MigrateAsync<TContext>();
        else if (app.Services.GetKeyedService<Func<string[], Task>>(name) is { } command)
            await command(rest);
        else
            GiveUp($"{app.Environment.ApplicationName} has no command {name}: CONTRIBUTING.md lists those there are.");
    }

    /// <summary>Serves until stopped, for a process without a database.</summary>
    public static async Task RunServiceAsync(this WebApplication app)
    {
        try
        {
            // Asked here, before the host starts, because the host would report a wrong setting as a crash.
            app.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (Exception e) when (e is OptionsValidationException or AggregateException)
        {
            GiveUp(string.Join(Environment.NewLine, Sentences(e).Distinct()));
            return;
        }
        await app.RunAsync();
    }

    /// <returns>Whether it could; if not, the reason has been said.</returns>
    static async Task<bool> MigrateAsync<TContext>(this WebApplication app)
        where TContext : DbContext
    {
        await using var scope = app.Services.CreateAsyncScope();
        var log = scope.ServiceProvider.GetRequiredService<ILogger<TContext>>();
        var stop = app.Lifetime.ApplicationStopping;
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            for (var attempt = 1; ; attempt++)
                try
                {
                    // A fresh context each time: one that failed halfway may keep what it tried.
                    await using var inner = app.Services.CreateAsyncScope();
                    var database = inner.ServiceProvider.GetRequiredService<TContext>().Database;
                    await using var turn = await MigrationLock.TakeAsync(database, stop);
                    await database.MigrateAsync(stop);
                    Migrated(log, (await database.GetAppliedMigrationsAsync(stop)).LastOrDefault() ?? "none");
                    return true;
                }
                catch (Exception e) when (IsConnectionLost(e) && TimeProvider.System.GetElapsedTime(started) < MigrationTimeout)
                {
                    if (attempt % 10 == 1)
                        Waiting(log, e.GetBaseException().Message, MigrationTimeout.TotalSeconds);
                    await Task.Delay(TimeSpan.FromSeconds(1), stop);
                }
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            GiveUp($"The database could not be migrated: {e.GetBaseException().Message}");
            return false;
        }
    }

    static bool IsConnectionLost(Exception e) =>
        e is DbException { IsTransient: true } || e.InnerException is DbException { IsTransient: true };

    static IEnumerable<string> Sentences(Exception e) =>
        e switch
        {
            OptionsValidationException invalid => invalid.Failures,
            AggregateException several => several.InnerExceptions.SelectMany(Sentences),
            _ => [e.Message],
        };

    static void GiveUp(string sentence)
    {
        Console.Error.WriteLine(sentence);
        Environment.ExitCode = 1;
    }

    [LoggerMessage(LogLevel.Information, "Migrated to {Migration}")]
    static partial void Migrated(ILogger log, string migration);

    [LoggerMessage(LogLevel.Information, "The database does not answer yet ({Reason}); trying for {Seconds} s")]
    static partial void Waiting(ILogger log, string reason, double seconds);
}
