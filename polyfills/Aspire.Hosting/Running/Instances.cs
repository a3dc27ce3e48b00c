namespace Aspire.Hosting.Running;

static class Instances
{
    static readonly ConditionalWeakTable<IResource, List<string>> Ids = [];

    public static bool IsProcess(this IResource resource) => resource is ProjectResource or ExecutableResource;

    public static IEnumerable<HealthCheckAnnotation> Checks(this IResource resource) =>
        resource.Annotations.OfType<HealthCheckAnnotation>();

    public static IEnumerable<EndpointAnnotation> Endpoints(this IResource resource) => resource.Annotations.OfType<EndpointAnnotation>();

    /// <summary>The names of a resource's instances: <c>auth-xkcdwqpz</c> for a process, so that the dashboard can tell replicas apart.</summary>
    public static IReadOnlyList<string> InstanceIds(this IResource resource)
    {
        if (!resource.IsProcess())
            return [resource.Name];
        var ids = Ids.GetOrCreateValue(resource);
        lock (ids)
        {
            while (ids.Count < resource.GetReplicaCount())
                ids.Add($"{resource.Name}-{RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz", 8)}");
            return [.. ids];
        }
    }

    public static string Ending(this CustomResourceSnapshot snapshot) =>
        snapshot.Is(KnownResourceStates.FailedToStart) ? "failed to start"
        : snapshot.ExitCode is { } code ? $"ended with exit code {code}"
        : "has stopped";
}

/// <summary>What a resource rests on: it starts after them and stops before them.</summary>
static class Dependencies
{
    /// <summary>The resources named in a value.</summary>
    public static IEnumerable<IResource> In(object value) =>
        value is IResource resource ? [resource]
        : value is IValueWithReferences { References: var parts } ? parts.SelectMany(In).Distinct()
        : [];

    static IEnumerable<IResource> Of(IResource resource) =>
        resource
            .Annotations.OfType<WaitAnnotation>()
            .Select(w => w.Resource)
            .Concat(resource.Annotations.OfType<RelationshipAnnotation>().Where(r => r.Type == "Reference").Select(r => r.Resource))
            .Concat(resource is IValueWithReferences { References: var parts } ? parts.SelectMany(In) : []);

    public static IEnumerable<RelationshipSnapshot> Shown(IResource resource) =>
        resource
            .Annotations.OfType<RelationshipAnnotation>()
            .Select(r => new RelationshipSnapshot(r.Resource.Name, r.Type))
            .Concat(resource.Annotations.OfType<WaitAnnotation>().Select(w => new RelationshipSnapshot(w.Resource.Name, "WaitFor")))
            .Distinct();

    /// <summary>The resources in the order they stop, those together that may stop at the same time. References in a circle do not count.</summary>
    public static IEnumerable<IReadOnlyList<IResource>> StopOrder(IEnumerable<IResource> all)
    {
        Dictionary<IResource, int> depths = [];
        HashSet<IResource> path = [];
        return all.GroupBy(Depth).OrderByDescending(g => g.Key).Select(g => g.ToList());

        int Depth(IResource resource)
        {
            if (depths.TryGetValue(resource, out var known))
                return known;
            if (!path.Add(resource))
                return 0;
            var depth = Of(resource).Select(r => Depth(r) + 1).DefaultIfEmpty().Max();
            path.Remove(resource);
            return depths[resource] = depth;
        }
    }
}
