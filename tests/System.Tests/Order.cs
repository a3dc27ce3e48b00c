using Social.Tests.WholeSystem;
using Social.Tests.WholeSystem.Lifecycle;
using Xunit.Sdk;
using Xunit.v3;

// Most of what these tests do is waiting, so several people's lives go on at once.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Social.Tests.WholeSystem;

/// <summary>
/// Tests that take parts of the one town away, or judge how long something takes: one after another, when the others are through.
/// </summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

/// <summary>What starts systems of its own begins with the others, instead of when they are through.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(c => c.TestCollectionDisplayName.Contains(nameof(LifecycleTests), StringComparison.Ordinal))];
}
