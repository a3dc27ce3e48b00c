using Microsoft.Extensions.Configuration;
using Social.Seed;

namespace Social.Tests.Seeding;

public sealed class OptionsTests
{
    const string Password = "--Seed:Password=correct horse";

    [Fact]
    public void Arguments_are_read()
    {
        var options = SeedOptions.Parse(["--Gateway=http://localhost:5080", Password, "--Seed:Key=k", "--Seed:Edges=a.edges"]);

        Assert.Equal(new SeedOptions(new("http://localhost:5080"), "k", "correct horse", "a.edges"), options);
        Assert.Equal(TimeSpan.FromSeconds(30), options.GatewayTimeout);
    }

    [Fact]
    public void The_discovered_gateway_serves_where_none_is_named()
    {
        Dictionary<string, string?> settings = new()
        {
            ["services:gateway:http:0"] = "http://localhost:1234",
            ["Seed:Password"] = "correct horse",
            ["Seed:Key"] = "",
        };

        var discovered = SeedOptions.Parse(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        settings["Gateway"] = "https://social.example";
        var named = SeedOptions.Parse(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

        Assert.Equal(new SeedOptions(new("http://localhost:1234"), null, "correct horse", null), discovered);
        Assert.Equal(new("https://social.example"), named.Gateway);
    }

    [Theory]
    [InlineData("No gateway is named: set --Gateway=URL.", Password)]
    [InlineData("Gateway is \"localhost\": it has to be an http or https address.", Password, "--Gateway=localhost")]
    [InlineData("Gateway is \"file:///tmp\": it has to be an http or https address.", Password, "--Gateway=file:///tmp")]
    [InlineData("Seed:Password is missing: it is the password of all seeded people.", "--Gateway=http://localhost")]
    [InlineData("Seed:Password has 5 characters: it has to have 10 to 128.", "--Gateway=http://localhost", "--Seed:Password=short")]
    [InlineData(
        "There is no option \"--Edges=a\": write --Name=value with one of Gateway, Seed:Key, Seed:Password, Seed:Edges.",
        "--Edges=a"
    )]
    [InlineData(
        "There is no option \"--Gateway\": write --Name=value with one of Gateway, Seed:Key, Seed:Password, Seed:Edges.",
        "--Gateway"
    )]
    public void A_wrong_setting_is_refused_in_a_sentence(string sentence, params string[] args)
    {
        var refusal = Assert.Throws<SeedException>(() => SeedOptions.Parse(args));

        Assert.Equal(sentence, refusal.Message);
    }
}
