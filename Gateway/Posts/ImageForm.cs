using System.Buffers;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

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
    const int MaxText = 20 << 10;

    /// <summary>Ten images, as many descriptions, a text, and as many parts again that this form does not know.</summary>
    const int MaxParts = 42;

    // An upload takes as long as its sender's line; this bounds one that has stopped moving.
    static readonly TimeSpan UploadTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Publishes what the form holds: fields `text` and `alts` (one for each image, in order), files `images`.</summary>
    public static async Task<PostView> Publish(HttpRequest request, PostService.PostServiceClient posts, string key, CancellationToken stop)
    {
        using var call = posts.Publish(deadline: DateTime.UtcNow + UploadTimeout, cancellationToken: stop);
        return await Send(call, upload => Parts(request, upload, key, "text", stop));
    }

    /// <summary>Publishes what the form holds as a story: the field `caption` and one file.</summary>
    public static async Task<StoryView> PublishStory(
        HttpRequest request,
        StoryService.StoryServiceClient stories,
        string key,
        CancellationToken stop
    )
    {
        using var call = stories.PublishStory(deadline: DateTime.UtcNow + UploadTimeout, cancellationToken: stop);
        return await Send(call, upload => Parts(request, upload, key, "caption", stop));
    }

    /// <summary>Uploads the first file of the form.</summary>
    public static async Task<MediaView> UploadAvatar(HttpRequest request, MediaService.MediaServiceClient media, CancellationToken stop)
    {
        using var call = media.UploadAvatar(deadline: DateTime.UtcNow + UploadTimeout, cancellationToken: stop);
        return await Send(call, upload => Parts(request, upload, null, "", stop));
    }

    /// <summary>A post that is only text.</summary>
    public static async Task<PostView> Publish(string text, PostService.PostServiceClient posts, string key, CancellationToken stop)
    {
        using var call = posts.Publish(cancellationToken: stop);
        return await Send(
            call,
            async upload =>
            {
                await upload.WriteAsync(new() { Start = new() { IdempotencyKey = key } }, stop);
                await upload.WriteAsync(new() { Text = new() { Text = text } }, stop);
            }
        );
    }

    static async Task<T> Send<T>(AsyncClientStreamingCall<PublishPart, T> call, Func<UploadStream, Task> write)
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

    static async Task Parts(HttpRequest request, UploadStream to, string? key, string texts, CancellationToken stop)
    {
        if (key is not null)
            await to.WriteAsync(new() { Start = new() { IdempotencyKey = key } }, stop);
        var text = new PostText();
        var reader = new MultipartReader(Boundary(request), request.Body) { HeadersLengthLimit = 8 << 10 };
        try
        {
            for (var parts = 1; await reader.ReadNextSectionAsync(stop) is { } section; parts++)
            {
                if (parts > MaxParts)
                    throw new FaultException(Fault.Malformed, $"The form has more than {MaxParts} parts.");
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                    throw new FaultException(Fault.Malformed, "A part of the form has no Content-Disposition.");
                if (disposition.IsFileDisposition())
                    await Image(section.Body, FileName(disposition), to, stop);
                else if (disposition.Name == texts)
                    text.Text = await Field(section, texts, stop);
                else if (disposition.Name == "alts")
                {
                    if (text.Alts.Count == SharedLimits.ImagesPerPost)
                        throw new FaultException(
                            Fault.Invalid,
                            "alts",
                            $"A post has at most {SharedLimits.ImagesPerPost} images, and so descriptions."
                        );
                    text.Alts.Add(await Field(section, "alts", stop));
                }
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

    static async Task Image(Stream body, string name, UploadStream to, CancellationToken stop)
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

    static async Task<string> Field(MultipartSection section, string name, CancellationToken stop)
    {
        var encoding = EncodingOf(section, name);
        var buffer = new byte[MaxText + 1];
        var read = await section.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop);
        if (read > MaxText)
            throw new FaultException(Fault.Invalid, name, "That is too long.");
        try
        {
            return encoding.GetString(buffer, 0, read);
        }
        catch (DecoderFallbackException)
        {
            throw new FaultException(Fault.Malformed, $"The part '{name}' is not valid {encoding.WebName}.");
        }
    }

    /// <summary>What the part declares, else UTF-8 (RFC 7578, section 5.1.2); what is not valid in it throws.</summary>
    static Encoding EncodingOf(MultipartSection section, string name)
    {
        var charset =
            MediaTypeHeaderValue.TryParse(section.ContentType, out var type) && type.Charset.HasValue
                ? HeaderUtilities.RemoveQuotes(type.Charset).ToString()
                : "utf-8";
        try
        {
            return Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new FaultException(Fault.Malformed, $"The charset of the part '{name}' is not known here: send UTF-8.");
        }
    }

    static string FileName(ContentDispositionHeaderValue disposition)
    {
        var name = (
            disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)
        ).ToString();
        return Graphemes.Cut(name, 100);
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
