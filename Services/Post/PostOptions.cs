using System.ComponentModel.DataAnnotations;

namespace Social.Posts;

/// <summary>What an operator may turn; the rules of a post are on <see cref="Data.Post"/> and <see cref="Images.ImageRules"/>.</summary>
public sealed record PostOptions
{
    /// <summary>Images decoded at once; 0: as many as there are cores.</summary>
    [Range(0, 256)]
    public int Renders { get; init; }

    /// <summary>After this an image that nothing refers to is removed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan KeepUnused { get; init; } = TimeSpan.FromHours(1);

    /// <summary>After this an upload that belongs to no post is removed unless a message, a question or an answer holds it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan KeepUnattached { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a story is shown.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan StoryLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How often the cleanup looks, when nothing wakes it earlier.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(30);
}

public static class PostOptionsExtensions
{
    /// <summary>Options of section "Post", and libvips, checked at start.</summary>
    public static void AddPostOptions(this WebApplicationBuilder builder) =>
        builder
            .Services.AddOptions<PostOptions>()
            .BindConfiguration("Post")
            .ValidateDataAnnotations()
            .Validate(_ => NetVips.ModuleInitializer.VipsInitialized, "libvips, which decodes images, could not be loaded.")
            .ValidateOnStart();
}
