namespace Social.ServiceDefaults.GrpcClients;

static class InstancePicker
{
    /// <summary>The instance for a call that has been tried at some already; null when there is none at all.</summary>
    public static Instance? Pick(IReadOnlyList<Instance> all, IReadOnlyCollection<Instance> tried)
    {
        if (all.Count < 2)
            return all.Count == 0 ? null : all[0];
        if (all.FirstOrDefault(instance => !tried.Contains(instance) && instance.TryProbe()) is { } probed)
            return probed;
        Instance[] open = [.. all.Where(instance => instance.IsAvailable && !tried.Contains(instance))];
        return open.Length > 0 ? Freer(open) : LeastBad(all, tried);
    }

    static Instance Freer(Instance[] open)
    {
        if (open.Length == 1)
            return open[0];
        var first = Random.Shared.Next(open.Length);
        var second = (first + 1 + Random.Shared.Next(open.Length - 1)) % open.Length;
        return open[second].InFlight < open[first].InFlight ? open[second] : open[first];
    }

    /// <summary>When no instance is available, a call is still tried: first on instances not tried yet, then on the one that failed longest ago.</summary>
    static Instance LeastBad(IReadOnlyList<Instance> all, IReadOnlyCollection<Instance> tried) =>
        all.OrderBy(tried.Contains).ThenByDescending(instance => instance.SinceLastFailure).ThenBy(instance => instance.InFlight).First();
}
