namespace Social.ServiceDefaults;

/// <summary>Limits that more than one process checks: the gateway or another service early, the owner of the data for good.</summary>
public static class SharedLimits
{
    /// <summary>Characters of a username.</summary>
    public const int Username = 30;

    /// <summary>Characters of a display name.</summary>
    public const int DisplayName = 50;

    /// <summary>Characters of a post.</summary>
    public const int PostText = 2_200;

    /// <summary>Characters of a comment.</summary>
    public const int CommentText = 1_000;

    /// <summary>Characters of a message in a room.</summary>
    public const int MessageText = 4_000;

    /// <summary>Profiles, or relations to people, asked for in one call.</summary>
    public const int ProfilesPerCall = 200;

    /// <summary>Posts, or states of posts, asked for in one call.</summary>
    public const int PostsPerCall = 100;

    /// <summary>Keys that the Cache service takes in one call.</summary>
    public const int CacheKeysPerCall = 400;

    /// <summary>Characters of a search.</summary>
    public const int SearchQuery = 100;

    /// <summary>Characters of an Idempotency-Key.</summary>
    public const int IdempotencyKey = 100;

    /// <summary>Characters of what a client calls itself; the rest is cut off.</summary>
    public const int Device = 200;

    /// <summary>Characters of the name of an uploaded file; the rest is cut off.</summary>
    public const int FileName = 100;

    /// <summary>Images of a post.</summary>
    public const int ImagesPerPost = 10;

    /// <summary>Images of a message in a room.</summary>
    public const int ImagesPerMessage = 4;

    /// <summary>Characters of what an image shows, for those who cannot see it.</summary>
    public const int ImageAlt = 500;
}
