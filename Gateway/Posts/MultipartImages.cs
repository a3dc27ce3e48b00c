using System.Buffers;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Gateway.Posts;

/// <summary>A multipart form with images, passed on part by part: no image is ever whole in memory here.</summary>
static class MultipartImages
{
    const int Chunk = 64 << 10;
    const int MaxText = 20 << 10;

    /// <summary>Passes the images on and reads the fields. A part is what its name says, whether or not it has the name of a file.</summary>
    public static async Task SendAsync(HttpRequest request, UploadStream to, FormFields fields, CancellationToken stop)
    {
        var reader = new MultipartReader(Boundary(request), request.Body, Chunk) { HeadersLengthLimit = 8 << 10 };
        try
        {
            while (await reader.ReadNextSectionAsync(stop) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                    throw new FaultException(Fault.Malformed, "A part of the form has no Content-Disposition.");
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
                if (fields.IsImage(name))
                    await SendImageAsync(section.Body, FileName(disposition) is { Length: > 0 } file ? file : name, to, stop);
                else
                    fields.Add(name, await ReadFieldAsync(section, name, stop));
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
    }

    static async Task SendImageAsync(Stream body, string name, UploadStream to, CancellationToken stop)
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

    static async Task<string> ReadFieldAsync(MultipartSection section, string name, CancellationToken stop)
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
        return Graphemes.Cut(name, SharedLimits.FileName);
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
