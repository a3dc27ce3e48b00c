namespace Aspire.Hosting.Running;

static class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Send(int pid, int signal);

    /// <summary>To a process; below zero, to a whole process group. One that is gone already is not a fault.</summary>
    public static void To(int pid, int signal) => _ = Send(pid, signal);

    /// <summary>The first Ctrl+C stops in order; whoever asks twice does not want to wait.</summary>
    public static IDisposable KillOnSecond(Orchestrator orchestrator)
    {
        var asked = 0;
        return PosixSignalRegistration.Create(
            PosixSignal.SIGINT,
            _ =>
            {
                if (Interlocked.Increment(ref asked) < 2)
                    return;
                orchestrator.KillAll();
                Environment.Exit(130);
            }
        );
    }
}
