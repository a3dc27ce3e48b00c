using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Social.Tests.ServiceDefaults.Processes;

namespace Social.Tests.ServiceDefaults.Authentication;

/// <summary>A token built by hand, so that any part of it can be wrong.</summary>
sealed class Jwt
{
    static readonly long Now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public JsonObject Header { get; } =
        new()
        {
            ["alg"] = "ES256",
            ["kid"] = Keys.Id,
            ["typ"] = "JWT",
        };

    public JsonObject Payload { get; } =
        new()
        {
            ["iss"] = "social",
            ["aud"] = "social",
            ["sub"] = Guid.NewGuid().ToString(),
            ["sid"] = Guid.NewGuid().ToString(),
            ["iat"] = Now,
            ["nbf"] = Now,
            ["exp"] = Now + 600,
        };

    public string Content => $"{Part(Header.ToJsonString())}.{Part(Payload.ToJsonString())}";

    public string Sign(ECDsa key, DSASignatureFormat format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation) =>
        Sign(content => key.SignData(content, HashAlgorithmName.SHA256, format));

    public string Sign(Func<byte[], byte[]> sign) => $"{Content}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(Content)))}";

    public static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
