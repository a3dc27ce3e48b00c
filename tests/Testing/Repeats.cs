using System.Globalization;

namespace Social.Tests.Testing;

/// <summary>How often a test that kills or restarts something does so: few times in the usual run, more where REPEATS says so.</summary>
public static class Repeats
{
    public static int OrUsual(int usual) =>
        Environment.GetEnvironmentVariable("REPEATS") is { Length: > 0 } said ? int.Parse(said, CultureInfo.InvariantCulture) : usual;
}
