using System.Diagnostics;

namespace Social.Tests.Messaging;

static class Wait
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    /// <summary>Asks until it holds. The time only bounds a failing test.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, Func<string> what)
    {
        for (var watch = Stopwatch.StartNew(); !await holds(); await Task.Delay(100))
        {
            Assert.True(watch.Elapsed < Longest, $"Waited {Longest.TotalSeconds} s for {what()}");
        }
    }
}
