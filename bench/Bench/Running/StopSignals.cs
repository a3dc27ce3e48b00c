using System.Runtime.InteropServices;

namespace Social.Bench.Running;

/// <summary>SIGINT and SIGTERM cancel a token instead of ending the process at once: what it has started is stopped first.</summary>
sealed class StopSignals : IDisposable
{
    readonly CancellationTokenSource stop = new();
    readonly PosixSignalRegistration interrupted,
        terminated;

    public StopSignals()
    {
        interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    public CancellationToken Token => stop.Token;

    public void Dispose()
    {
        interrupted.Dispose();
        terminated.Dispose();
        stop.Dispose();
    }

    void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}
