using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Authentication;

namespace Social.Auth.Throttling;

/// <summary>Names and addresses as the tables keep them: without the services' secret nobody can find them out by trying.</summary>
public sealed class AttemptKeys(IOptions<TokensOptions> options)
{
    readonly byte[] secret = options.Value.DeriveKey("log-in attempts v1");

    public byte[] OfPair(string name, string from) => Compute($"pair\n{name}\n{from}");

    public byte[] OfName(string name) => Compute($"name\n{name}");

    public byte[] OfAddress(string from) => Compute($"address\n{from}");

    public byte[] OfKnown(Guid account, string from) => Compute($"known\n{account}\n{from}");

    byte[] Compute(string text) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text));
}
