using System.Net.Http.Json;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Runtime;

/// <summary>What /api/status says.</summary>
sealed record Board(IReadOnlyList<Board.Service> Services)
{
    public static Task<Board> LookAsync(SystemFixture system) => LookAsync(system.Api);

    public static async Task<Board> LookAsync(HttpClient gateway) => (await gateway.GetFromJsonAsync<Board>("/api/status"))!;

    public IReadOnlyList<Instance> Of(string service) => Services.Single(one => one.Name == service).Instances;

    /// <summary>How many instances are ready.</summary>
    public int Ready(string service) => Of(service).Count(instance => instance.IsReady);

    public Instance? At(string service, Uri address) => Of(service).FirstOrDefault(one => new Uri(one.Address!) == address);

    public sealed record Service(string Name, IReadOnlyList<Instance> Instances);

    public sealed record Instance(string? Id, string? Address, string State, int? Load, string? Breaker)
    {
        public bool IsReady => State == "ready";
    }
}
