using System.Runtime.InteropServices;
using Social.Seed;

using var stopping = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await SeedRun.RunAsync(() => SeedOptions.Parse(args), Console.Out, Console.Error, stopping.Token);

void Stop(PosixSignalContext signal)
{
    // Instead of ending the process at once: calls on their way are cancelled first, and the run says that it can be continued.
    signal.Cancel = true;
    stopping.Cancel();
}
