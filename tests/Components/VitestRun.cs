using System.Diagnostics;
using System.Text.Json;
using Social.Tests.Testing;

namespace Social.Tests.Components;

/// <summary>One run of vitest over all test files of the web app.</summary>
public sealed class VitestRun : IAsyncLifetime
{
    static readonly string Web = Path.Combine(Checkout.Root, "Web");
    static readonly string[] Extensions = [".test.ts", ".test.tsx"];

    public Dictionary<string, VitestFile> Results { get; } = [];

    /// <summary>What vitest wrote, for when it did not get as far as results.</summary>
    public string Output { get; private set; } = "";

    /// <summary>The test files, relative to Web/src.</summary>
    public static IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(Path.Combine(Web, "src"), "*", SearchOption.AllDirectories)
            .Where(file => Extensions.Any(e => file.EndsWith(e, StringComparison.Ordinal)))
            .Select(Relative)
            .Order(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        var report = Path.Combine(Directory.CreateTempSubdirectory("social-vitest-").FullName, "report.json");
        try
        {
            string[] arguments =
            [
                Path.Combine("node_modules", "vitest", "vitest.mjs"),
                "run",
                "--pool=threads",
                "--reporter=json",
                $"--outputFile={report}",
            ];
            var start = new ProcessStartInfo("node", arguments)
            {
                WorkingDirectory = Web,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            Output = await process.StandardOutput.ReadToEndAsync() + await error;
            await process.WaitForExitAsync();
            if (File.Exists(report))
                Read(await File.ReadAllTextAsync(report));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(report)!, recursive: true);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    void Read(string report)
    {
        using var document = JsonDocument.Parse(report);
        foreach (var file in document.RootElement.GetProperty("testResults").EnumerateArray())
        {
            var tests = file.GetProperty("assertionResults").EnumerateArray().ToList();
            var failures = tests
                .Where(test => test.GetProperty("status").GetString() != "passed")
                .Select(test => $"{test.GetProperty("fullName")}: {test.GetProperty("failureMessages")}")
                .ToList();
            // A file that cannot be loaded has no tests, but a message.
            if (tests.Count == 0)
                failures.Add(file.GetProperty("message").GetString() ?? "");
            Results[Relative(file.GetProperty("name").GetString()!)] = new(tests.Count - failures.Count, failures);
        }
    }

    static string Relative(string file) => Path.GetRelativePath(Path.Combine(Web, "src"), file).Replace('\\', '/');
}
