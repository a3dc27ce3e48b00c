using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Social.Messaging;

/// <summary>Spans and metrics of events, under one name for both.</summary>
public static class EventTelemetry
{
    /// <summary>Of the ActivitySource and of the Meter.</summary>
    public const string Name = "Social.Messaging";

    internal static readonly ActivitySource Source = new(Name);
    static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> Published = Count("published", "Events committed to the outbox.");
    internal static readonly Counter<long> Sent = Count("sent", "Events that the broker confirmed.");
    internal static readonly Counter<long> Handled = Count("handled", "Events applied, once for each handler.");
    internal static readonly Counter<long> Duplicates = Count("duplicates", "Deliveries that were in the inbox already.");
    internal static readonly Counter<long> Skipped = Count("skipped", "Events of a type without a handler.");
    internal static readonly Counter<long> Retried = Count("retried", "Failed attempts at an event.");
    internal static readonly Counter<long> DeadLettered = Count("dead_lettered", "Events that became dead letters.");
    internal static readonly Counter<long> OffsetResets = Meter.CreateCounter<long>(
        "social.events.offset_resets",
        "{reset}",
        "Partitions whose next events the broker no longer had."
    );
    internal static readonly Gauge<double> UnsentAge = Meter.CreateGauge<double>(
        "social.events.unsent_age",
        "s",
        "Age of the oldest unsent event."
    );
    internal static readonly Gauge<long> DeadLetters = Meter.CreateGauge<long>(
        "social.events.dead_letters",
        "{event}",
        "Events that wait for a redrive."
    );
    internal static readonly Gauge<long> Lag = Meter.CreateGauge<long>(
        "social.events.lag",
        "{event}",
        "Events of a partition that are not applied yet."
    );

    internal static KeyValuePair<string, object?> Topic(string topic) => new("topic", topic);

    internal static KeyValuePair<string, object?> Group(string group) => new("group", group);

    internal static KeyValuePair<string, object?> Handler(string handler) => new("handler", handler);

    static Counter<long> Count(string what, string meaning) => Meter.CreateCounter<long>($"social.events.{what}", "{event}", meaning);
}
