using System.Net.Http.Json;
using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>One post by its address.</summary>
public sealed class SinglePost : CallWorkload
{
    const int Posts = 100;

    IReadOnlyList<string> paths = [];

    public override string Name => "post";
    public override string Title => "single posts alone, of the latest hundred";

    internal override async Task<Func<Call>> PrepareAsync(Target target, CancellationToken stop)
    {
        var sessions = target.Accounts.Sessions;
        using var request = Authorized($"/api/explore?limit={Posts}", 0);
        using var answer = await target.Http.SendAsync(request, stop);
        var latest = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Latest>(stop))!;
        paths = [.. latest.Items.Select(post => $"/api/posts/{post.Id}")];
        if (paths.Count == 0)
            throw new BenchException("There are no posts: the system is not seeded.");
        var random = new Random(1898);
        return () =>
        {
            var (path, person) = (paths[random.Next(paths.Count)], random.Next(sessions.Count));
            return new(Name, () => Authorized(path, person));
        };

        HttpRequestMessage Authorized(string path, int person) =>
            new(HttpMethod.Get, path) { Headers = { Authorization = sessions[person] } };
    }

    internal override HttpRequestMessage Page(Target target) =>
        new(HttpMethod.Get, paths[0]) { Headers = { Authorization = target.Accounts.Sessions[0] } };

    sealed record Latest(IReadOnlyList<Post> Items);

    sealed record Post(Guid Id);
}
