using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Social.Posts.Objects;

/// <summary>Which store, by the connection string.</summary>
public static class ObjectStores
{
    /// <summary>
    /// <c>Directory=/path</c>, or <c>Endpoint=http://host:port;AccessKey=..;SecretKey=..</c> with <c>;Bucket=..</c> (default: social),
    /// which is created by the first write. Anything else stops the start.
    /// </summary>
    public static WebApplicationBuilder AddObjectStore(this WebApplicationBuilder builder, string name)
    {
        var store = new Lazy<IObjectStore?>(() => From(builder.Configuration.GetConnectionString(name)));
        builder
            .Services.AddOptions<PostOptions>()
            .Validate(
                _ => store.Value is not null,
                $"The connection string '{name}' needs Directory=<path>, or Endpoint=<url>;AccessKey=<key>;SecretKey=<key>."
            );
        builder.Services.AddSingleton(_ => store.Value!);
        // Without it texts are still published and read.
        builder.Services.AddHealthChecks().AddCheck<ObjectStoreHealth>(name, HealthStatus.Degraded, timeout: TimeSpan.FromSeconds(2));
        return builder;
    }

    static IObjectStore? From(string? text)
    {
        var settings = new DbConnectionStringBuilder();
        try
        {
            settings.ConnectionString = text ?? "";
        }
        catch (ArgumentException)
        {
            return null;
        }
        string Setting(string key) => settings.TryGetValue(key, out var value) && value is string s ? s : "";
        if (Setting("Directory") is { Length: > 0 } directory)
            return new DirectoryStore(Path.GetFullPath(directory));
        return Uri.TryCreate(Setting("Endpoint"), UriKind.Absolute, out var endpoint)
            ? new S3Store(endpoint, Setting("AccessKey"), Setting("SecretKey"), Setting("Bucket") is { Length: > 0 } b ? b : "social")
            : null;
    }
}
