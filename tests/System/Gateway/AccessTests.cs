using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Gateway;

/// <summary>Every route of the API document, walked as everybody who could come, against what access.txt says.</summary>
[Collection<TimingSensitive>]
public sealed class AccessTests(SystemFixture system)
{
    [Fact]
    public async Task The_table_names_every_route_of_the_document_and_no_other()
    {
        var routes = (await DocumentAsync()).Select(o => o.Key);
        Assert.Equal(routes.Order(), Access.Read().Select(a => a.ToString()).Order());
    }

    [Fact]
    public async Task Everybody_is_answered_what_the_table_says()
    {
        var document = await DocumentAsync();
        // Whom the examples speak of.
        await Person.RegisterAsync(system.Api, "ada");
        var wrong = new ConcurrentBag<string>();
        var quiet = await AccessScenario.SetAsync(system);
        await Parallel.ForEachAsync(
            Access.Read(),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (access, _) =>
            {
                // Another scene for each call that changes something: that must not decide what the next one finds.
                var others = access.Route.StartsWith("/api/auth", StringComparison.Ordinal) ? null : quiet;
                var scenario = access.Method == HttpMethod.Get ? quiet : await AccessScenario.SetAsync(system, others);
                foreach (var line in await WalkAsync(scenario, access, document[access.ToString()]))
                    wrong.Add(line);
            }
        );
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong));
    }

    static async Task<List<string>> WalkAsync(AccessScenario scenario, Access access, JsonNode operation)
    {
        var wrong = new List<string>();
        (string, Person?, HttpStatusCode)[] all =
        [
            ("nobody", null, access.Nobody),
            ("blocked", scenario.Blocked, access.Blocked),
            ("stranger", scenario.Stranger, access.Stranger),
            ("owner", scenario.Owner, access.Owner),
        ];
        foreach (var (name, who, expected) in all)
        {
            using var answer = await scenario.AskAsync(who, access, operation);
            if (answer.StatusCode != expected)
                wrong.Add($"{access} as {name}: {answer.StatusCode}, not {expected}. {await answer.Content.ReadAsStringAsync()}");
            else if (!answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
                wrong.Add($"{access} as {name}: a refusal that is no problem+json.");
            else if (who == scenario.Owner && Shape.Example(operation, answer.StatusCode) is { } example)
                foreach (var difference in Shape.Differences(example, (await answer.Content.ReadFromJsonAsync<JsonNode>())!))
                    wrong.Add($"{access}: the example of the answer is not true, {difference}.");
        }
        return wrong;
    }

    async Task<Dictionary<string, JsonNode>> DocumentAsync()
    {
        var document = (await system.Api.GetFromJsonAsync<JsonObject>("/openapi/v1.json"))!;
        return (
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            where operation.Key is "get" or "post" or "put" or "patch" or "delete"
            select (Name: $"{operation.Key.ToUpperInvariant()} {path.Key}", Operation: operation.Value!)
        ).ToDictionary(o => o.Name, o => o.Operation);
    }
}
