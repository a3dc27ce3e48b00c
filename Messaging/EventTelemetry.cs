using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Social.Messaging;

/// <summary>Spans and figures of events, under one name for both.</summary>
public static class EventTelemetry
{
    /// <summary>Of the ActivitySource and of the Meter.</summary>
    public const string Name = "Social.Messaging";

    internal static readonly ActivitySource Source = new(Name);
    static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> Published = Count("published", "Events committed to the outbox.");
    internal static readonly Counter<long> Sent = Count("sent", "Events that the broker confirmed.");
    internal static readonly Counter<long> Handled = Count("handled", "Events applied, once for each handler.");
    internal static readonly Counter<long> Duplicates = Count("duplicates", "Deliveries that the inbox already knew.");
    internal static readonly Counter<long> Skipped = Count("skipped", "Events of a type that no handler here takes.");
    internal static readonly Counter<long> Retried = Count("retried", "Attempts that failed and are repeated.");
    internal static readonly Counter<long> DeadLettered = Count("dead_lettered", "Events that became dead letters.");
    internal static readonly Gauge<double> Lag = Meter.CreateGauge<double>("social.events.lag", "s", "Age of the oldest unsent event.");

    internal static KeyValuePair<string, object?> Topic(string topic) => new("topic", topic);

    internal static KeyValuePair<string, object?> Handler(string handler) => new("handler", handler);

    static Counter<long> Count(string what, string meaning) => Meter.CreateCounter<long>($"social.events.{what}", "{event}", meaning);
}
