using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Social.Gateway.Http;

/// <summary>
/// Files that the build compressed as tightly as can be, which would take too long at each request: where there is <c>x.js.br</c>
/// beside <c>x.js</c>, a browser that takes Brotli (RFC 7932) gets it under the name it asked for.
/// </summary>
sealed class PrecompressedFiles(IFileProvider files) : IContentTypeProvider
{
    const string Suffix = ".br";
    const string Encoding = "br";

    readonly FileExtensionContentTypeProvider types = new();

    /// <summary>The type of what is compressed.</summary>
    public bool TryGetContentType(string subpath, out string contentType) => types.TryGetContentType(Plain(subpath), out contentType!);

    /// <summary>Has the compressed file found instead of the plain one, when there is one and the browser takes it.</summary>
    public Task ChooseAsync(HttpContext http, RequestDelegate next)
    {
        var (request, path) = (http.Request, http.Request.Path);
        if (
            (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && path.StartsWithSegments(SpaFiles.Assets, StringComparison.Ordinal)
            && files.GetFileInfo(path.Value + Suffix).Exists
        )
        {
            // A cache must not give to one browser what another one asked for.
            http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
            if (Takes(request))
                request.Path = path.Value + Suffix;
        }
        return next(http);
    }

    /// <summary>Says how the file is compressed, if it is.</summary>
    public static void Describe(HttpContext http)
    {
        if (http.Request.Path.Value!.EndsWith(Suffix, StringComparison.Ordinal))
            http.Response.Headers.ContentEncoding = Encoding;
    }

    static bool Takes(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .AcceptEncoding.Any(one => one.Value.Equals(Encoding, StringComparison.OrdinalIgnoreCase) && one.Quality != 0);

    static string Plain(string path) => path.EndsWith(Suffix, StringComparison.Ordinal) ? path[..^Suffix.Length] : path;
}
