using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Social.AppHost.Running;

namespace Social.AppHost.Seed;

/// <summary>That this run is to fill the network.</summary>
/// <param name="Edges">A file with a friendship graph; null for the made-up one.</param>
public sealed record Seeding(string? Edges)
{
    const string Flag = "--seed";

    /// <summary>Takes <c>--seed [FILE]</c> out of the arguments; null when it is not among them.</summary>
    public static Seeding? Take(ref string[] args)
    {
        var at = Array.IndexOf(args, Flag);
        if (at < 0)
            return null;
        var file = at + 1 < args.Length && !args[at + 1].StartsWith('-') ? args[at + 1] : null;
        args = [.. args[..at], .. args[(at + (file is null ? 1 : 2))..]];
        return new(file);
    }
}

static class SeedingExtensions
{
    /// <summary>
    /// Seeds through the gateway once it answers. The seeder alone is not limited: it shows a key that is made for this run.
    /// </summary>
    /// <exception cref="StartException">The file is not there.</exception>
    public static void AddSeeding(
        this IDistributedApplicationBuilder builder,
        Seeding seeding,
        IResourceBuilder<ProjectResource> auth,
        IResourceBuilder<ProjectResource> gateway,
        Settings settings
    )
    {
        if (seeding.Edges is { } file && !File.Exists(file))
            throw new StartException($"There is no file {Path.GetFullPath(file)} to seed from.");
        var key = Guid.NewGuid().ToString("N");
        var password = new Secrets(settings.SecretsFile).Of("seed");
        gateway.WithEnvironment("Limits__SeedKey", key);
        // A thousand passwords are hashed first, and nobody else is there whom that could starve.
        auth.WithEnvironment("Passwords__AtOnce", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        builder.Services.AddHostedService(services => new SeedingRun(
            services.GetRequiredService<ResourceNotificationService>(),
            () => new Seeder(new Uri(gateway.GetEndpoint("http").Url), key, password, seeding.Edges)
        ));
    }

    sealed class SeedingRun(ResourceNotificationService notifications, Func<Seeder> seeder) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            try
            {
                await notifications.WaitForResourceHealthyAsync("gateway", stoppingToken);
                await seeder().Run(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // Stopped amid it; the next seeding goes on from here.
            }
            catch (Exception e)
                when (e is HttpRequestException or InvalidOperationException or FormatException or OperationCanceledException)
            {
                await Console.Error.WriteLineAsync($"Seeding broke off: {e.Message} The next one goes on from here.");
            }
        }
    }
}
