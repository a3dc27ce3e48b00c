namespace Social.Tests.ServiceDefaults.Discovery;

static class Wait
{
    /// <summary>Until it holds, at most 20 s.</summary>
    public static async Task ForAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
            await Task.Delay(20, patience.Token);
    }

    /// <inheritdoc cref="ForAsync(Func{Task{bool}})"/>
    public static Task ForAsync(Func<bool> holds) => ForAsync(() => Task.FromResult(holds()));
}
