using Social.Tests.WholeSystem;
using Social.Tests.WholeSystem.Fixture;
using Xunit.Sdk;
using Xunit.v3;

// Much of what these tests do is waiting, so two lives go on at once. More would only wait for each other's passwords to be hashed.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: TestCollectionOrderer(typeof(SequentialCollectionsLast))]

namespace Social.Tests.WholeSystem;

/// <summary>Tests that judge how long something takes, or that many do at once: one after another, when those that go side by side are through.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class TimingSensitive;

/// <summary>Tests that take parts of the shared system away, or count what all of it holds: one after another, at last.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Exclusive : ICollectionFixture<ExclusivePhase>;

/// <summary>Nobody looks at the clock any more: another system may start on this machine.</summary>
public sealed class ExclusivePhase
{
    public ExclusivePhase(SystemFixture system) => system.ReleaseMachine();
}

/// <summary>Collections that run by themselves come last, those that take the system apart at the very end.</summary>
public sealed class SequentialCollectionsLast : ITestCollectionOrderer
{
    static readonly string[] Late = [typeof(TimingSensitive).FullName!, typeof(Exclusive).FullName!];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(c => Array.IndexOf(Late, c.TestCollectionClassName))];
}
