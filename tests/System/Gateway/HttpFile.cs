using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Social.Tests.WholeSystem.Gateway;

/// <summary>
/// An .http file as editors run it: requests parted by ###, variables, answers of named requests, files by "&lt; path". A title that
/// ends in "answers 404" expects that; any other expects success.
/// </summary>
sealed partial class HttpFile(string path, Uri host)
{
    readonly Dictionary<string, JsonDocument> answers = [];

    /// <summary>Runs all of it, top to bottom; a line for each answer that was not expected.</summary>
    public async Task<(int Requests, IReadOnlyList<string> Wrong)> RunAsync(HttpClient api)
    {
        var wrong = new List<string>();
        var sections = File.ReadAllText(path).ReplaceLineEndings("\n").Split("\n### ").Skip(1).ToList();
        foreach (var section in sections)
        {
            var (head, body) = Split(section);
            var title = head[0];
            var name = head.FirstOrDefault(l => l.StartsWith("# @name ", StringComparison.Ordinal))?["# @name ".Length..];
            var lines = head.Skip(1).Where(l => l.Length > 0 && l[0] != '#').Select(Fill).ToList();
            using var request = Request(lines, body);
            using var answer = await api.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            var expected = Expected().Match(title) is { Success: true } match ? match.Groups[1].Value : "2";
            var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            if (!status.StartsWith(expected, StringComparison.Ordinal))
            {
                wrong.Add($"{Path.GetFileName(path)}, {title}: {status} {text}");
                // What follows needs this answer.
                if (name is not null)
                    break;
            }
            else if (name is not null)
                answers[name] = JsonDocument.Parse(text);
        }
        return (sections.Count, wrong);
    }

    static (string[] Head, string Body) Split(string section)
    {
        var parts = section.Split("\n\n", 2);
        return (parts[0].Split('\n'), parts.Length > 1 ? parts[1].Trim('\n') : "");
    }

    HttpRequestMessage Request(List<string> lines, string body)
    {
        var words = lines[0].Split(' ');
        var request = new HttpRequestMessage(new(words[0]), words[1]);
        var content = new ByteArrayContent(Bytes(body));
        foreach (var header in lines.Skip(1).Select(l => l.Split(": ", 2)))
            if (!request.Headers.TryAddWithoutValidation(header[0], header[1]))
                content.Headers.TryAddWithoutValidation(header[0], header[1]);
        if (body.Length > 0)
            request.Content = content;
        return request;
    }

    byte[] Bytes(string body)
    {
        using var bytes = new MemoryStream();
        foreach (var line in body.Split('\n'))
        {
            bytes.Write(
                line.StartsWith("< ", StringComparison.Ordinal)
                    ? File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(path)!, line[2..]))
                    : Encoding.UTF8.GetBytes(Fill(line))
            );
            bytes.Write("\r\n"u8);
        }
        return bytes.ToArray();
    }

    string Fill(string text) => Variable().Replace(text, match => Value(match.Groups[1].Value));

    string Value(string variable)
    {
        if (variable == "host")
            return host.GetLeftPart(UriPartial.Authority);
        if (variable == "$guid")
            return Guid.NewGuid().ToString();
        if (variable.Split(' ') is ["$randomInt", var from, var to])
            return Random
                .Shared.Next(int.Parse(from, CultureInfo.InvariantCulture), int.Parse(to, CultureInfo.InvariantCulture))
                .ToString(CultureInfo.InvariantCulture);
        var parts = variable.Split(".response.body.$.");
        var value = answers[parts[0]].RootElement;
        foreach (var step in parts[1].Split('.'))
            value = value.GetProperty(step);
        return value.GetString()!;
    }

    [GeneratedRegex(@"\{\{(.+?)\}\}")]
    private static partial Regex Variable();

    [GeneratedRegex("answers ([0-9]{3})$")]
    private static partial Regex Expected();
}
