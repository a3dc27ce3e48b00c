using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Errors;

namespace Social.Auth.Passwords;

/// <summary>
/// Hashing keeps a processor busy for 80 ms, so there are never more at once than configured, and a short queue: a flood of log-ins
/// is answered "later" instead of starving everything else.
/// </summary>
public sealed class PasswordHashingQueue(IOptions<PasswordOptions> options) : IDisposable
{
    static readonly TimeSpan QueueTimeout = TimeSpan.FromSeconds(8);

    readonly SemaphoreSlim processors = new(options.Value.AtOnce);
    readonly int places = options.Value.AtOnce + options.Value.Queue;
    int queued;

    /// <exception cref="FaultException"><see cref="Fault.Unavailable"/> when too many wait already, or for too long.</exception>
    public Task<string> HashAsync(string password, CancellationToken stop) => RunAsync(() => PasswordHash.Create(password), stop);

    /// <summary>Null instead of a stored hash stands for an account that is not there; it takes as long and is never right.</summary>
    /// <inheritdoc cref="HashAsync"/>
    public Task<PasswordMatch> VerifyAsync(string password, string? stored, CancellationToken stop) =>
        RunAsync(
            () =>
            {
                var match = PasswordHash.Verify(password, stored ?? PasswordHash.Decoy);
                return stored is null ? PasswordMatch.Wrong : match;
            },
            stop
        );

    public void Dispose() => processors.Dispose();

    async Task<T> RunAsync<T>(Func<T> work, CancellationToken stop)
    {
        if (Interlocked.Increment(ref queued) > places)
        {
            Interlocked.Decrement(ref queued);
            throw Busy();
        }
        try
        {
            if (!await processors.WaitAsync(QueueTimeout, stop))
                throw Busy();
            try
            {
                return await Task.Run(work, stop);
            }
            finally
            {
                processors.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref queued);
        }
    }

    static FaultException Busy() =>
        new(Fault.Unavailable, "Too many people are logging in at this moment. Try again shortly.")
        {
            RetryAfter = TimeSpan.FromSeconds(3),
        };
}
