using System.Net.Http.Json;
using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>New accounts.</summary>
public sealed class Registration : CallWorkload
{
    /// <summary>Of those that this program registers.</summary>
    public const string Password = "correct horse battery";

    const double ShareOfReads = 0.04;

    public override string Name => "register";
    public override string Title => "registrations";

    public override double RateAt(double reads) => Math.Max(1, reads * ShareOfReads);

    internal override Task<Func<Call>> PrepareAsync(Target target, CancellationToken stop)
    {
        var (run, number) = (Guid.NewGuid().ToString("N")[..10], 0);
        return Task.FromResult<Func<Call>>(() =>
        {
            var username = $"{SeededAccounts.OwnPrefix}{run}_{number++}";
            return new(Name, () => Request(username));
        });
    }

    public static HttpRequestMessage Request(string username) =>
        new(HttpMethod.Post, "/api/auth/register")
        {
            Content = JsonContent.Create(
                new
                {
                    username,
                    displayName = username,
                    password = Password,
                    refresh = "body",
                }
            ),
        };
}
