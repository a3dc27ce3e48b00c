using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>Counts calls by instance and outcome, and logs changes of circuit breakers.</summary>
sealed partial class CallTelemetry(ILogger<CallTelemetry> log)
{
    public const string Name = "Social.Calls";

    static readonly Meter Meter = new(Name);
    static readonly Counter<long> Picks = Count("picks", "{call}", "Calls sent to an instance");
    static readonly Counter<long> Ends = Count("ended", "{call}", "Calls that ended, by what became of them");
    static readonly Counter<long> Rejections = Count("rejected", "{call}", "Calls not sent because too many were in flight");
    static readonly Counter<long> Ejections = Count("ejections", "{ejection}", "Instances left out because they failed");
    static readonly Counter<long> Readmissions = Count("readmissions", "{readmission}", "Instances that got calls again");

    public static void Picked(string service, Uri instance) => Picks.Add(1, new("service", service), new("instance", instance.Authority));

    public static void NotSent(string service) => Rejections.Add(1, new KeyValuePair<string, object?>("service", service));

    public void Ended(string service, Uri instance, Outcome outcome, BreakerTransition transition)
    {
        KeyValuePair<string, object?> what = new("service", service),
            where = new("instance", instance.Authority);
        Ends.Add(1, what, where, new("outcome", Text(outcome)));
        switch (transition)
        {
            case BreakerTransition.Ejected:
                Ejections.Add(1, what, where);
                BreakerOpened(service, instance);
                break;
            case BreakerTransition.Readmitted:
                Readmissions.Add(1, what, where);
                BreakerClosed(service, instance);
                break;
        }
    }

    static string Text(Outcome outcome) =>
        outcome switch
        {
            Outcome.Answered => "answered",
            Outcome.Failed => "failed",
            Outcome.Cancelled => "given_up",
        };

    static Counter<long> Count(string what, string unit, string meaning) =>
        Meter.CreateCounter<long>($"social.calls.{what}", unit, meaning);

    [LoggerMessage(LogLevel.Warning, "Circuit breaker of {Service} at {Address} opened")]
    partial void BreakerOpened(string service, Uri address);

    [LoggerMessage(LogLevel.Information, "Circuit breaker of {Service} at {Address} closed")]
    partial void BreakerClosed(string service, Uri address);
}
