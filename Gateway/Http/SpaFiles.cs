using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;

namespace Social.Gateway.Http;

/// <summary>The web app's files, as its build left them in wwwroot.</summary>
public static class SpaFiles
{
    /// <summary>Where the files are whose names carry a hash of what is in them.</summary>
    internal const string Assets = "/assets";

    static readonly string[] Routes = ["/api", "/media", "/hubs"];

    public static void AddSpaFiles(this WebApplicationBuilder builder) =>
        builder.Services.AddResponseCompression(options =>
        {
            // No answer mixes a secret with text that somebody else chose, but those of /api/auth, which are small and say no-store.
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/problem+json"];
        });

    public static void UseSpaFiles(this WebApplication app)
    {
        var compressed = new PrecompressedFiles(app.Environment.WebRootFileProvider);
        app.UseResponseCompression();
        app.UseWhen(
            IsFile,
            file =>
            {
                file.Use(compressed.ChooseAsync);
                file.UseStaticFiles(new StaticFileOptions { ContentTypeProvider = compressed, OnPrepareResponse = Prepare });
            }
        );
    }

    /// <summary>Every other address is a page of the web app, which routes in the browser.</summary>
    public static void MapSpaFallback(this WebApplication app)
    {
        var page = new StaticFileOptions { OnPrepareResponse = Prepare };
        app.MapFallbackToFile("index.html", page).AllowAnonymous();
        // Usernames and tags may hold a dot, which the line above takes for a file's name.
        foreach (var named in (string[])["/@{username}", "/questions/tagged/{tag}", "/tag/{tag}"])
            app.MapFallbackToFile(named, "index.html", page).AllowAnonymous();
    }

    /// <summary>No file lies below the addresses of the API, of media and of live connections: these calls need not be compared with any.</summary>
    static bool IsFile(HttpContext http) =>
        !Array.Exists(Routes, route => http.Request.Path.StartsWithSegments(route, StringComparison.Ordinal));

    // Built files carry a hash in their name and never change; the page that names them is fetched each time.
    static void Prepare(StaticFileResponseContext file)
    {
        PrecompressedFiles.Describe(file.Context);
        file.Context.Response.Headers.CacheControl = file.Context.Request.Path.StartsWithSegments(Assets, StringComparison.Ordinal)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
    }
}
