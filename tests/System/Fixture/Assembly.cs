using Social.Tests.WholeSystem.Fixture;

[assembly: AssemblyFixture(typeof(SystemFixture))]
