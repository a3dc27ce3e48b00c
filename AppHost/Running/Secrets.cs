using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Social.AppHost.Running;

/// <summary>Passwords of this checkout's engines and services: made at the first start and kept in a file that only its owner reads.</summary>
public sealed class Secrets(string file)
{
    readonly Dictionary<string, string> known = File.Exists(file)
        ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!
        : [];

    /// <summary>32 letters and digits, the same at every call with this name.</summary>
    public string Get(string name) =>
        Get(name, () => RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 32));

    /// <summary>A private key of P-256 as web push takes it: base64url of 32 bytes, the same at every call with this name.</summary>
    public string GetPushKey(string name) =>
        Get(
            name,
            () =>
            {
                using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                return Base64Url.EncodeToString(key.ExportParameters(includePrivateParameters: true).D);
            }
        );

    string Get(string name, Func<string> make)
    {
        if (known.TryGetValue(name, out var secret))
            return secret;
        known[name] = secret = make();
        Save();
        return secret;
    }

    void Save()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(file + ".new", options))
            JsonSerializer.Serialize(stream, known);
        File.Move(file + ".new", file, overwrite: true);
    }
}
