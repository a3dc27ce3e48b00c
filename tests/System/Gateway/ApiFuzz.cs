using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Social.Tests.WholeSystem.Gateway;

/// <summary>Requests that a route's description in the OpenAPI document gives rise to: each is wrong, or at a limit, in one place.</summary>
static class ApiFuzz
{
    // Nothing visible, another script, separators, controls, what databases and paths give a meaning to, and too much of it.
    static readonly string[] Texts =
    [
        "",
        " ",
        "\t",
        "\0",
        "a\0b",
        "\u200b",
        "\ud83d\ude00",
        "e\u0301",
        "\u202e",
        "../..",
        "%00",
        "' or 1=1 --",
        "{}",
        "null",
        "-1",
        "00000000-0000-0000-0000-000000000000",
        new('x', 3_000),
    ];

    static readonly string[] Numbers = ["", "0", "-1", "1.5", "1e3", "101", "2147483648", "99999999999999999999", "NaN", "abc", "\u0661"];

    // In place of any member: of another type, or none.
    static readonly string[] Values = ["null", "0", "-1", "1e400", "true", "\"\"", "[]", "{}", "[null]", "[[]]", "{\"a\":1}"];

    static readonly string[] Bodies =
    [
        "",
        "null",
        "[]",
        "\"text\"",
        "0",
        "{",
        "{}",
        "{\"unknown\":1}",
        "[{}]",
        "{\"a\":{\"a\":{\"a\":{}}}}",
    ];

    static readonly string[] Charsets = ["utf-8", "\"utf-8\"", "utf-16", "klingon", "", "=;"];

    /// <summary>Every variation of one operation.</summary>
    public static IEnumerable<HttpRequestMessage> Requests(string path, string method, JsonNode operation, JsonNode document)
    {
        var parameters = operation["parameters"]?.AsArray().Select(p => Parameter.From(p!)).ToList() ?? [];
        var body = operation["requestBody"]?["content"]?["application/json"]?["schema"];
        string Address(Parameter? changed, string value) => AddressOf(path, parameters, changed, value);
        yield return Request(method, Address(null, ""), body is null ? null : "{}");
        // A null character in a path is refused by the server itself, without an answer of ours.
        foreach (var parameter in parameters.Where(p => p.In != "header"))
        foreach (var value in parameter.IsNumber ? Numbers : Texts.Where(text => parameter.In != "path" || !text.Contains('\0')))
            yield return Request(method, Address(parameter, value), body is null ? null : "{}");
        foreach (var header in parameters.Where(p => p.In == "header"))
        foreach (var value in (string[])["", " ", new('k', 3_000), "a,b"])
        {
            var request = Request(method, Address(null, ""), "{}");
            request.Headers.TryAddWithoutValidation(header.Name, value);
            yield return request;
        }
        if (body is null)
            yield break;
        foreach (var text in Bodies.Concat(Members(body, document)))
            yield return Request(method, Address(null, ""), text);
        foreach (var charset in Charsets)
        {
            var request = Request(method, Address(null, ""), "{}");
            request.Content!.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");
            yield return request;
        }
        var invalid = new HttpRequestMessage(new(method), Address(null, ""))
        {
            Content = new ByteArrayContent([0x7b, 0x22, 0xff, 0xfe, 0x22]),
        };
        invalid.Content.Headers.ContentType = new("application/json");
        yield return invalid;
    }

    /// <summary>The schema's own members, one at a time of a wrong type or an odd text; the others have a plausible one.</summary>
    static IEnumerable<string> Members(JsonNode schema, JsonNode document)
    {
        if (Resolve(schema, document)?["properties"] is not JsonObject properties)
            yield break;
        foreach (var (changed, _) in properties)
        foreach (var value in Values.Concat(Texts.Select(text => JsonSerializer.Serialize(text))))
            yield return "{"
                + string.Join(',', properties.Select(p => $"\"{p.Key}\":" + (p.Key == changed ? value : Plausible(p.Value!))))
                + "}";
    }

    static JsonNode? Resolve(JsonNode schema, JsonNode document)
    {
        var actual = schema["oneOf"]?.AsArray().FirstOrDefault(s => s!["$ref"] is not null) ?? schema;
        return actual["$ref"]?.GetValue<string>() is { } reference ? document["components"]!["schemas"]![reference.Split('/')[^1]] : actual;
    }

    static string Plausible(JsonNode property)
    {
        var type = property["type"]?.ToJsonString() ?? "";
        return type.Contains("array", StringComparison.Ordinal) ? "[\"alice\"]"
            : type.Contains("integer", StringComparison.Ordinal) ? "1"
            : type.Contains("boolean", StringComparison.Ordinal) ? "true"
            : "\"plausible text\"";
    }

    static string AddressOf(string path, List<Parameter> parameters, Parameter? changed, string value)
    {
        var address = new StringBuilder(path);
        var separator = '?';
        foreach (var parameter in parameters.Where(p => p.In != "header"))
        {
            var own = parameter == changed ? value : parameter.Example;
            if (parameter.In == "path")
                address.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(own));
            else if (parameter == changed)
            {
                address.Append(separator).Append(parameter.Name).Append('=').Append(Uri.EscapeDataString(own));
                separator = '&';
            }
        }
        return address.ToString();
    }

    static HttpRequestMessage Request(string method, string address, string? body) =>
        new(new(method), address) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };

    sealed record Parameter(string Name, string In, bool IsNumber, string Example)
    {
        public static Parameter From(JsonNode node)
        {
            var schema = node["schema"];
            var number = schema?["type"]?.ToJsonString().Contains("integer", StringComparison.Ordinal) == true;
            var id = schema?["format"]?.GetValue<string>() == "uuid";
            return new(
                node["name"]!.GetValue<string>(),
                node["in"]!.GetValue<string>(),
                number,
                number ? "5"
                    : id ? "019345d2-0000-7000-8000-000000000000"
                    : "alice"
            );
        }
    }
}
