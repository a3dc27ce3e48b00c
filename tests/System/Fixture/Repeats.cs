using System.Globalization;

namespace Social.Tests.WholeSystem.Fixture;

/// <summary>How often a test that kills or restarts something does so: few times in the usual run, more where REPEATS says so.</summary>
static class Repeats
{
    public static int OrUsual(int usual) =>
        Environment.GetEnvironmentVariable("REPEATS") is { Length: > 0 } said ? int.Parse(said, CultureInfo.InvariantCulture) : usual;
}
