using Microsoft.Extensions.Options;

namespace Social.Feeds.Timelines;

/// <summary>Bounds how many feeds this instance builds at a time (<see cref="FeedOptions.ConcurrentBuilds"/>).</summary>
public sealed class BuildLimit(IOptions<FeedOptions> options) : IDisposable
{
    readonly SemaphoreSlim slots = new(options.Value.ConcurrentBuilds);

    /// <summary>A slot until it is disposed; null, at once, when none is free.</summary>
    public IDisposable? TryTake() => slots.Wait(0) ? new Slot(slots) : null;

    public void Dispose() => slots.Dispose();

    sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
