using Microsoft.Extensions.Hosting;

namespace Social.ServiceDefaults;

/// <summary>What the AppHost, the services and their callers call each other: resource names, which are also service discovery names.</summary>
public static class Names
{
    public const string Auth = "auth";
    public const string Profile = "profile";
    public const string Post = "post";
    public const string Feed = "feed";
    public const string Cache = "cache";
    public const string Chat = "chat";
    public const string Questions = "questions";
    public const string Gateway = "gateway";

    public const string AuthDb = "authdb";
    public const string ProfileDb = "profiledb";
    public const string PostDb = "postdb";
    public const string FeedDb = "feeddb";
    public const string ChatDb = "chatdb";
    public const string QuestionsDb = "questionsdb";

    public const string Postgres = "postgres";
    public const string Redis = "redis";
    public const string Kafka = "kafka";
    public const string Media = "media";

    /// <summary>This process's own name: its project's, in lower case.</summary>
    public static string GetServiceName(IHostEnvironment environment) => environment.ApplicationName.ToLowerInvariant();
}
