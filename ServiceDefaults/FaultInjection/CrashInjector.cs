using System.Diagnostics;
using Grpc.Core;

namespace Social.ServiceDefaults.FaultInjection;

/// <summary>
/// A place where a test may have this process die as by a power cut. In development only, and only for the request that asks for it:
/// <c>Faults__CrashFor=word</c> in the environment, and <c>word place</c> as what the request says of its device; <c>word stall place</c>
/// has the request stand still there instead, as on a machine that was asleep.
/// </summary>
public static class CrashInjector
{
    /// <summary>Longer than any registration's reservation holds.</summary>
    static readonly TimeSpan Stall = TimeSpan.FromSeconds(12.5);

    const string Header = "x-crash";

    static readonly string? Word =
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == "Development"
            ? Environment.GetEnvironmentVariable("Faults__CrashFor")
            : null;

    public static void Reach(string place, string device)
    {
        if (Word is { Length: > 0 } && device == $"{Word} {place}")
            Process.GetCurrentProcess().Kill();
    }

    /// <summary>As <see cref="Reach(string, string)"/>, where standing still matters too.</summary>
    public static Task ReachAsync(string place, string device, CancellationToken stop)
    {
        Reach(place, device);
        return Word is { Length: > 0 } && device == $"{Word} stall {place}" ? Task.Delay(Stall, stop) : Task.CompletedTask;
    }

    /// <summary>In a service that was called by <see cref="Pass"/>.</summary>
    public static void Reach(string place, ServerCallContext context) => Reach(place, context.RequestHeaders.GetValue(Header) ?? "");

    /// <summary>What tells the service one calls; nothing, when this request does not ask for it.</summary>
    public static Metadata Pass(string device) =>
        Word is { Length: > 0 } && device.StartsWith(Word, StringComparison.Ordinal) && device.All(char.IsAscii)
            ? new Metadata { { Header, device } }
            : [];
}
