namespace Social.Bench.Chat;

/// <summary>What goes wrong during a run: sockets are cut, an instance of Chat is killed, Redis is killed. The AppHost starts both again.</summary>
sealed class Disturbances(ChatInstances instances, IReadOnlyList<RoomMember> members)
{
    static readonly TimeSpan CutInterval = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan RestartTimeout = TimeSpan.FromSeconds(60);
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>How many sockets were cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>Goes on for so long: a kill of Chat at its beginning, one of Redis at its half, cuts all the time.</summary>
    /// <exception cref="BenchException">There are no two instances of Chat, or what was killed did not come back.</exception>
    public async Task RunAsync(TimeSpan during, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var cutting = CutAsync(over.Token);
        // Under the load of the writers an instance may answer its health check late, and is then not ready for a moment.
        IReadOnlyList<ListeningProcess> chats = [];
        await ReachedAsync(
            async () => (chats = await instances.FindAsync(stop)).Count >= 2,
            "This needs two instances of Chat: start the system with --Replicas:chat=2.",
            stop
        );
        var redis = ChatInstances.RedisPortOf(chats[0]);
        var half = Task.Delay(during / 2, stop);

        Console.WriteLine($"Killing one of {chats.Count} instances of Chat.");
        chats[Random.Shared.Next(chats.Count)].Kill();
        await half;
        Console.WriteLine("Killing Redis.");
        var before = ListeningProcess.At(redis);
        before.Kill();
        await Task.Delay(during / 2, stop);
        await ReachedAsync(() => Task.FromResult(ListeningProcess.Find(redis) is { } now && now != before), NotBack("Redis"), stop);
        await ReachedAsync(async () => (await instances.FindAsync(stop)).Count >= chats.Count, NotBack("Chat"), stop);
        await over.CancelAsync();
        await cutting;
    }

    async Task CutAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(CutInterval, stop);
                members[Random.Shared.Next(members.Count)].Cut();
                Cuts++;
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }

    static string NotBack(string what) => $"{what} was killed and did not come back.";

    static async Task ReachedAsync(Func<Task<bool>> condition, string otherwise, CancellationToken stop)
    {
        for (var until = DateTime.UtcNow + RestartTimeout; !await condition(); await Task.Delay(PollInterval, stop))
            if (DateTime.UtcNow > until)
                throw new BenchException(otherwise);
    }
}
