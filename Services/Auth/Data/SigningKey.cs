namespace Social.Auth.Data;

/// <summary>An ES256 key pair; the private part is sealed with a key derived from the secret of the services.</summary>
public sealed class SigningKey
{
    public required string Id { get; init; }

    /// <summary>Coordinates of the public point, 32 bytes each, big endian.</summary>
    public required byte[] X { get; init; }

    /// <inheritdoc cref="X"/>
    public required byte[] Y { get; init; }

    public required byte[] EncryptedPrivate { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when it signs; before that everyone learns to trust it. The next key's begin is this one's end.</summary>
    public required DateTimeOffset SignsFrom { get; init; }
}
