using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Social.ServiceDefaults;

/// <summary>Which instance got how many calls, how they ended, and who was left out.</summary>
sealed partial class CallTelemetry(ILogger<CallTelemetry> log)
{
    public const string Name = "Social.Calls";

    static readonly Meter Meter = new(Name);
    static readonly Counter<long> Picks = Count("picks", "{call}", "Calls sent to an instance");
    static readonly Counter<long> Ends = Count("ended", "{call}", "Calls that ended, by what became of them");
    static readonly Counter<long> Ejections = Count("ejections", "{ejection}", "Instances left out because they failed");
    static readonly Counter<long> Readmissions = Count("readmissions", "{readmission}", "Instances that got calls again");

    public static void Picked(string service, Uri instance) => Picks.Add(1, new("service", service), new("instance", instance.Authority));

    public void Ended(string service, Uri instance, Outcome outcome, Turn turn)
    {
        KeyValuePair<string, object?> what = new("service", service),
            where = new("instance", instance.Authority);
        Ends.Add(1, what, where, new("outcome", Text(outcome)));
        switch (turn)
        {
            case Turn.Ejected:
                Ejections.Add(1, what, where);
                LeftOut(service, instance);
                break;
            case Turn.Readmitted:
                Readmissions.Add(1, what, where);
                TakenBack(service, instance);
                break;
        }
    }

    static string Text(Outcome outcome) =>
        outcome switch
        {
            Outcome.Answered => "answered",
            Outcome.Failed => "failed",
            Outcome.GivenUp => "given_up",
        };

    static Counter<long> Count(string what, string unit, string meaning) =>
        Meter.CreateCounter<long>($"social.calls.{what}", unit, meaning);

    [LoggerMessage(LogLevel.Warning, "The instance of {Service} at {Address} fails and is left out for a while")]
    partial void LeftOut(string service, Uri address);

    [LoggerMessage(LogLevel.Information, "The instance of {Service} at {Address} answers again")]
    partial void TakenBack(string service, Uri address);
}
