using Grpc.Core;
using Social.Contracts;
using Social.ServiceDefaults;

namespace Social.Gateway.Posts;

/// <summary>Forms with images, passed on to the service that takes them.</summary>
static class ImageForm
{
    /// <summary>Ten images of 15 MiB and what surrounds them, bytes.</summary>
    public const long MaxPostBody = 151L << 20;

    /// <summary>One image and what surrounds it, bytes.</summary>
    public const long MaxAvatarBody = 16L << 20;

    /// <summary>One image and what surrounds it, bytes.</summary>
    public const long MaxStoryBody = 16L << 20;

    /// <summary>Four images of 15 MiB and what surrounds them, bytes.</summary>
    public const long MaxMessageBody = 61L << 20;

    // An upload takes as long as its sender's line; this bounds one that has stopped moving.
    static readonly TimeSpan UploadTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Publishes what the form holds: fields `text` and `alts` (one for each image, in order), files `images`.</summary>
    public static async Task<PostView> PublishAsync(
        HttpRequest request,
        PostService.PostServiceClient posts,
        string key,
        CancellationToken stop
    )
    {
        using var call = posts.Publish(deadline: DateTime.UtcNow + UploadTimeout, cancellationToken: stop);
        return await SendAsync(
            call,
            upload => SendFormAsync(request, upload, key, new("images", SharedLimits.ImagesPerPost, "text"), stop)
        );
    }

    /// <summary>Publishes what the form holds as a story: the field `caption` and the file `image`.</summary>
    public static async Task<StoryView> PublishStoryAsync(
        HttpRequest request,
        StoryService.StoryServiceClient stories,
        string key,
        CancellationToken stop
    )
    {
        using var call = stories.PublishStory(deadline: DateTime.UtcNow + UploadTimeout, cancellationToken: stop);
        return await SendAsync(call, upload => SendFormAsync(request, upload, key, new("image", 0, "caption"), stop));
    }

    /// <summary>Uploads the form's file `image`.</summary>
    public static async Task<MediaView> UploadAvatarAsync(
        HttpRequest request,
        MediaService.MediaServiceClient media,
        CancellationToken stop
    )
    {
        using var call = media.UploadAvatar(deadline: DateTime.UtcNow + UploadTimeout, cancellationToken: stop);
        return await SendAsync(call, upload => MultipartImages.SendAsync(request, upload, new("image", 0), stop));
    }

    /// <summary>Uploads the form's files, which belong to no post; its fields are read into <paramref name="fields"/>.</summary>
    public static async Task<IReadOnlyList<UploadedMedia>> UploadMediaAsync(
        HttpRequest request,
        MediaService.MediaServiceClient media,
        MediaPurpose purpose,
        FormFields fields,
        CancellationToken stop
    )
    {
        using var call = media.UploadMedia(deadline: DateTime.UtcNow + UploadTimeout, cancellationToken: stop);
        var stored = await SendAsync(
            call,
            async upload =>
            {
                await upload.WriteAsync(new() { Start = new() { Purpose = purpose } }, stop);
                await MultipartImages.SendAsync(request, upload, fields, stop);
            }
        );
        return stored.Media;
    }

    /// <summary>A post that is only text.</summary>
    public static async Task<PostView> PublishAsync(string text, PostService.PostServiceClient posts, string key, CancellationToken stop)
    {
        using var call = posts.Publish(cancellationToken: stop);
        return await SendAsync(
            call,
            async upload =>
            {
                await upload.WriteAsync(new() { Start = new() { IdempotencyKey = key } }, stop);
                await upload.WriteAsync(new() { Text = new() { Text = text } }, stop);
            }
        );
    }

    static async Task<T> SendAsync<T>(AsyncClientStreamingCall<PublishPart, T> call, Func<UploadStream, Task> write)
    {
        var upload = new UploadStream(call.RequestStream);
        try
        {
            await write(upload);
            await upload.CompleteAsync();
        }
        catch (UploadStream.EndedException)
        {
            // The call has ended before all was sent: its answer says why.
        }
        return await call.ResponseAsync;
    }

    /// <summary>The key first, then the images, and last the text, which may have come after them.</summary>
    static async Task SendFormAsync(HttpRequest request, UploadStream to, string key, FormFields fields, CancellationToken stop)
    {
        await to.WriteAsync(new() { Start = new() { IdempotencyKey = key } }, stop);
        await MultipartImages.SendAsync(request, to, fields, stop);
        var text = fields.Texts.Values.SingleOrDefault("");
        await to.WriteAsync(
            new()
            {
                Text = new() { Text = text, Alts = { fields.Alts } },
            },
            stop
        );
    }
}
