using System.Globalization;
using System.Text.RegularExpressions;
using Social.AppHost.Running;

namespace Social.AppHost.Infrastructure.Fetching;

/// <summary>What the machine has to bring. Each lack is one sentence that says what to install.</summary>
public static partial class Prerequisites
{
    static readonly string Here = AppContext.BaseDirectory;

    /// <summary>The program "java", of JAVA_HOME or of the path.</summary>
    public static string Java =>
        Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } home && File.Exists(Path.Combine(home, "bin", "java"))
            ? Path.Combine(home, "bin", "java")
            : "java";

    /// <summary>Checks that there is a Java that runs Kafka.</summary>
    /// <exception cref="StartException">It is missing or older than 11.</exception>
    public static async Task CheckJavaAsync()
    {
        var (code, output) = await Command.TryAsync(Here, Java, ["-version"]);
        if (code != 0)
            throw new StartException(
                "Java is missing: Kafka runs on it. Install version 17 or newer (Debian: apt-get install openjdk-17-jre-headless), or start with --Engines=containers."
            );
        if (Major(output) < 11)
            throw new StartException(
                $"Java is too old ({output.Split('\n')[0].Trim()}): install version 17 or newer, or start with --Engines=containers."
            );
    }

    /// <summary>Node.js with npm, which fetches the engines.</summary>
    /// <exception cref="StartException">It is missing.</exception>
    public static async Task CheckNodeAsync()
    {
        if ((await Command.TryAsync(Here, "node", ["--version"])).Code != 0)
            throw new StartException(
                "Node.js is missing: npm fetches the engines. Install version 20 or newer (https://nodejs.org), or start with --Engines=containers."
            );
    }

    static int Major(string version) =>
        Version().Match(version) is { Success: true } m ? int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("version \"(\\d+)")]
    private static partial Regex Version();
}
