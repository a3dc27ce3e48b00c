using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>The first page of somebody's posts.</summary>
public sealed class UserPage : CallWorkload
{
    public override string Name => "user";
    public override string Title => "posts of somebody alone, ten posts";

    internal override Task<Func<Call>> PrepareAsync(Target target, CancellationToken stop) =>
        Task.FromResult<Func<Call>>(new Mix(target.Accounts, Mix.User, media: 0).Next);

    internal override HttpRequestMessage Page(Target target) => new Mix(target.Accounts, Mix.User, media: 0).Next().Request();
}
