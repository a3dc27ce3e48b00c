using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Social.AppHost.Infrastructure;

namespace Social.Tests.WholeSystem.Lifecycle;

/// <summary>The same AppHost declares containers where it is asked to, and where it is published.</summary>
public sealed class ContainerTests
{
    [Theory]
    [InlineData("--Engines=containers")]
    [InlineData("--Publishing:Publisher=manifest")]
    public async Task The_engines_are_containers(string how)
    {
        var data = Directory.CreateTempSubdirectory("social-model-");
        try
        {
            await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>([
                how,
                "--Dashboard=off",
                $"--Data={data.FullName}",
                $"--RunFile={Path.Combine(data.FullName, "run.json")}",
            ]);

            Assert.IsType<PostgresServerResource>(Named("postgres"));
            Assert.IsType<RedisResource>(Named("redis"));
            Assert.IsType<KafkaServerResource>(Named("kafka"));
            Assert.IsType<MinioResource>(Named("media"));
            string[] engines = ["postgres", "redis", "kafka", "media"];
            string[] databases = ["authdb", "profiledb", "postdb", "feeddb", "chatdb", "questionsdb"];
            Assert.All(databases, name => Assert.IsType<PostgresDatabaseResource>(Named(name)));
            Assert.All(engines, name => Assert.Single(Named(name).Annotations.OfType<ContainerImageAnnotation>()));
            Assert.DoesNotContain(
                builder.Resources.OfType<ExecutableResource>(),
                process => process.Name.EndsWith("-server", StringComparison.Ordinal)
            );

            IResource Named(string name) => builder.Resources.Single(r => r.Name == name);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
