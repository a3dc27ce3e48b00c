using System.Text.Json.Nodes;
using Social.Tests.Testing;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.Web;

public sealed class ApiDocumentTests(SystemFixture system)
{
    [Fact]
    public async Task The_web_apps_types_are_made_from_the_document_that_the_gateway_serves()
    {
        var served = JsonNode.Parse(await system.Api.GetStringAsync("/openapi/v1.json"));
        var committed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "Web", "openapi.json")));
        Assert.True(
            JsonNode.DeepEquals(served, committed),
            "Web/openapi.json is not what the gateway serves: save /openapi/v1.json there and run `npm run api` in Web."
        );
    }
}
