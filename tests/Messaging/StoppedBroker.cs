using Social.Tests.Messaging;

// One set of engines for all tests; each has its own database and topic on them, so most may run beside each other.
[assembly: AssemblyFixture(typeof(Engines))]

namespace Social.Tests.Messaging;

/// <summary>Tests that take the broker away from everyone run alone.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class StoppedBroker;
