using System.Diagnostics;

namespace Social.ServiceDefaults;

/// <summary>
/// A place where a test may have this process die as by a power cut: <c>Faults__CrashAt=register:after-prepare</c> in the environment,
/// heeded in development only.
/// </summary>
public static class CrashPoint
{
    static readonly string? Chosen =
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == "Development"
            ? Environment.GetEnvironmentVariable("Faults__CrashAt")
            : null;

    public static void Reach(string place)
    {
        if (place == Chosen)
            Process.GetCurrentProcess().Kill();
    }
}
