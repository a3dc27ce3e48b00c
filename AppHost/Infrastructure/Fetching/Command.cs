using System.ComponentModel;
using System.Diagnostics;
using Social.AppHost.Running;

namespace Social.AppHost.Infrastructure.Fetching;

/// <summary>A program that runs to its end before the system starts.</summary>
public static class Command
{
    /// <summary>Runs it and returns what it wrote, both outputs together.</summary>
    /// <exception cref="StartException">It ended with another code than 0. The message carries its last words.</exception>
    public static async Task<string> RunAsync(
        string directory,
        string program,
        IEnumerable<string> args,
        params IEnumerable<(string Name, string Value)> environment
    )
    {
        var (code, output) = await TryAsync(directory, program, args, environment);
        return code == 0
            ? output
            : throw new StartException(
                $"{Path.GetFileName(program)} failed: {string.Join(" ", output.Trim().Split('\n').TakeLast(4)).Trim()}"
            );
    }

    /// <summary>As <see cref="RunAsync"/>, but leaves the judgement to the caller; the code is -1 when there is no such program.</summary>
    public static async Task<(int Code, string Output)> TryAsync(
        string directory,
        string program,
        IEnumerable<string> args,
        params IEnumerable<(string Name, string Value)> environment
    )
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, string.Concat(texts));
        }
        catch (Win32Exception)
        {
            return (-1, $"{program} is not installed.");
        }
    }
}
