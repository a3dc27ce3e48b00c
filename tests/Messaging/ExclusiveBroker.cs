using Social.Tests.Messaging;

// One set of engines for all tests; each has its own database and topic on them, so most may run beside each other.
[assembly: AssemblyFixture(typeof(Engines))]

namespace Social.Tests.Messaging;

/// <summary>Tests that stop or kill the broker run alone.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class ExclusiveBroker;
