namespace Aspire.Hosting.Testing;

/// <summary>
/// An AppHost's Program run inside a test. It stops where it builds the application until the test has had its say, and where it starts it until
/// the test does; what it does after that it does in the test as well.
/// </summary>
sealed class EntryPoint(Assembly? assembly, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
{
    static readonly AsyncLocal<EntryPoint?> Running = new();

    readonly TaskCompletionSource<DistributedApplicationBuilder> builder = New<DistributedApplicationBuilder>();
    readonly TaskCompletionSource<DistributedApplication> application = New<DistributedApplication>();
    readonly TaskCompletionSource<bool> build = New<bool>();
    readonly TaskCompletionSource<bool> start = New<bool>();
    bool hasProgram;

    public static EntryPoint? Current => Running.Value;
    public Assembly? Assembly => assembly;

    static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A builder made by the test itself.</summary>
    public static DistributedApplicationBuilder WithoutProgram(
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure
    )
    {
        Running.Value = new(null, configure);
        try
        {
            return new(new() { Args = args });
        }
        finally
        {
            Running.Value = null;
        }
    }

    /// <summary>Runs the Program on a thread of its own, up to where it builds the application.</summary>
    public Task<DistributedApplicationBuilder> RunAsync(string[] args)
    {
        hasProgram = true;
        var main = assembly!.EntryPoint ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no entry point.");
        var thread = new Thread(() =>
        {
            Running.Value = this;
            try
            {
                main.Invoke(null, main.GetParameters().Length == 0 ? null : [args]);
                Fail(new InvalidOperationException("The AppHost ended without building an application; what it wrote says why."));
            }
            catch (TargetInvocationException e)
            {
                Fail(e.InnerException!);
            }
        });
        (thread.IsBackground, thread.Name) = (true, "AppHost under test");
        thread.Start();
        return builder.Task;

        void Fail(Exception why)
        {
            builder.TrySetException(why);
            application.TrySetException(why);
        }
    }

    public void Creating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.DisableDashboard = true;
        settings.EnvironmentName ??= Environments.Development;
        settings.Configuration = new();
        settings.Configuration.AddInMemoryCollection([new("DcpPublisher:RandomizePorts", "true")]);
        configure(options, settings);
    }

    public void Building(DistributedApplicationBuilder made)
    {
        builder.TrySetResult(made);
        if (Current == this)
            build.Task.GetAwaiter().GetResult();
    }

    public void Built(DistributedApplication made) => application.TrySetResult(made);

    public Task<DistributedApplication> BuildAsync(DistributedApplicationBuilder made)
    {
        build.TrySetResult(true);
        return hasProgram ? application.Task : Task.FromResult(made.Build());
    }

    /// <exception cref="OperationCanceledException">To the Program, when the test ended without starting the application.</exception>
    public async Task StartingAsync(CancellationToken stop)
    {
        if (Current != this)
            start.TrySetResult(true);
        else if (!await start.Task.WaitAsync(stop))
            throw new OperationCanceledException("The test ended without starting the application.");
    }

    public void Ended() => start.TrySetResult(false);
}
