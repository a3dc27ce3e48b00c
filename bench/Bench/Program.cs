using Social.Bench;
using Social.Bench.Chat;
using Social.Bench.Running;

if (args is [BareServer.Word, var file])
    return await BareServer.RunAsync(file);
try
{
    using var stop = new StopSignals();
    await (
        args switch
        {
            [RunOptions.Word, .. var more] => FullRun.RunAsync(RunOptions.Read(more), stop.Token),
            [ChatBenchOptions.Chat, .. var more] => ChatProof.RunAsync(ChatBenchOptions.Read(ChatBenchOptions.Chat, more), stop.Token),
            [ChatBenchOptions.Idle, .. var more] => IdleSockets.RunAsync(ChatBenchOptions.Read(ChatBenchOptions.Idle, more), stop.Token),
            _ => Measurement.RunAsync(Options.Read(args), stop.Token),
        }
    );
    return 0;
}
catch (BenchException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Broken off: nothing is reported of half a run.");
    return 130;
}
