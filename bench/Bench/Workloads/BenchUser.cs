using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Social.Bench.Workloads;

/// <summary>Somebody of the bench's own, who is registered in a data folder once.</summary>
sealed record BenchUser(Guid Id, string Username, AuthenticationHeaderValue Session)
{
    /// <summary>Logs in, after a registration where that was never done.</summary>
    public static async Task<BenchUser> EnterAsync(HttpClient http, string username, CancellationToken stop)
    {
        using var registered = await http.SendAsync(Registration.Request(username), stop);
        if (registered.StatusCode != HttpStatusCode.Conflict)
            return From(username, await ReadAsync<Answer>(registered, stop));
        using var entered = await http.SendAsync(LogIn.Request(username, Registration.Password), stop);
        return From(username, await ReadAsync<Answer>(entered, stop));
    }

    public Task FollowAsync(HttpClient http, string username, CancellationToken stop) =>
        SendAsync(http, HttpMethod.Put, $"/api/profiles/{username}/follow", null, stop);

    /// <summary>Publishes a text.</summary>
    public async Task<Guid> PostAsync(HttpClient http, string text, CancellationToken stop)
    {
        using var answer = await SendAsync(http, HttpMethod.Post, "/api/posts", JsonContent.Create(new { text }), stop);
        return (await ReadAsync<Item>(answer, stop)).Id;
    }

    /// <summary>Whether the first page of the home feed has that post.</summary>
    public async Task<bool> SeesAsync(HttpClient http, Guid post, CancellationToken stop)
    {
        using var answer = await SendAsync(http, HttpMethod.Get, "/api/feed?limit=10", null, stop);
        return (await ReadAsync<Page>(answer, stop)).Items.Any(item => item.Id == post);
    }

    async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string path, HttpContent? body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body, Headers = { Authorization = Session } };
        var answer = await http.SendAsync(request, stop);
        return answer.IsSuccessStatusCode
            ? answer
            : throw new BenchException($"{path} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(stop)}");
    }

    static BenchUser From(string username, Answer answer) => new(answer.User.Id, username, new("Bearer", answer.AccessToken));

    static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken stop) =>
        answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<T>(stop))!
            : throw new BenchException($"It was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(stop)}");

    sealed record Answer(string AccessToken, Item User);

    sealed record Page(IReadOnlyList<Item> Items);

    sealed record Item(Guid Id);
}
