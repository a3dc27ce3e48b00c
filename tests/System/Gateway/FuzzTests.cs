using System.Text.Json.Nodes;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Gateway;

/// <summary>Every route of the OpenAPI document is called with what it does not expect.</summary>
public sealed class FuzzTests(SystemFixture system)
{
    [Fact]
    public async Task Whatever_is_sent_to_a_route_is_never_an_internal_error()
    {
        var document = JsonNode.Parse(await system.Api.GetStringAsync("/openapi/v1.json"))!;
        // Their own account, so that what succeeds touches nobody else's test. Ending the session comes last.
        var person = await system.RegisterAsync("fuzz");
        var operations =
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            orderby path.Key.Contains("logout", StringComparison.Ordinal)
            select (path.Key, Method: operation.Key.ToUpperInvariant(), Operation: operation.Value!);
        var wrong = new List<string>();
        var sent = 0;
        foreach (var (path, method, operation) in operations)
        foreach (var request in ApiFuzz.Requests(path, method, operation, document))
            using (request)
            {
                sent++;
                using var answer = await person.Api.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                if (Fault((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, text) is { } fault)
                    wrong.Add($"{fault}: {method} {request.RequestUri} {await BodyAsync(request)} -> {text}");
            }
        Assert.Empty(wrong.Take(20));
        Assert.True(sent > 1_000, $"Only {sent} requests came of the document.");
    }

    static string? Fault(int status, string? type, string text) =>
        status >= 500 ? $"{status}"
        : status >= 400 && type != "application/problem+json" ? $"{status} as {type}"
        : status >= 400 && Leaks.Any(leak => text.Contains(leak, StringComparison.Ordinal)) ? $"{status} with text of the framework"
        : null;

    static readonly string[] Leaks = ["System.", "Microsoft.", "Npgsql", "Grpc.", "   at ", "BytePositionInLine", "Exception"];

    static async Task<string> BodyAsync(HttpRequestMessage request)
    {
        var text = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
        return text.Length > 200 ? text[..200] : text;
    }
}
