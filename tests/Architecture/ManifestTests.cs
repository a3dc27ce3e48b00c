using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using Social.Tests.Testing;

namespace Social.Tests.Architecture;

/// <summary>The committed manifest is what the AppHost publishes, and nothing in it stops azd or aspirate.</summary>
public sealed partial class ManifestTests
{
    const string Committed = "aspire-manifest/aspire-manifest.json";

    /// <summary>Types that both azd and aspirate deploy.</summary>
    static readonly string[] KnownTypes = ["project.v0", "container.v0", "parameter.v0", "value.v0", "annotated.string"];

    /// <summary>What may follow a resource's name in an expression: <c>{redis.bindings.tcp.host}</c>.</summary>
    static readonly string[] KnownPaths =
    [
        "value",
        "inputs.value",
        "connectionString",
        "bindings.*.host",
        "bindings.*.port",
        "bindings.*.scheme",
        "bindings.*.targetPort",
        "bindings.*.url",
    ];

    static readonly string Schema = Path.Combine(Checkout.Root, "..", "shared", "schema", "aspire-8.0.json");

    readonly JsonObject resources = JsonNode.Parse(Checkout.Read(Committed))!["resources"]!.AsObject();

    [Fact]
    public async Task The_committed_manifest_is_what_the_AppHost_publishes()
    {
        // As deep below the root as the committed one, so that its relative paths are the same.
        var published = Path.Combine(Checkout.Root, "artifacts", "aspire-manifest.json");
        Directory.CreateDirectory(Path.GetDirectoryName(published)!);
        File.Delete(published);
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(Checkout.Root, "AppHost", "bin", configuration, "net10.0", "AppHost.dll"),
                "--publisher",
                "manifest",
                "--output-path",
                published,
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var stop = TestContext.Current.CancellationToken;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        Assert.True(process.ExitCode == 0, string.Concat(output));
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(await File.ReadAllTextAsync(published, stop)), JsonNode.Parse(Checkout.Read(Committed))),
            $"Write it again: dotnet run --project AppHost -- --publisher manifest --output-path ../{Committed}"
        );
    }

    [Fact]
    public void It_keeps_to_the_published_schema()
    {
        Assert.SkipUnless(File.Exists(Schema), "The schema does not lie beside this checkout.");
        var schema = JsonSchema.FromText(File.ReadAllText(Schema));
        using var manifest = JsonDocument.Parse(Checkout.Read(Committed));
        var result = schema.Evaluate(manifest.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(
            result.IsValid,
            string.Join(
                '\n',
                result.Details!.Where(d => d.Errors is not null).Select(d => $"{d.InstanceLocation}: {string.Join(", ", d.Errors!.Values)}")
            )
        );
    }

    [Fact]
    public void Every_resource_has_a_type_that_azd_and_aspirate_know() =>
        Assert.Empty(resources.Where(r => !KnownTypes.Contains((string?)r.Value!["type"])).Select(r => r.Key));

    [Fact]
    public void Every_expression_refers_to_something_that_is_there()
    {
        var dangling =
            from text in Texts(resources)
            from expression in Expression().Matches(text)
            let name = expression.Groups["name"].Value
            let path = expression.Groups["path"].Value
            where !IsThere(name, path)
            select expression.Value;
        Assert.Empty(dangling);
    }

    [Fact]
    public void No_argument_holds_a_secret()
    {
        var secrets = resources.Where(r => (bool?)r.Value!["inputs"]?["value"]?["secret"] == true).Select(r => r.Key).ToList();
        Assert.NotEmpty(secrets);
        var arguments = resources.SelectMany(r => r.Value!["args"]?.AsArray() ?? []).Select(argument => (string)argument!);
        Assert.DoesNotContain(
            arguments,
            argument =>
                Expression().Matches(argument).Any(e => secrets.Exists(s => e.Groups["name"].Value.StartsWith(s, StringComparison.Ordinal)))
        );
    }

    [Fact]
    public void Every_secret_in_an_environment_is_a_parameter()
    {
        var literal =
            from resource in resources
            from variable in resource.Value!["env"]?.AsObject() ?? []
            where SecretName().IsMatch(variable.Key) && !((string)variable.Value!).Contains('{')
            select $"{resource.Key}: {variable.Key}";
        Assert.Empty(literal);
    }

    [Fact]
    public void The_gateway_alone_is_public()
    {
        var external =
            from resource in resources
            from binding in resource.Value!["bindings"]?.AsObject() ?? []
            where (bool?)binding.Value!["external"] == true
            select resource.Key;
        Assert.Equal(["gateway"], external);
    }

    /// <summary>A connection string may be asked of a container, a binding only of a resource that declares it.</summary>
    bool IsThere(string name, string path)
    {
        if (resources[name] is not JsonObject resource)
            return false;
        var parts = path.Split('.');
        return parts[0] == "bindings"
            ? KnownPaths.Contains($"bindings.*.{parts[^1]}") && parts.Length == 3 && resource["bindings"]?[parts[1]] is not null
            : KnownPaths.Contains(path) && resource[parts[0]] is not null;
    }

    static IEnumerable<string> Texts(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member => Texts(member.Value)),
            JsonArray items => items.SelectMany(Texts),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => [(string)value!],
            _ => [],
        };

    [GeneratedRegex(@"\{(?<name>[\w-]+)\.(?<path>[\w.-]+)\}")]
    private static partial Regex Expression();

    [GeneratedRegex("PASSWORD|SECRET|TOKEN(?!S__)", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
