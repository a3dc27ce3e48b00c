using Social.Tests.Towns;

[assembly: AssemblyFixture(typeof(Town))]
