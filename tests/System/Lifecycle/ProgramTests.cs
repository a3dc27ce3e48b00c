using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Social.Tests.WholeSystem.Lifecycle;

/// <summary>How the AppHost has its projects started.</summary>
public sealed class ProgramTests
{
    [Theory]
    [InlineData("--Dashboard=off", true)]
    [InlineData("--DEBUG_SESSION_PORT=localhost:1", false)]
    public async Task They_run_as_they_were_built_unless_an_IDE_starts_them_under_its_debugger(string setting, bool expected)
    {
        var data = Directory.CreateTempSubdirectory("social-model-");
        try
        {
            await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>([
                setting,
                "--Dashboard=off",
                $"--Data={data.FullName}",
                $"--RunFile={Path.Combine(data.FullName, "run.json")}",
            ]);

            var projects = builder.Resources.OfType<ProjectResource>().Where(project => project.Name != "seed").ToList();

            Assert.Equal(8, projects.Count);
            Assert.All(projects, project => Assert.Equal(expected, project.Annotations.OfType<ExecutableAnnotation>().Any()));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
