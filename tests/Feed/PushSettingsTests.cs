using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Social.Feeds.Push;

namespace Social.Tests.Feed;

/// <summary>What is taken as a key, a push service and a setting.</summary>
public sealed class PushSettingsTests
{
    // The example of RFC 8291.
    const string Private = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    const string Public = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";

    [Fact]
    public void The_public_key_follows_from_the_private_one()
    {
        Assert.True(VapidKeys.TryParse(Private, out var keys));
        Assert.Equal((Public, Private), (keys.Public, keys.Private));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yfWPiYE")]
    [InlineData("not base64!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("__________________________________________8")]
    public void What_is_no_private_key_is_none(string text) => Assert.False(VapidKeys.TryParse(text, out _));

    [Fact]
    public void A_point_is_65_bytes_on_the_curve()
    {
        var point = Base64Url.DecodeFromChars(Public);
        Assert.True(VapidKeys.IsPoint(point));
        Assert.False(VapidKeys.IsPoint(point.AsSpan(1)));
        Assert.False(VapidKeys.IsPoint([3, .. point[1..]]));
        var beside = point.ToArray();
        beside[^1] ^= 1;
        Assert.False(VapidKeys.IsPoint(beside));
        Assert.False(VapidKeys.IsPoint([4, .. new byte[64]]));
        Assert.False(VapidKeys.IsPoint([4, .. RandomNumberGenerator.GetBytes(64)]));
    }

    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/abc")]
    [InlineData("https://FCM.googleapis.com/fcm/send/abc")]
    [InlineData("https://updates.push.services.mozilla.com/wpush/v2/abc")]
    [InlineData("https://wns2-par02p.notify.windows.com/w/?token=abc")]
    [InlineData("https://web.push.apple.com/abc")]
    public void The_known_push_services_are_allowed(string endpoint) => Assert.True(Allows(PushOptions.KnownHosts, endpoint));

    [Theory]
    [InlineData("")]
    [InlineData("http://fcm.googleapis.com/a")]
    [InlineData("https://fcm.googleapis.com:8443/a")]
    [InlineData("https://fcm.googleapis.com.evil.example/a")]
    [InlineData("https://evilfcm.googleapis.com/a")]
    [InlineData("https://notify.windows.com/a")]
    [InlineData("https://.push.apple.com/a")]
    [InlineData("https://evilpush.apple.com/a")]
    [InlineData("https://fcm.googleapis.com@evil.example/a")]
    [InlineData("https://me@fcm.googleapis.com/a")]
    [InlineData("https://evil.example/?x=fcm.googleapis.com")]
    [InlineData("https://evil.example#.push.apple.com")]
    [InlineData("https://localhost/a")]
    [InlineData("https://127.0.0.1/a")]
    [InlineData("https://[::1]/a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative")]
    public void Other_addresses_are_not(string endpoint) => Assert.False(Allows(PushOptions.KnownHosts, endpoint));

    [Fact]
    public void An_empty_list_allows_nobody() => Assert.False(Allows("", "https://fcm.googleapis.com/a"));

    [Theory]
    [InlineData("*")]
    [InlineData("*.com")]
    [InlineData("https://fcm.googleapis.com")]
    [InlineData("10.0.0.1")]
    [InlineData("localhost:a")]
    [InlineData("a.*.example")]
    public void A_list_that_names_no_hosts_is_refused(string list) => Assert.False(PushHosts.TryParse(list, out _));

    [Theory]
    [InlineData("PrivateKey", "secret", "Push:PrivateKey")]
    [InlineData("Subject", "somebody", "Push:Subject")]
    [InlineData("Hosts", "*", "Push:Hosts")]
    public void A_wrong_setting_is_said_in_one_sentence(string name, string value, string sentence)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection([new($"Push:{name}", value)]);
        builder.AddPush();
        using var services = builder.Services.BuildServiceProvider();
        var refusal = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<PushOptions>>().Value);
        Assert.StartsWith(sentence, Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_key_push_is_off() => Assert.Null(new PushSettings(Options.Create(new PushOptions())).Keys);

    static bool Allows(string list, string endpoint) => PushHosts.TryParse(list, out var hosts) && hosts.Allows(endpoint, out _);
}
