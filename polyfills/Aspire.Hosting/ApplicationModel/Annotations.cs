namespace Aspire.Hosting.ApplicationModel;

public class EnvironmentCallbackContext(DistributedApplicationExecutionContext executionContext, CancellationToken stop)
{
    public Dictionary<string, object> EnvironmentVariables { get; } = [];
    public CancellationToken CancellationToken => stop;
    public DistributedApplicationExecutionContext ExecutionContext => executionContext;
}

public sealed class CommandLineArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
{
    public IList<object> Args => args;
    public CancellationToken CancellationToken => cancellationToken;
}

sealed record EnvironmentAnnotation(Action<EnvironmentCallbackContext> Callback) : IResourceAnnotation;

sealed record ArgsAnnotation(Action<CommandLineArgsCallbackContext> Callback) : IResourceAnnotation;

sealed record ReplicaAnnotation(int Replicas) : IResourceAnnotation;

enum WaitType
{
    UntilHealthy,
    UntilStarted,
    UntilCompleted,
}

public enum WaitBehavior
{
    WaitOnResourceUnavailable,
    StopOnResourceUnavailable,
}

sealed record WaitAnnotation(IResource Resource, WaitType Type, int ExitCode = 0) : IResourceAnnotation;

/// <param name="Key">Of the check in <c>builder.Services.AddHealthChecks()</c>.</param>
/// <param name="Replica">Judges one replica, where the check can tell them apart.</param>
sealed record HealthCheckAnnotation(string Key, Func<int, CancellationToken, Task<HealthCheckResult>>? Replica = null)
    : IResourceAnnotation;

sealed record RelationshipAnnotation(IResource Resource, string Type) : IResourceAnnotation;

/// <summary>The resource is run for its result, and not started again when it fails.</summary>
sealed record OnceAnnotation : IResourceAnnotation;

/// <summary>The resource sends its telemetry to the dashboard. Projects always do.</summary>
sealed record OtlpAnnotation : IResourceAnnotation;

/// <summary>The resource is not shown.</summary>
sealed record HiddenAnnotation : IResourceAnnotation;
