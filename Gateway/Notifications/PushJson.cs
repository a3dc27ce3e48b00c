using Social.Gateway.Http;

namespace Social.Gateway.Notifications;

/// <summary>With what a browser subscribes to push messages.</summary>
/// <param name="Key">The server's public key (VAPID), base64url: the applicationServerKey; null while push is off.</param>
public sealed record PushKeyJson(string? Key) : IOpenApiExample<PushKeyJson>
{
    public static PushKeyJson Example => new("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
}

/// <summary>A browser's subscription, as its PushSubscription says in JSON.</summary>
/// <param name="Endpoint">Where its push service takes messages: an https address of a known push service.</param>
/// <param name="Keys">What messages are encrypted with.</param>
public sealed record PushSubscriptionBody(string? Endpoint, PushKeysJson? Keys) : IOpenApiExample<PushSubscriptionBody>
{
    public static PushSubscriptionBody Example =>
        new("https://updates.push.services.mozilla.com/wpush/v2/gAAAAABexample", PushKeysJson.Example);
}

/// <summary>The keys of a browser's subscription.</summary>
/// <param name="P256dh">Base64url of an uncompressed point of P-256, 65 bytes.</param>
/// <param name="Auth">Base64url of 16 bytes.</param>
public sealed record PushKeysJson(string? P256dh, string? Auth) : IOpenApiExample<PushKeysJson>
{
    public static PushKeysJson Example =>
        new("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", "BTBZMqHH6r4Tts7J_aSIgg");
}

/// <summary>Which subscription ends.</summary>
/// <param name="Endpoint">Its endpoint.</param>
public sealed record PushEndpointBody(string? Endpoint) : IOpenApiExample<PushEndpointBody>
{
    public static PushEndpointBody Example => new(PushSubscriptionBody.Example.Endpoint);
}
