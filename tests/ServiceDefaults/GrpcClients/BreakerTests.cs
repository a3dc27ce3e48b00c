using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Discovery;
using Social.ServiceDefaults.GrpcClients;
using Social.Tests.ServiceDefaults.Processes;

namespace Social.Tests.ServiceDefaults.GrpcClients;

/// <summary>Two registered instances, of which one fails.</summary>
public sealed class BreakerTests : IAsyncLifetime
{
    static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly Keys keys = new();
    readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    Wire ill = null!;
    Wire well = null!;
    Wire configured = null!;
    Process caller = null!;

    public async ValueTask InitializeAsync()
    {
        ill = await Wire.StartAsync(Wire.FailInTrailer((int)StatusCode.Internal));
        well = await Wire.StartAsync();
        configured = await Wire.StartAsync();
        caller = await Process.CallAsync<PostService.PostServiceClient>("Feed", Names.Post, keys, clock, configured.Rpc);
        Register(Start);
    }

    public async ValueTask DisposeAsync()
    {
        await caller.DisposeAsync();
        foreach (var wire in (Wire[])[ill, well, configured])
            await wire.DisposeAsync();
        keys.Dispose();
    }

    [Fact]
    public async Task Five_failures_within_ten_seconds_leave_an_instance_out()
    {
        using var counts = new CallCounts(ill.Rpc);
        await LeaveOutAsync();
        clock.Advance(TimeSpan.FromSeconds(4.9));
        for (var i = 0; i < 30; i++)
            Assert.True(await CallAsync());
        Assert.Equal(5, ill.Calls);
        Assert.Equal((1, 5, 5), (counts["ejections"], counts["picks"], counts["ended failed"]));
        Assert.Equal(0, configured.Calls);
    }

    [Fact]
    public async Task Failures_further_apart_do_not()
    {
        await CallUntilAsync(() => ill.Calls == 4);
        clock.Advance(TimeSpan.FromSeconds(10.1));
        await CallUntilAsync(() => ill.Calls == 8);
        clock.Advance(TimeSpan.FromSeconds(10.1));
        await CallUntilAsync(() => ill.Calls == 9);
    }

    [Fact]
    public async Task After_five_seconds_one_call_tries_it_and_its_success_takes_it_back()
    {
        await LeaveOutAsync();
        clock.Advance(TimeSpan.FromSeconds(5));
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        ill.Answer = async http =>
        {
            arrived.SetResult();
            await release.Task;
            await Wire.SucceedAsync(http);
        };
        var probe = CallAsync();
        await arrived.Task;
        for (var i = 0; i < 30; i++)
            Assert.True(await CallAsync());
        Assert.Equal(6, ill.Calls);

        ill.Answer = Wire.SucceedAsync;
        release.SetResult();
        Assert.True(await probe);
        await CallUntilAsync(() => ill.Calls > 10);
    }

    [Fact]
    public async Task Its_failure_leaves_it_out_again()
    {
        await LeaveOutAsync();
        for (var trial = 6; trial < 9; trial++)
        {
            clock.Advance(TimeSpan.FromSeconds(trial == 6 ? 5 : 0.1));
            Assert.False(await CallAsync());
            clock.Advance(TimeSpan.FromSeconds(4.9));
            for (var i = 0; i < 30; i++)
                Assert.True(await CallAsync());
            Assert.Equal(trial, ill.Calls);
        }
    }

    [Fact]
    public async Task A_trial_that_its_caller_gives_up_decides_nothing_and_the_next_call_tries()
    {
        await LeaveOutAsync();
        clock.Advance(TimeSpan.FromSeconds(5));
        var arrived = new TaskCompletionSource();
        ill.Answer = async http =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        using var leaving = new CancellationTokenSource();
        var client = caller.Get<PostService.PostServiceClient>();
        var probe = client.DeletePostAsync(new(), cancellationToken: leaving.Token).ResponseAsync;
        await arrived.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAsync<RpcException>(() => probe);

        ill.Answer = Wire.FailInTrailer((int)StatusCode.Internal);
        await CallUntilAsync(() => ill.Calls == 7);
        for (var i = 0; i < 30; i++)
            Assert.True(await CallAsync());
    }

    [Fact]
    public async Task A_process_that_began_anew_is_taken_back_at_once_and_one_that_only_renewed_is_not()
    {
        await LeaveOutAsync();
        Register(Start);
        for (var i = 0; i < 30; i++)
            Assert.True(await CallAsync());
        Assert.Equal(5, ill.Calls);

        ill.Answer = Wire.SucceedAsync;
        Register(Start.AddSeconds(1));
        await CallUntilAsync(() => ill.Calls > 10);
    }

    [Fact]
    public async Task When_all_fail_they_are_tried_in_turn_rather_than_none()
    {
        well.Answer = Wire.FailInTrailer((int)StatusCode.Unavailable);
        for (var calls = 1; calls <= 40; calls++)
        {
            Assert.False(await CallAsync());
            Assert.Equal(calls, ill.Calls + well.Calls);
            clock.Advance(TimeSpan.FromSeconds(0.01));
        }
        Assert.InRange(ill.Calls, 15, 25);
        well.Answer = Wire.SucceedAsync;
        await CallUntilAsync(() => well.Calls > 30);
        Assert.Equal(0, configured.Calls);
    }

    [Fact]
    public async Task When_all_fail_and_the_registry_is_silent_the_configured_address_is_asked()
    {
        well.Answer = Wire.FailInTrailer((int)StatusCode.Unavailable);
        await CallUntilAsync(() => ill.Calls >= 5 && well.Calls >= 5);
        caller.Get<ServiceDirectory>().MarkStale(Names.Post);
        for (var i = 0; i < 10; i++)
            Assert.True(await CallAsync());
        Assert.Equal(10, configured.Calls);
    }

    [Fact]
    public async Task A_configured_address_is_never_left_out()
    {
        await using var other = await Process.CallAsync<PostService.PostServiceClient>(
            "Feed",
            Names.Post,
            keys,
            clock,
            ill.Rpc,
            configured.Rpc
        );
        var client = other.Get<PostService.PostServiceClient>();
        for (var i = 0; i < 1_000 && ill.Calls < 20; i++)
            await TryAsync(client);
        Assert.Equal(20, ill.Calls);
    }

    [Fact]
    public async Task All_that_vanish_at_once_are_remembered_for_a_while()
    {
        ill.Answer = Wire.SucceedAsync;
        caller.Get<ServiceDirectory>().Update(Names.Post, []);
        Assert.True(await CallAsync());
        Assert.Equal(0, configured.Calls);

        clock.Advance(TimeSpan.FromSeconds(10.1));
        caller.Get<ServiceDirectory>().Update(Names.Post, []);
        Assert.True(await CallAsync());
        Assert.Equal(1, configured.Calls);
    }

    [Theory]
    [InlineData("Failures", "0")]
    [InlineData("Window", "00:00:00")]
    [InlineData("Rest", "-00:00:01")]
    public void A_wrong_setting_is_named_at_start(string setting, string value)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Tokens:ServiceSecret"] = Process.Secret;
        builder.Configuration[$"Breaker:{setting}"] = value;
        builder.AddServiceDefaults();
        var wrong = Assert.ThrowsAny<OptionsValidationException>(builder.Build().Services.GetRequiredService<IStartupValidator>().Validate);
        Assert.Contains(setting, Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    void Register(DateTimeOffset started) =>
        caller.Get<ServiceDirectory>().Update(Names.Post, [Registered("ill", ill, started), Registered("well", well, Start)]);

    static Registration Registered(string id, Wire wire, DateTimeOffset started) => new(id, wire.Rpc, wire.Rpc, "1.0", 0, started);

    Task LeaveOutAsync() => CallUntilAsync(() => ill.Calls == 5);

    /// <summary>Which instance a call meets is chance; that a thousand never meet one would be a defect.</summary>
    async Task CallUntilAsync(Func<bool> enough)
    {
        for (var i = 0; i < 1_000 && !enough(); i++)
            await CallAsync();
        Assert.True(enough());
    }

    Task<bool> CallAsync() => TryAsync(caller.Get<PostService.PostServiceClient>());

    static async Task<bool> TryAsync(PostService.PostServiceClient client)
    {
        try
        {
            await client.DeletePostAsync(new());
            return true;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Internal or StatusCode.Unavailable)
        {
            return false;
        }
    }
}
