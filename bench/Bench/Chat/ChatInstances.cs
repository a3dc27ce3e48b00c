using System.Net.Http.Json;

namespace Social.Bench.Chat;

/// <summary>The instances of Chat and its Redis, as processes of this machine.</summary>
sealed class ChatInstances(HttpClient gateway)
{
    /// <summary>Those that are ready.</summary>
    public async Task<IReadOnlyList<ListeningProcess>> FindAsync(CancellationToken stop)
    {
        var status = (await gateway.GetFromJsonAsync<Status>("/api/status", stop))!;
        return
        [
            .. status
                .Services.Single(service => service.Name == "chat")
                .Instances.Where(instance => instance is { State: "ready", Address: not null })
                .Select(instance => ListeningProcess.Find(new Uri(instance.Address!).Port))
                .OfType<ListeningProcess>(),
        ];
    }

    /// <summary>The first address of an instance, at which it speaks HTTP.</summary>
    public static Uri HttpOf(ListeningProcess chat) => new(chat.Environment["ASPNETCORE_URLS"].Split(';')[0]);

    /// <summary>The Redis that an instance uses.</summary>
    public static int RedisPortOf(ListeningProcess chat)
    {
        var address = chat.Environment["ConnectionStrings__redis"].Split(',')[0];
        return int.Parse(address[(address.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    sealed record Status(IReadOnlyList<Service> Services);

    sealed record Service(string Name, IReadOnlyList<Instance> Instances);

    sealed record Instance(string? Address, string State);
}
