using System.Data.Common;

namespace Social.Posts.Objects;

/// <summary>Which store, by the connection string.</summary>
public static class ObjectStores
{
    /// <summary>
    /// <c>Directory=/path</c>, or <c>Endpoint=http://host:port;AccessKey=..;SecretKey=..</c> with <c>;Bucket=..</c> (default: social).
    /// </summary>
    public static WebApplicationBuilder AddObjectStore(this WebApplicationBuilder builder, string name)
    {
        var text = builder.Configuration.GetConnectionString(name);
        builder.Services.AddSingleton(_ => From(name, text));
        return builder;
    }

    static IObjectStore From(string name, string? text)
    {
        var settings = new DbConnectionStringBuilder { ConnectionString = text ?? "" };
        string? Setting(string key) => settings.TryGetValue(key, out var value) ? value as string : null;
        if (Setting("Directory") is { Length: > 0 } directory)
            return new DirectoryStore(Path.GetFullPath(directory));
        if (Uri.TryCreate(Setting("Endpoint"), UriKind.Absolute, out var endpoint))
            return new S3Store(endpoint, Setting("AccessKey") ?? "", Setting("SecretKey") ?? "", Setting("Bucket") ?? "social");
        throw new InvalidOperationException(
            $"The connection string '{name}' needs Directory=<path>, or Endpoint=<url>;AccessKey=<key>;SecretKey=<key>."
        );
    }
}
