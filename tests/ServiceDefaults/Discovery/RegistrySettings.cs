using Social.Tests.Testing;

namespace Social.Tests.ServiceDefaults.Discovery;

static class RegistrySettings
{
    /// <summary>Of a process that registers here, with a life of two seconds.</summary>
    public static Dictionary<string, string?> Settings(this RedisServer redis, string poll, string linger = "00:00:01") =>
        new()
        {
            ["ConnectionStrings:redis"] = redis.Connection,
            ["Registry:Enabled"] = "true",
            ["Registry:TimeToLive"] = "00:00:02",
            ["Registry:Heartbeat"] = "00:00:00.5",
            ["Registry:Linger"] = linger,
            ["Registry:Poll"] = poll,
        };
}
