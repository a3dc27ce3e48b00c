using Microsoft.Extensions.Hosting;
using Social.AppHost.Running;

namespace Social.AppHost;

static class LocalProgram
{
    /// <summary>
    /// Settings of the .NET runtime for programs that run where they were built, on loopback. Memory of compiled code stays writable: mapping
    /// it twice cost a sixth of the processor's time of a start (a published program keeps the protection). Idle threads of the pool sleep at
    /// once instead of spinning: many processes share few cores (our own programs have that from Directory.Build.props).
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> RuntimeSettings = new Dictionary<string, string>
    {
        ["DOTNET_EnableWriteXorExecute"] = "0",
        ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
    };

    /// <summary>
    /// Runs the built program itself instead of <c>dotnet run</c>, which would stay beside it with 75 MB: in run mode, unless an IDE wants to
    /// start it under its debugger. The environment's name is the AppHost's own, else Development.
    /// </summary>
    public static IResourceBuilder<ProjectResource> AsLocalProgram(this IResourceBuilder<ProjectResource> project)
    {
        var builder = project.ApplicationBuilder;
        // Nothing here changes its settings as it runs, and each process that watches its files for that takes one of the 128 watches that
        // Linux gives all processes of a user: on a full machine, or node, the next one would not start.
        project.WithEnvironment("DOTNET_hostBuilder__reloadConfigOnChange", "false");
        // 10 MB of new objects before they are collected (hexadecimal). By itself the runtime takes most of the processor's cache, 20 of 32
        // MB here, and collecting those stops every request for 6 ms instead of 2.
        project.WithEnvironment("DOTNET_GCgen0size", "A00000");
        if (builder.ExecutionContext.IsPublishMode)
            return project;
        foreach (var name in (string[])["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"])
            project.WithEnvironment(name, Environment.GetEnvironmentVariable(name) ?? Environments.Development);
        foreach (var (name, value) in RuntimeSettings)
            project.WithEnvironment(name, value);
        // Without the dashboard nobody receives telemetry at the orchestrator's address: a process that is told to stop would try to send
        // its last until the orchestrator kills it. Where a collector runs, the AppHost's own environment names it.
        if (!AppHostOptions.Read(builder.Configuration).Dashboard)
            project.WithEnvironment(context => context.EnvironmentVariables.Remove("OTEL_EXPORTER_OTLP_ENDPOINT"));
        // There is no developer certificate to fetch or to trust: everything is on loopback.
        project.WithoutHttpsCertificate();
        if (builder.Configuration["DEBUG_SESSION_PORT"] is not null)
            return project;
        var file = project.Resource.GetProjectMetadata().ProjectPath;
        return project.WithAnnotation(
            new ExecutableAnnotation { Command = ProgramOf(file), WorkingDirectory = Path.GetDirectoryName(file)! }
        );
    }

    /// <summary>Where the build has put a project's program, when it built the AppHost: in the same configuration, for the same framework.</summary>
    internal static string ProgramOf(string project)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var folder = Path.Combine(Path.GetDirectoryName(project)!, "bin", output.Parent!.Name, output.Name);
        return Path.Combine(folder, Path.GetFileNameWithoutExtension(project) + (OperatingSystem.IsWindows() ? ".exe" : ""));
    }
}
