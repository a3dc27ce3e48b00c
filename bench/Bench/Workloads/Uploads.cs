using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>New posts with a photo of a megabyte.</summary>
public sealed class Uploads : CallWorkload
{
    public const string Kind = "upload";

    /// <summary>A second.</summary>
    public const int Rate = 10;

    public override string Name => "uploads";
    public override string Title => "posts with a photo of a megabyte alone";

    public override double RateAt(double reads) => Rate;

    internal override Task<Func<Call>> PrepareAsync(Target target, CancellationToken stop) => Task.FromResult(Next(target));

    internal static Func<Call> Next(Target target)
    {
        var sessions = target.Accounts.Sessions;
        var photo = LargePhoto.Jpeg;
        var turn = 0;
        return () =>
        {
            var session = sessions[turn++ % sessions.Count];
            return new(Kind, () => new(HttpMethod.Post, "/api/posts") { Content = Form(), Headers = { Authorization = session } });
        };

        MultipartFormDataContent Form() =>
            new()
            {
                { new StringContent("A photo"), "text" },
                {
                    new ByteArrayContent(photo) { Headers = { ContentType = new("image/jpeg") } },
                    "images",
                    "photo.jpg"
                },
                { new StringContent("A landscape"), "alts" },
            };
    }
}
