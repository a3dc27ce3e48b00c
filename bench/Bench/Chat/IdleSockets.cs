using System.Globalization;

namespace Social.Bench.Chat;

/// <summary>How much memory an instance of Chat takes for sockets on which nothing happens.</summary>
static class IdleSockets
{
    const int AtOnce = 16;
    const int MaxAttempts = 5;
    const int Megabyte = 1 << 20;

    static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(10);

    // Two heartbeats.
    static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(32);

    public static async Task RunAsync(ChatBenchOptions options, CancellationToken stop)
    {
        var gateway = Measurement.RunIn(options.Run).Gateway;
        using var api = new HttpClient { BaseAddress = gateway };
        var chat = (await new ChatInstances(api).FindAsync(stop)) is [var first, ..]
            ? first
            : throw new BenchException("No instance of Chat is ready.");
        var people = await ChatPeople.RegisterAsync(gateway, options.People, stop);
        var before = chat.ResidentBytes;
        Console.WriteLine($"Opening {options.Sockets:N0} sockets at one instance, which has {before / Megabyte} MB.");
        var sockets = new HubSocket[options.Sockets];
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        List<Task> reading = [];
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, options.Sockets),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
                async (i, cancelled) =>
                {
                    sockets[i] = await OpenAsync(ChatInstances.HttpOf(chat), people[i % people.Count].Token, cancelled);
                    lock (reading)
                        reading.Add(ReadAsync(sockets[i], over.Token));
                }
            );
            var opened = chat.ResidentBytes;
            var pinging = PingAsync(sockets, over.Token);
            await Task.Delay(SettleTime, stop);
            var after = chat.ResidentBytes;
            var open = reading.Count(task => !task.IsCompleted);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{open:N0} of {options.Sockets:N0} sockets are open. The instance had {before / Megabyte} MB before, {opened / Megabyte} MB when all were open and {after / Megabyte} MB after {SettleTime.TotalSeconds:F0} s: {(after - before) / 1024.0 / open:F1} KB a socket."
                )
            );
            await over.CancelAsync();
            await pinging;
        }
        finally
        {
            await over.CancelAsync();
            foreach (var socket in sockets.OfType<HubSocket>())
                await socket.DisposeAsync();
        }
    }

    /// <summary>On a busy machine a socket may take longer than the hub waits for its token; then it is opened again.</summary>
    static async Task<HubSocket> OpenAsync(Uri chat, string token, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                return await HubSocket.OpenAsync(chat, token, stop);
            }
            catch (System.Net.WebSockets.WebSocketException e)
            {
                if (attempt == MaxAttempts)
                    throw new BenchException($"A socket could not be opened: {e.Message}");
            }
    }

    /// <summary>Heartbeats are read, as by a client that does nothing.</summary>
    static async Task ReadAsync(HubSocket socket, CancellationToken stop)
    {
        try
        {
            await foreach (var _ in socket.ReadAsync(stop)) { }
        }
        catch (Exception e) when (e is System.Net.WebSockets.WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It has ended, which is counted.
        }
    }

    static async Task PingAsync(HubSocket[] sockets, CancellationToken stop)
    {
        try
        {
            using var timer = new PeriodicTimer(PingInterval);
            while (await timer.WaitForNextTickAsync(stop))
                foreach (var socket in sockets)
                    await socket.PingAsync(stop);
        }
        catch (Exception e) when (e is System.Net.WebSockets.WebSocketException or OperationCanceledException)
        {
            // Measured already, or one has ended, which is counted.
        }
    }
}
