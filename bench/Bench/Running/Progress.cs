using System.Diagnostics;
using System.Globalization;

namespace Social.Bench.Running;

/// <summary>Lines that say what is being done, each with the time since the start.</summary>
static class Progress
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    static readonly Stopwatch Since = Stopwatch.StartNew();

    public static void Write(string text) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Since.Elapsed:hh\\:mm\\:ss}  {text}"));

    /// <summary>Awaits what takes long, with a line every ten seconds.</summary>
    public static async Task WhileAsync(Task work, string what)
    {
        var begin = Stopwatch.GetTimestamp();
        while (await Task.WhenAny(work, Task.Delay(Interval, CancellationToken.None)) != work)
            Write(string.Create(CultureInfo.InvariantCulture, $"  {what}: {Stopwatch.GetElapsedTime(begin).TotalSeconds:F0} s"));
        await work;
    }
}
