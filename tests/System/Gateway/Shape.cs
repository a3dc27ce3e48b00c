using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Social.Tests.WholeSystem.Gateway;

/// <summary>Whether what the document shows of an answer is what one gets: the same fields with the same kinds of values.</summary>
static class Shape
{
    /// <summary>What the document shows as the answer to an operation; null when it shows nothing.</summary>
    public static JsonNode? Example(JsonNode operation, HttpStatusCode status) =>
        operation["responses"]?[((int)status).ToString(CultureInfo.InvariantCulture)]?["content"]?["application/json"]?["example"];

    /// <summary>A line for each difference. What is null on either side, and lists without items, tell nothing.</summary>
    public static IEnumerable<string> Differences(JsonNode? shown, JsonNode? real, string at = "$")
    {
        if (shown is null || real is null)
            return [];
        if (Kind(shown) != Kind(real))
            return [$"{at} is shown as {Kind(shown)} and is {Kind(real)}"];
        return (shown, real) switch
        {
            (JsonObject a, JsonObject b) => a.Select(p => p.Key)
                .Except(b.Select(p => p.Key))
                .Select(name => $"{at}.{name} is shown and not there")
                .Concat(b.Select(p => p.Key).Except(a.Select(p => p.Key)).Select(name => $"{at}.{name} is there and not shown"))
                .Concat(a.Where(p => b.ContainsKey(p.Key)).SelectMany(p => Differences(p.Value, b[p.Key], $"{at}.{p.Key}"))),
            (JsonArray { Count: > 0 } a, JsonArray { Count: > 0 } b) => Differences(a[0], b[0], $"{at}[0]"),
            _ => [],
        };
    }

    // True and false are one kind.
    static JsonValueKind Kind(JsonNode node) => node.GetValueKind() is JsonValueKind.False ? JsonValueKind.True : node.GetValueKind();
}
