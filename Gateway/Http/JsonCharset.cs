using System.Text;
using Microsoft.Net.Http.Headers;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Http;

/// <summary>
/// The charset of a JSON body, before anything reads it: one in quotes is the same without (RFC 9110, section 8.3.2), and one that is not
/// known is refused with 415, where the framework would fail.
/// </summary>
static class JsonCharset
{
    public static void UseJsonCharsets(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                Normalize(http.Request);
                return next(http);
            }
        );

    static void Normalize(HttpRequest request)
    {
        if (
            !request.HasJsonContentType()
            || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || type.Charset is not { HasValue: true } charset
        )
            return;
        charset = HeaderUtilities.RemoveQuotes(charset);
        try
        {
            Encoding.GetEncoding(charset.ToString());
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new FaultException(Fault.UnsupportedMedia, "The charset of the body is not known here: send UTF-8.");
        }
        type.Charset = charset;
        request.ContentType = type.ToString();
    }
}
