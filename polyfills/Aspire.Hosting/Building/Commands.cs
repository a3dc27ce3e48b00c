namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Something that can be asked of each instance, on the dashboard or by <see cref="ResourceCommandService"/>.</summary>
    public static IResourceBuilder<T> WithCommand<T>(
        this IResourceBuilder<T> builder,
        string name,
        string displayName,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        CommandOptions? commandOptions = null
    )
        where T : IResource => builder.WithAnnotation(new CommandAnnotation(name, displayName, executeCommand, commandOptions ?? new()));
}
