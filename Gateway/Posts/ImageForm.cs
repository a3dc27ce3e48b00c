using System.Buffers;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Social.Contracts;
using Social.ServiceDefaults;

namespace Social.Gateway.Posts;

/// <summary>A multipart form with images, passed on part by part: no image is ever whole in memory here.</summary>
static class ImageForm
{
    /// <summary>Ten images of 15 MiB and what surrounds them, bytes.</summary>
    public const long MaxPostBody = 151L << 20;

    /// <summary>One image and what surrounds it, bytes.</summary>
    public const long MaxAvatarBody = 16L << 20;

    /// <summary>One image and what surrounds it, bytes.</summary>
    public const long MaxStoryBody = 16L << 20;

    const int Chunk = 64 << 10;
    const int MaxText = 16 << 10;

    // An upload takes as long as its sender's line; this bounds one that has stopped moving.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Publishes what the form holds: fields `text` and `alts` (one for each image, in order), files `images`.</summary>
    public static async Task<PostView> Publish(HttpRequest request, PostService.PostServiceClient posts, string key, CancellationToken stop)
    {
        using var call = posts.Publish(deadline: DateTime.UtcNow + Patience, cancellationToken: stop);
        return await Send(call, () => Parts(request, call.RequestStream, key, "text", stop));
    }

    /// <summary>Publishes what the form holds as a story: the field `caption` and one file.</summary>
    public static async Task<StoryView> PublishStory(
        HttpRequest request,
        StoryService.StoryServiceClient stories,
        string key,
        CancellationToken stop
    )
    {
        using var call = stories.PublishStory(deadline: DateTime.UtcNow + Patience, cancellationToken: stop);
        return await Send(call, () => Parts(request, call.RequestStream, key, "caption", stop));
    }

    /// <summary>Uploads the first file of the form.</summary>
    public static async Task<MediaView> UploadAvatar(HttpRequest request, MediaService.MediaServiceClient media, CancellationToken stop)
    {
        using var call = media.UploadAvatar(deadline: DateTime.UtcNow + Patience, cancellationToken: stop);
        return await Send(call, () => Parts(request, call.RequestStream, null, "", stop));
    }

    /// <summary>A post that is only text.</summary>
    public static async Task<PostView> Publish(string text, PostService.PostServiceClient posts, string key, CancellationToken stop)
    {
        using var call = posts.Publish(cancellationToken: stop);
        return await Send(
            call,
            async () =>
            {
                await call.RequestStream.WriteAsync(new() { Start = new() { IdempotencyKey = key } }, stop);
                await call.RequestStream.WriteAsync(new() { Text = new() { Text = text } }, stop);
            }
        );
    }

    static async Task<T> Send<T>(AsyncClientStreamingCall<PublishPart, T> call, Func<Task> write)
    {
        try
        {
            await write();
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException && call.ResponseAsync.IsFaulted)
        {
            // The service refused before all was sent: its answer says why.
        }
        return await call.ResponseAsync;
    }

    static async Task Parts(HttpRequest request, IClientStreamWriter<PublishPart> to, string? key, string texts, CancellationToken stop)
    {
        if (key is not null)
            await to.WriteAsync(new() { Start = new() { IdempotencyKey = key } }, stop);
        var text = new PostText();
        var reader = new MultipartReader(Boundary(request), request.Body) { HeadersLengthLimit = 8 << 10 };
        try
        {
            while (await reader.ReadNextSectionAsync(stop) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                    throw new FaultException(Fault.Malformed, "A part of the form has no Content-Disposition.");
                if (disposition.IsFileDisposition())
                    await Image(section.Body, FileName(disposition), to, stop);
                else if (disposition.Name == texts)
                    text.Text = await Field(section.Body, texts, stop);
                else if (disposition.Name == "alts")
                    text.Alts.Add(await Field(section.Body, "alts", stop));
            }
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new FaultException(Fault.Malformed, "The form ended early or is no multipart form.");
        }
        catch (InvalidDataException)
        {
            throw new FaultException(Fault.Malformed, "The form is no well-formed multipart form.");
        }
        if (key is not null)
            await to.WriteAsync(new() { Text = text }, stop);
    }

    static async Task Image(Stream body, string name, IClientStreamWriter<PublishPart> to, CancellationToken stop)
    {
        await to.WriteAsync(new() { Image = new() { FileName = name } }, stop);
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            int read;
            while ((read = await body.ReadAtLeastAsync(buffer.AsMemory(0, Chunk), Chunk, throwOnEndOfStream: false, stop)) > 0)
                // The write is over when the bytes are on their way, so the buffer is free again.
                await to.WriteAsync(new() { Chunk = UnsafeByteOperations.UnsafeWrap(buffer.AsMemory(0, read)) }, stop);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static async Task<string> Field(Stream body, string name, CancellationToken stop)
    {
        var buffer = new byte[MaxText + 1];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop);
        return read <= MaxText
            ? System.Text.Encoding.UTF8.GetString(buffer, 0, read)
            : throw new FaultException(Fault.Invalid, name, "That is too long.");
    }

    static string FileName(ContentDispositionHeaderValue disposition)
    {
        var name = (
            disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)
        ).ToString();
        return name.Length <= 100 ? name : name[..100];
    }

    static string Boundary(HttpRequest request)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString()
            : "";
        return boundary.Length is > 0 and <= 200
            ? boundary
            : throw new FaultException(Fault.Malformed, "Send multipart/form-data with a boundary.");
    }
}
