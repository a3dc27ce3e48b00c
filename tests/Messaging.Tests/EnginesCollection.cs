namespace Social.Tests.Messaging;

/// <summary>One set of engines for all, and one test after another: some of them stop the broker.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class EnginesCollection : ICollectionFixture<Engines>;
