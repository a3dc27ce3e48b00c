using Social.Bench;

if (args is [BareServer.Word, var file])
    return await BareServer.RunAsync(file);
try
{
    var options = Options.Read(args);
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, e) =>
    {
        e.Cancel = true;
        stop.Cancel();
    };
    await Measurement.RunAsync(options, stop.Token);
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
