using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Social.Tests.Testing;

public static class Wait
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    /// <summary>Asks until it holds. The time only bounds a failing test.</summary>
    /// <param name="holds">Whether it does by now.</param>
    /// <param name="what">What is waited for, and how far it has come; the condition's own text if not said.</param>
    /// <param name="condition">Filled in by the compiler.</param>
    /// <exception cref="TimeoutException">It did not hold for 120 s.</exception>
    public static async Task UntilAsync(
        Func<Task<bool>> holds,
        Func<string>? what = null,
        [CallerArgumentExpression(nameof(holds))] string condition = ""
    )
    {
        for (var watch = Stopwatch.StartNew(); !await holds(); await Task.Delay(50))
            if (watch.Elapsed > Longest)
                throw new TimeoutException($"Waited {Longest.TotalSeconds} s for {what?.Invoke() ?? condition}");
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, Func{string}?, string)"/>
    public static Task UntilAsync(
        Func<bool> holds,
        Func<string>? what = null,
        [CallerArgumentExpression(nameof(holds))] string condition = ""
    ) => UntilAsync(() => Task.FromResult(holds()), what, condition);
}
