using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>The first page of somebody's home feed.</summary>
public sealed class Home : CallWorkload
{
    public override string Name => "home";
    public override string Title => "home feeds alone, ten posts";

    internal override Task<Func<Call>> PrepareAsync(Target target, CancellationToken stop) =>
        Task.FromResult<Func<Call>>(new Mix(target.Accounts, Mix.Home, media: 0).Next);

    internal override HttpRequestMessage Page(Target target) => new Mix(target.Accounts, Mix.Home, media: 0).HomeOf(0);
}
