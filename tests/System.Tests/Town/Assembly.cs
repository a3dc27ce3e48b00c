using Social.Tests.Towns;

[assembly: AssemblyFixture(typeof(Town))]

// Some tests take parts of the one town away, and each wants the machine for itself.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
