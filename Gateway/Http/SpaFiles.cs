using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;

namespace Social.Gateway.Http;

/// <summary>The web app's files, as its build left them in wwwroot.</summary>
public static class SpaFiles
{
    public static void AddSpaFiles(this WebApplicationBuilder builder) =>
        builder.Services.AddResponseCompression(options =>
        {
            // No answer mixes a secret with text that somebody else chose, but those of /api/auth, which are small and say no-store.
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/problem+json"];
        });

    public static void UseSpaFiles(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = Cache });
    }

    /// <summary>Every other address is a page of the web app, which routes in the browser.</summary>
    public static void MapSpaFallback(this WebApplication app)
    {
        var page = new StaticFileOptions { OnPrepareResponse = Cache };
        app.MapFallbackToFile("index.html", page).AllowAnonymous();
        // A username may hold a dot, which the line above takes for a file's name.
        app.MapFallbackToFile("/@{username}", "index.html", page).AllowAnonymous();
    }

    // Built files carry a hash in their name and never change; the page that names them is asked for anew each time.
    static void Cache(StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
}
