using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Social.Messaging;

/// <summary>The section "Events". The defaults are meant for production; tests shorten the times.</summary>
public sealed record EventOptions
{
    /// <summary>The connection string "kafka": host:port, several with commas between.</summary>
    [Required(
        ErrorMessage = "The connection string \"kafka\" (ConnectionStrings__kafka=host:port) is missing; events cannot be sent without it."
    )]
    public string Kafka { get; set; } = "";

    /// <summary>For brokers older than 0.10, their version: they cannot be asked for it (Kafka:BrokerVersionFallback).</summary>
    public string? BrokerVersionFallback { get; set; }

    /// <summary>The consumer group; the application's name when not set.</summary>
    [Required]
    public string Group { get; set; } = "";

    /// <summary>Of the topics that are created.</summary>
    [Range(1, 1000)]
    public int Partitions { get; set; } = 6;

    /// <summary>How many events the relay sends before it waits for their confirmation.</summary>
    [Range(1, 10_000)]
    public int Batch { get; set; } = 500;

    /// <summary>How often the relay looks without being woken: another process may have committed.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many partitions of this process apply events at the same time; each takes a database connection.</summary>
    [Range(1, 100)]
    public int Parallel { get; set; } = 6;

    /// <summary>How many fetched events of one partition may wait before fetching pauses.</summary>
    [Range(1, 100_000)]
    public int Waiting { get; set; } = 1_000;

    /// <summary>How often a handler may fail at an event before it is dead-lettered.</summary>
    [Range(1, 100)]
    public int Attempts { get; set; } = 10;

    /// <summary>Between the first and the second attempt; doubled each time.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Where the doubling ends.</summary>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a handler's timeouts are taken for a slow neighbour before they count as failures of the event.</summary>
    public TimeSpan TimeoutRetryLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>After what silence of a consumer the others get its partitions.</summary>
    public TimeSpan Session { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a second delivery is recognised.</summary>
    public TimeSpan KeepInbox { get; set; } = TimeSpan.FromDays(14);
}

static class EventOptionsSetup
{
    public static void AddEventOptions(this IServiceCollection services, IConfiguration configuration, string application) =>
        services
            .AddOptions<EventOptions>()
            .Configure(o =>
            {
                o.Kafka = configuration.GetConnectionString("kafka") ?? "";
                o.BrokerVersionFallback = configuration["Kafka:BrokerVersionFallback"];
                o.Group = application.ToLowerInvariant();
            })
            .BindConfiguration("Events")
            .ValidateDataAnnotations()
            .ValidateOnStart();
}
