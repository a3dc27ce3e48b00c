using Social.Tests.Fixture;

[assembly: AssemblyFixture(typeof(SystemFixture))]
