using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>Home feeds while ten photos a second are uploaded: what readers notice of them.</summary>
public sealed class ReadsBesideUploads : CallWorkload
{
    const double ShareOfReads = 0.5;

    public override string Name => "beside-uploads";
    public override string Title => "home feeds beside ten uploads of a megabyte a second";

    public override double RateAt(double reads) => (reads * ShareOfReads) + Uploads.Rate;

    internal override Task<Func<Call>> PrepareAsync(Target target, CancellationToken stop)
    {
        var (home, upload) = (new Mix(target.Accounts, Mix.Home, media: 0), Uploads.Next(target));
        var random = new Random(1898);
        return Task.FromResult(Next);

        // Of the reads at full rate the generator makes half; so many of the calls are uploads.
        Call Next() => random.NextDouble() < UploadShare ? upload() : home.Next();
    }

    internal override HttpRequestMessage Page(Target target) => new Mix(target.Accounts, Mix.Home, media: 0).HomeOf(0);

    double UploadShare { get; set; } = 1;

    internal override Task<Results.WorkloadResult> RunAsync(Target target, RunOptions options, CancellationToken stop)
    {
        UploadShare = Uploads.Rate / RateAt(options.Rate);
        return base.RunAsync(target, options, stop);
    }
}
