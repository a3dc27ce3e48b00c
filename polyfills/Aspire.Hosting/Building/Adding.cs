using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting
{
    public static class ProjectResourceBuilderExtensions
    {
        public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
            where TProject : IProjectMetadata, new() => builder.AddResource(new ProjectResource(name)).WithAnnotation(new TProject());

        /// <param name="builder">The application.</param>
        /// <param name="name">The resource's name.</param>
        /// <param name="projectPath">Relative to the AppHost; its output must have been built.</param>
        public static IResourceBuilder<ProjectResource> AddProject(
            this IDistributedApplicationBuilder builder,
            string name,
            string projectPath
        ) =>
            builder
                .AddResource(new ProjectResource(name))
                .WithAnnotation(new ProjectByPath(Path.GetFullPath(projectPath, builder.AppHostDirectory)));

        public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas) =>
            builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);

        sealed class ProjectByPath(string path) : IProjectMetadata
        {
            public string ProjectPath => path;

            /// <summary>The newest output that can be run: which configuration was built last is all there is to go by.</summary>
            public string? TargetPath =>
                new DirectoryInfo(Path.Combine(Path.GetDirectoryName(path)!, "bin")) is { Exists: true } bin
                    ? bin.EnumerateFiles($"{Path.GetFileNameWithoutExtension(path)}.runtimeconfig.json", SearchOption.AllDirectories)
                        .MaxBy(f => f.LastWriteTimeUtc)
                        ?.FullName.Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal)
                    : null;
        }
    }

    public static class ExecutableResourceBuilderExtensions
    {
        public static IResourceBuilder<ExecutableResource> AddExecutable(
            this IDistributedApplicationBuilder builder,
            string name,
            string command,
            string workingDirectory,
            params string[]? args
        ) => builder.AddExecutable(name, command, workingDirectory, (object[]?)args);

        public static IResourceBuilder<ExecutableResource> AddExecutable(
            this IDistributedApplicationBuilder builder,
            string name,
            string command,
            string workingDirectory,
            params object[]? args
        ) =>
            builder
                .AddResource(new ExecutableResource(name, command, Path.GetFullPath(workingDirectory, builder.AppHostDirectory)))
                .WithArgs(args ?? []);

        public static IResourceBuilder<T> WithCommand<T>(this IResourceBuilder<T> builder, string command)
            where T : ExecutableResource
        {
            builder.Resource.Command = command;
            return builder;
        }

        public static IResourceBuilder<T> WithWorkingDirectory<T>(this IResourceBuilder<T> builder, string workingDirectory)
            where T : ExecutableResource
        {
            builder.Resource.WorkingDirectory = Path.GetFullPath(workingDirectory, builder.ApplicationBuilder.AppHostDirectory);
            return builder;
        }
    }

    public static class ParameterResourceBuilderExtensions
    {
        public static IResourceBuilder<ParameterResource> AddParameter(
            this IDistributedApplicationBuilder builder,
            string name,
            bool secret = false
        ) => builder.AddResource(CreateParameter(builder, name, secret));

        public static IResourceBuilder<ParameterResource> AddParameter(
            this IDistributedApplicationBuilder builder,
            string name,
            string value,
            bool publishValueAsDefault = false,
            bool secret = false
        ) => builder.AddParameter(name, () => value, publishValueAsDefault, secret);

        public static IResourceBuilder<ParameterResource> AddParameter(
            this IDistributedApplicationBuilder builder,
            string name,
            Func<string> valueGetter,
            bool publishValueAsDefault = false,
            bool secret = false
        ) => builder.AddResource(new ParameterResource(name, _ => builder.Configuration[$"Parameters:{name}"] ?? valueGetter(), secret));

        /// <param name="builder">The application.</param>
        /// <param name="name">The parameter's name.</param>
        /// <param name="value">Asked when the configuration has no value.</param>
        /// <param name="secret">Hidden in the dashboard.</param>
        /// <param name="persist">The real package keeps a generated value in the user's secrets; here each run makes its own.</param>
        public static IResourceBuilder<ParameterResource> AddParameter(
            this IDistributedApplicationBuilder builder,
            string name,
            ParameterDefault value,
            bool secret = false,
            bool persist = false
        )
        {
            var parameter = CreateParameter(builder, name, secret);
            parameter.Default = value;
            return builder.AddResource(parameter);
        }

        public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(
            this IDistributedApplicationBuilder builder,
            string name,
            string configurationKey,
            bool secret = false
        ) =>
            builder.AddResource(
                new ParameterResource(name, _ => builder.Configuration[configurationKey] ?? throw Missing(name, configurationKey), secret)
            );

        /// <summary>A connection string found in the configuration as <c>ConnectionStrings:name</c>.</summary>
        public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
            this IDistributedApplicationBuilder builder,
            string name,
            string? environmentVariableName = null
        ) => builder.AddResource(new Configured(builder.Configuration, name, environmentVariableName));

        public static ParameterResource CreateParameter(IDistributedApplicationBuilder builder, string name, bool secret) =>
            new(
                name,
                fallback =>
                    builder.Configuration[$"Parameters:{name}"] ?? fallback?.GetDefaultValue() ?? throw Missing(name, $"Parameters:{name}"),
                secret
            );

        public static ParameterResource CreateDefaultPasswordParameter(
            IDistributedApplicationBuilder builder,
            string name,
            bool special = true
        )
        {
            var parameter = CreateParameter(builder, name, secret: true);
            parameter.Default = new GenerateParameterDefault { Special = special };
            return parameter;
        }

        static MissingParameterValueException Missing(string name, string key) =>
            new(
                $"Parameter '{name}' has no value: set the configuration key '{key}' (environment variable {key.Replace(":", "__", StringComparison.Ordinal)})."
            );

        sealed class Configured(IConfiguration configuration, string name, string? variable)
            : Resource(name),
                IResourceWithConnectionString,
                IResourceWithWaitSupport
        {
            public string? ConnectionStringEnvironmentVariable => variable;
            public ReferenceExpression ConnectionStringExpression =>
                ReferenceExpression.Create(
                    $"{configuration.GetConnectionString(Name) ?? throw Missing(Name, $"ConnectionStrings:{Name}")}"
                );
        }
    }

    public static class ConnectionStringBuilderExtensions
    {
        /// <summary>A connection string made of other resources' values. It is there once they have started.</summary>
        public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
            this IDistributedApplicationBuilder builder,
            string name,
            ReferenceExpression connectionStringExpression
        )
        {
            var added = builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));
            foreach (var used in Running.Dependencies.Of(connectionStringExpression))
                added.WithReferenceRelationship(used).WithAnnotation(new WaitAnnotation(used, WaitType.WaitUntilStarted));
            return added;
        }

        public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
            this IDistributedApplicationBuilder builder,
            string name,
            Action<ReferenceExpressionBuilder> connectionStringBuilder
        )
        {
            var expression = new ReferenceExpressionBuilder();
            connectionStringBuilder(expression);
            return builder.AddConnectionString(name, expression.Build());
        }
    }
}

namespace Aspire.Hosting.JavaScript
{
    public class JavaScriptAppResource(string name, string command, string workingDirectory)
        : ExecutableResource(name, command, workingDirectory),
            IResourceWithServiceDiscovery;

    public class ViteAppResource(string name, string command, string workingDirectory)
        : JavaScriptAppResource(name, command, workingDirectory);
}

namespace Aspire.Hosting
{
    using Aspire.Hosting.JavaScript;

    public static class JavaScriptHostingExtensions
    {
        static readonly string Npm = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "npm.cmd" : "npm";

        public static IResourceBuilder<JavaScriptAppResource> AddJavaScriptApp(
            this IDistributedApplicationBuilder builder,
            string name,
            string appDirectory,
            string runScriptName = "dev"
        ) =>
            builder
                .AddResource(new JavaScriptAppResource(name, Npm, Path.GetFullPath(appDirectory, builder.AppHostDirectory)))
                .Script(runScriptName);

        public static IResourceBuilder<ViteAppResource> AddViteApp(
            this IDistributedApplicationBuilder builder,
            string name,
            string appDirectory,
            string runScriptName = "dev"
        )
        {
            var app = builder
                .AddResource(new ViteAppResource(name, Npm, Path.GetFullPath(appDirectory, builder.AppHostDirectory)))
                .WithHttpEndpoint(env: "PORT")
                .Script(runScriptName);
            var port = app.GetEndpoint("http").Property(EndpointProperty.TargetPort);
            return app.WithArgs("--", "--host", "127.0.0.1", "--port", port);
        }

        /// <summary>Runs the script; without node_modules, <c>npm install</c> first.</summary>
        static IResourceBuilder<T> Script<T>(this IResourceBuilder<T> app, string script)
            where T : JavaScriptAppResource
        {
            var directory = app.Resource.WorkingDirectory;
            if (app.ApplicationBuilder.ExecutionContext.IsRunMode && !Directory.Exists(Path.Combine(directory, "node_modules")))
                app.WaitForCompletion(
                    app.ApplicationBuilder.AddExecutable($"{app.Resource.Name}-installer", Npm, directory, "install")
                        .WithParentRelationship(app.Resource)
                );
            return app.WithArgs("run", script).WithOtlpExporter();
        }
    }
}
