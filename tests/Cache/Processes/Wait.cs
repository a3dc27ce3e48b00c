using System.Diagnostics;

namespace Social.Tests.Caches.Processes;

static class Wait
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    /// <summary>Asks until it holds. The time only bounds a failing test.</summary>
    public static async Task ForAsync(Func<Task<bool>> holds)
    {
        for (var watch = Stopwatch.StartNew(); !await holds(); await Task.Delay(100))
            Assert.True(watch.Elapsed < Longest, $"Waited {Longest.TotalSeconds} s in vain.");
    }

    /// <inheritdoc cref="ForAsync(Func{Task{bool}})"/>
    public static Task ForAsync(Func<bool> holds) => ForAsync(() => Task.FromResult(holds()));
}
