using System.Net.Http.Json;
using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>Log-ins with the right password.</summary>
public sealed class LogIn : CallWorkload
{
    const double ShareOfReads = 0.04;

    public override string Name => "login";
    public override string Title => "log-ins";

    public override double RateAt(double reads) => Math.Max(1, reads * ShareOfReads);

    internal override Task<Func<Call>> PrepareAsync(Target target, CancellationToken stop)
    {
        var (password, names, turn) = (target.Data.SeedPassword, target.Accounts.Callers, 0);
        return Task.FromResult<Func<Call>>(() =>
        {
            var username = names[turn++ % names.Count];
            return new(Name, () => Request(username, password));
        });
    }

    public static HttpRequestMessage Request(string username, string password) =>
        new(HttpMethod.Post, "/api/auth/login")
        {
            Content = JsonContent.Create(
                new
                {
                    username,
                    password,
                    refresh = "body",
                }
            ),
        };
}
