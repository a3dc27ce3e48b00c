using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>New posts without images: a text of 256 characters with mentions and links.</summary>
public sealed class Compose : CallWorkload
{
    const double ShareOfReads = 0.1;

    public override string Name => "compose";
    public override string Title => "new posts alone, without images";

    public override double RateAt(double reads) => reads * ShareOfReads;

    internal override Task<Func<Call>> PrepareAsync(Target target, CancellationToken stop) =>
        Task.FromResult<Func<Call>>(new Mix(target.Accounts, Mix.Compose, media: 0).Next);
}
