using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>What people do together: see <see cref="Mix"/>.</summary>
public sealed class Mixture : CallWorkload
{
    const int MaxImages = 4;

    public override string Name => "mix";
    public override string Title => "60 % home feeds, 30 % posts of somebody, 10 % new posts with up to four images";

    internal override Task<Func<Call>> PrepareAsync(Target target, CancellationToken stop) =>
        Task.FromResult<Func<Call>>(new Mix(target.Accounts, Mix.Name, MaxImages).Next);

    internal override HttpRequestMessage Page(Target target) => new Mix(target.Accounts, Mix.Home, media: 0).HomeOf(0);
}
