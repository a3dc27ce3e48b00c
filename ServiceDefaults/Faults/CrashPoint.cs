using System.Diagnostics;

namespace Social.ServiceDefaults;

/// <summary>
/// A place where a test may have this process die as by a power cut. In development only, and only for the request that asks for it:
/// <c>Faults__CrashFor=word</c> in the environment, and <c>word place</c> as what the request says of its device.
/// </summary>
public static class CrashPoint
{
    static readonly string? Word =
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == "Development"
            ? Environment.GetEnvironmentVariable("Faults__CrashFor")
            : null;

    public static void Reach(string place, string device)
    {
        if (Word is { Length: > 0 } && device == $"{Word} {place}")
            Process.GetCurrentProcess().Kill();
    }
}
