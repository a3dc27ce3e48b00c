using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Social.AppHost.Infrastructure.Fetching;

namespace Social.AppHost.Running;

/// <summary>
/// The ports of this checkout: chosen free at the first start and remembered, so that addresses stay the same, while two checkouts run side
/// by side.
/// </summary>
public sealed class RememberedPorts(string file)
{
    // Below where the system takes ports for outgoing connections, and apart from where an app host takes the services' own.
    const int First = 10_240;
    const int Last = 19_999;

    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // Until this process ends, however it ends: another that starts at the same moment must not find free what nobody listens on yet.
    static readonly ConcurrentDictionary<int, IDisposable> Held = [];

    readonly Dictionary<string, int> known = File.Exists(file)
        ? JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(file))!
        : [];

    /// <summary>The remembered port, else <paramref name="preferred"/>, else any; whichever first is free.</summary>
    public int Allocate(string name, int? preferred = null)
    {
        var port = Candidates(name, preferred).First(p => IsFree(p) && Hold(p));
        if (known.TryAdd(name, port) || known[name] != port)
        {
            known[name] = port;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file + ".new", JsonSerializer.Serialize(known, Indented));
            File.Move(file + ".new", file, overwrite: true);
        }
        return port;
    }

    /// <summary>Waits until nobody listens on any remembered port, at most for <paramref name="timeout"/>.</summary>
    public void WaitUntilFree(TimeSpan timeout)
    {
        for (var until = DateTime.UtcNow + timeout; DateTime.UtcNow < until && !known.Values.All(IsFree); )
            Thread.Sleep(100);
    }

    IEnumerable<int> Candidates(string name, int? preferred)
    {
        if (known.TryGetValue(name, out var last))
            yield return last;
        if (preferred is { } wish)
            yield return wish;
        while (true)
        {
            var any = Random.Shared.Next(First, Last);
            if (!known.ContainsValue(any))
                yield return any;
        }
    }

    static bool Hold(int port)
    {
        if (Held.ContainsKey(port))
            return true;
        if (FileLock.TryTake(Path.Combine(EngineCache.Root, "ports", $"{port}.lock")) is not { } taken)
            return false;
        Held[port] = taken;
        return true;
    }

    static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
