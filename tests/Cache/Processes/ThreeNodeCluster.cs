namespace Social.Tests.Caches.Processes;

/// <summary>Up to three replicas, and a cable of its own from each to each.</summary>
sealed class ThreeNodeCluster(params KeyValuePair<string, string?>[] settings) : IAsyncDisposable
{
    const int Count = 3;

    readonly Relay[,] cables = Cables();
    readonly Node?[] nodes = new Node?[Count];

    public Node this[int at] => nodes[at]!;

    public IEnumerable<Reader> Readers => nodes.OfType<Node>().Select(n => n.Reader);

    public static async Task<ThreeNodeCluster> StartAsync(params KeyValuePair<string, string?>[] settings)
    {
        var cluster = new ThreeNodeCluster(settings);
        for (var i = 0; i < Count; i++)
            await cluster.StartAsync(i);
        return cluster;
    }

    public async Task StartAsync(int at)
    {
        nodes[at] = await Node.StartAsync(Others(at).Select(other => cables[at, other].Address), settings);
        foreach (var other in Others(at))
            cables[other, at].Target = nodes[at]!.Rpc;
    }

    /// <summary>Nobody reaches it, and it reaches nobody; readers do.</summary>
    public void CutOff(int at) => Each(at, cable => cable.Cut());

    public void Mend(int at) => Each(at, cable => cable.Mend());

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(nodes.OfType<Node>().Select(n => n.DisposeAsync().AsTask()));
        foreach (var (from, to) in Pairs())
            await cables[from, to].DisposeAsync();
    }

    void Each(int at, Action<Relay> act)
    {
        foreach (var other in Others(at))
        {
            act(cables[at, other]);
            act(cables[other, at]);
        }
    }

    static Relay[,] Cables()
    {
        var cables = new Relay[Count, Count];
        foreach (var (from, to) in Pairs())
            cables[from, to] = new();
        return cables;
    }

    static IEnumerable<int> Others(int at) => Enumerable.Range(0, Count).Where(i => i != at);

    static IEnumerable<(int From, int To)> Pairs() => from a in Enumerable.Range(0, Count) from b in Others(a) select (a, b);
}
