using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Social.Tests.Testing;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Operations;

/// <summary>GET /api/services, against the .proto files as they lie in the repository.</summary>
public sealed partial class CatalogueTests(SystemFixture system)
{
    [Fact]
    public async Task Every_service_of_the_contracts_is_in_it_with_every_call()
    {
        var written = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Checkout.Root, "Contracts"), "*.proto"))
        {
            var text = await File.ReadAllTextAsync(file);
            var service = "";
            foreach (Match line in Declared().Matches(text))
                if (line.Groups["service"].Success)
                    service = $"{Package().Match(text).Groups[1].Value}.{line.Groups["service"].Value}";
                else
                    written.Add($"{service}/{line.Groups["rpc"].Value} {(Reads().IsMatch(line.Value) ? "reads" : "writes")}");
        }
        var shown =
            from service in (await ServicesAsync()).Values
            from call in service["calls"]!.AsArray()
            select $"{service["name"]}/{call!["name"]} {((bool)call["readOnly"]! ? "reads" : "writes")}";
        Assert.True(written.Count > 30);
        Assert.Equal(written.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_shape_that_is_named_is_shown()
    {
        foreach (var (name, service) in await ServicesAsync())
        {
            var messages = service["messages"]!.AsArray();
            var shown = messages.Concat(service["enums"]!.AsArray()).Select(shape => (string)shape!["name"]!).ToHashSet();
            var sent = service["calls"]!.AsArray().SelectMany(call => new[] { (string)call!["request"]!, (string)call["response"]! });
            var held = messages.SelectMany(message => message!["fields"]!.AsArray()).Select(field => (string)field!["type"]!);
            Assert.Equal(
                [],
                sent.Concat(held.Where(type => type.Contains('.', StringComparison.Ordinal))).Except(shown).Select(x => $"{name}: {x}")
            );
        }
    }

    [Fact]
    public async Task A_call_is_told_with_its_kind_its_words_and_its_shapes()
    {
        var services = await ServicesAsync();
        var publish = Named(services["social.post.v1.StoryService"]["calls"], "PublishStory");
        Assert.Equal("clientStreaming", (string?)publish["kind"]);
        Assert.StartsWith("One story, streamed:", (string?)publish["description"]);

        var profile = services["social.profile.v1.ProfileService"];
        Assert.Equal("unary", (string?)Named(profile["calls"], "GetProfile")["kind"]);
        Assert.StartsWith("Who people are", (string?)profile["description"]);
        var name = Field(profile, "social.profile.v1.GetProfileRequest", "username");
        Assert.Equal(("string", "single", "by"), ((string?)name["type"], (string?)name["label"], (string?)name["oneOf"]));
        Assert.Equal("optional", (string?)Field(profile, "social.profile.v1.EditProfileRequest", "bio")["label"]);
        var found = Field(profile, "social.profile.v1.ProfilePage", "profiles");
        Assert.Equal(("social.profile.v1.ProfileView", "repeated"), ((string?)found["type"], (string?)found["label"]));
        var counts = Field(services["social.post.v1.PostService"], "social.post.v1.AuthorCounts", "counts");
        Assert.Equal(("int32", "map", "string"), ((string?)counts["type"], (string?)counts["label"], (string?)counts["keyType"]));
        var decisions = Named(services["social.auth.v1.AuthService"]["enums"], "social.auth.v1.Decision")["values"]!.AsArray();
        Assert.Contains(decisions, value => (string?)value!["name"] == "DECISION_COMMITTED");
        Assert.Equal("empty: none", (string?)Field(profile, "social.profile.v1.ProfileView", "avatar_media_id")["description"]);
    }

    [Fact]
    public async Task The_text_of_a_proto_is_the_file_and_of_no_service_there_is_none()
    {
        foreach (var (name, service) in await ServicesAsync())
        {
            using var answer = await system.Alice.Api.GetAsync((string?)service["proto"]);
            Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Contains($"service {name.Split('.')[^1]} {{", text, StringComparison.Ordinal);
            Assert.Contains(text, Directory.EnumerateFiles(Path.Combine(Checkout.Root, "Contracts"), "*.proto").Select(File.ReadAllText));
        }
        using var none = await system.Alice.Api.GetAsync("/api/services/social.nothing.v1.NothingService/proto");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        using var events = await system.Alice.Api.GetAsync("/api/services/events/proto");
        Assert.Equal(HttpStatusCode.NotFound, events.StatusCode);
    }

    async Task<Dictionary<string, JsonNode>> ServicesAsync()
    {
        var catalogue = await system.Alice.Api.GetFromJsonAsync<JsonObject>("/api/services");
        using var document = await system.Api.GetAsync((string?)catalogue!["openApi"]);
        Assert.Equal(HttpStatusCode.OK, document.StatusCode);
        return catalogue["services"]!.AsArray().ToDictionary(service => (string)service!["name"]!, service => service!);
    }

    static JsonNode Field(JsonNode service, string message, string field) => Named(Named(service["messages"], message)["fields"], field);

    static JsonNode Named(JsonNode? list, string name) => list!.AsArray().Single(one => (string?)one!["name"] == name)!;

    [GeneratedRegex(@"^package ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Package();

    [GeneratedRegex(@"^service (?<service>\w+)|^\s+rpc (?<rpc>\w+).*$", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex("NO_SIDE_EFFECTS")]
    private static partial Regex Reads();
}
