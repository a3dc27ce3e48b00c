using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// An AppHost's Program run inside a test. It stops where it builds the application until the test has had its say, and where it starts it until
/// the test does; what it does after that it does in the test as well.
/// </summary>
sealed class EntryPoint(Assembly assembly, Action<DistributedApplicationOptions, HostApplicationBuilderSettings>? configure)
{
    static readonly AsyncLocal<EntryPoint?> Running = new();

    readonly TaskCompletionSource<DistributedApplicationBuilder> builder = New<DistributedApplicationBuilder>();
    readonly TaskCompletionSource<DistributedApplication> application = New<DistributedApplication>();
    readonly TaskCompletionSource build = New();
    readonly TaskCompletionSource start = New();
    readonly TaskCompletionSource ended = New();

    public static EntryPoint? Current => Running.Value;
    public Assembly Assembly => assembly;
    public Task<DistributedApplicationBuilder> Builder => builder.Task;

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A builder made by the test itself, without a Program.</summary>
    public static DistributedApplicationBuilder Direct(
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings>? configure
    )
    {
        var self = new EntryPoint(Assembly.GetCallingAssembly(), configure);
        self.build.SetResult();
        var before = Running.Value;
        try
        {
            Running.Value = self;
            return new(args);
        }
        finally
        {
            Running.Value = before;
        }
    }

    public void Run(string[] args)
    {
        var main = assembly.EntryPoint ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no entry point.");
        new Thread(() =>
        {
            Running.Value = this;
            try
            {
                main.Invoke(null, main.GetParameters().Length == 0 ? null : [args]);
                builder.TrySetException(new InvalidOperationException("The AppHost ended without building an application."));
            }
            catch (TargetInvocationException e)
            {
                builder.TrySetException(e.InnerException!);
                application.TrySetException(e.InnerException!);
            }
        })
        {
            IsBackground = true,
            Name = "AppHost under test",
        }.Start();
    }

    public void Creating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.DisableDashboard = true;
        settings.EnvironmentName ??= Environments.Development;
        settings.Configuration = new();
        settings.Configuration.AddInMemoryCollection([new("DcpPublisher:RandomizePorts", "true")]);
        configure?.Invoke(options, settings);
    }

    public void Building(DistributedApplicationBuilder built)
    {
        builder.TrySetResult(built);
        if (Current == this)
            build.Task.GetAwaiter().GetResult();
    }

    public void Built(DistributedApplication built) => application.TrySetResult(built);

    public Task<DistributedApplication> BuildAsync()
    {
        build.TrySetResult();
        return application.Task;
    }

    /// <summary>The Program waits here for the test's start, and, where the test ends without one, forever: its thread dies with the process.</summary>
    public async Task StartingAsync(CancellationToken stop)
    {
        if (Current == this)
            await (await Task.WhenAny(start.Task, ended.Task)).WaitAsync(stop);
        else
            start.TrySetResult();
        if (ended.Task.IsCompleted)
            throw new OperationCanceledException("The application under test has ended.");
    }

    public void Ended() => ended.TrySetResult();
}
