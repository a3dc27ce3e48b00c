using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>The names of a resource's instances: <c>auth-xkcdwqpz</c> for a process, so that the dashboard can tell replicas apart.</summary>
static class Instances
{
    static readonly ConditionalWeakTable<IResource, List<string>> Ids = [];

    public static bool IsProcess(this IResource resource) => resource is ProjectResource or ExecutableResource;

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

    public static CustomResourceSnapshot FirstSnapshot(IResource resource) =>
        new()
        {
            ResourceType = resource switch
            {
                ProjectResource => "Project",
                ExecutableResource => "Executable",
                ContainerResource => "Container",
                ParameterResource => "Parameter",
                IResourceWithConnectionString => "ConnectionString",
                _ => resource.GetType().Name,
            },
            Properties = [],
            CreationTimeStamp = DateTime.UtcNow,
            State = KnownResourceStates.NotStarted,
            Relationships =
            [
                .. resource
                    .Annotations.OfType<ResourceRelationshipAnnotation>()
                    .Select(r => new RelationshipSnapshot(r.Resource.Name, r.Type))
                    .Concat(resource.Annotations.OfType<WaitAnnotation>().Select(w => new RelationshipSnapshot(w.Resource.Name, "WaitFor")))
                    .Distinct(),
            ],
        };

    public static string Ending(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text == KnownResourceStates.FailedToStart ? "failed to start"
        : snapshot.ExitCode is { } code ? $"ended with exit code {code}"
        : "has stopped";
}

/// <summary>What a resource rests on: it starts after them and stops before them.</summary>
static class Dependencies
{
    /// <summary>The resources named in a value.</summary>
    public static IEnumerable<IResource> Of(object value) =>
        value is IResource resource ? [resource]
        : value is IValueWithReferences { References: var parts } ? parts.SelectMany(Of).Distinct()
        : [];

    static IEnumerable<IResource> Of(IResource resource) =>
        resource
            .Annotations.OfType<WaitAnnotation>()
            .Select(w => w.Resource)
            .Concat(resource.Annotations.OfType<ResourceRelationshipAnnotation>().Where(r => r.Type == "Reference").Select(r => r.Resource))
            .Concat(resource is IResourceWithParent child ? [child.Parent] : [])
            .Concat(resource is IValueWithReferences { References: var parts } ? parts.SelectMany(Of) : []);

    /// <summary>The resources in the order they stop, those together that may stop at the same time. References in a circle do not count.</summary>
    public static IEnumerable<IReadOnlyList<IResource>> StopOrder(IEnumerable<IResource> all)
    {
        Dictionary<IResource, int> depths = [];
        HashSet<IResource> path = [];
        int Depth(IResource resource)
        {
            if (depths.TryGetValue(resource, out var known))
                return known;
            if (!path.Add(resource))
                return 0;
            var depth = Of(resource).Distinct().Where(r => r != resource).Select(r => Depth(r) + 1).DefaultIfEmpty().Max();
            path.Remove(resource);
            return depths[resource] = depth;
        }
        return all.GroupBy(Depth).OrderByDescending(g => g.Key).Select(g => g.ToList());
    }
}
