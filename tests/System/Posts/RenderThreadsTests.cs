using Social.Posts.Images;

namespace Social.Tests.WholeSystem.Posts;

/// <summary>The threads that render images, by themselves.</summary>
public sealed class RenderThreadsTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_gives_up_waiting_goes_at_once_and_what_has_begun_ends()
    {
        using var threads = new RenderThreads(1);
        using var release = new ManualResetEventSlim();
        using var caller = new CancellationTokenSource();
        var (begun, ran) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), false);
        var first = threads.RunAsync(
            () =>
            {
                begun.SetResult();
                release.Wait(Stop);
                return 1;
            },
            caller.Token
        );
        await begun.Task.WaitAsync(Stop);
        var second = threads.RunAsync(() => ran = true, caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => second);
        Assert.False(first.IsCompleted);
        release.Set();
        Assert.Equal(1, await first);
        Assert.Equal(3, await threads.RunAsync(() => 3, Stop));
        Assert.False(ran);
    }

    [Fact]
    public async Task A_fault_is_its_callers_and_the_thread_goes_on()
    {
        using var threads = new RenderThreads(1);
        await Assert.ThrowsAsync<FormatException>(() => threads.RunAsync<int>(() => throw new FormatException(), Stop));
        Assert.Equal(2, await threads.RunAsync(() => 2, Stop));
    }

    [Fact]
    public async Task They_leave_the_processor_to_whoever_answers()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Read from /proc.");
        using var threads = new RenderThreads(1);
        var stat = await threads.RunAsync(() => File.ReadAllText("/proc/thread-self/stat"), Stop);
        // Behind the name in parentheses: state, parent and so on; the nice value is field 19 of the whole.
        Assert.Equal("10", stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16]);
    }
}
