using System.Globalization;
using Social.AppHost.Engines.Fetching;
using Social.AppHost.Running;

namespace Social.AppHost.Engines.Processes;

/// <summary>A PostgreSQL server's data directory and how to start a server on it.</summary>
/// <param name="Program">The program to start.</param>
sealed record PostgresCluster(string Program, IReadOnlyList<string> Before, string Folder)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Makes the cluster if it is not there yet, and clears away what a killed server left.</summary>
    /// <exception cref="StartException">Another server works on it.</exception>
    public static async Task<PostgresCluster> PrepareAsync(string bin, string folder, string password)
    {
        string[] command = [.. AsNobody(), Path.Combine(bin, "postgres")];
        var data = Path.Combine(folder, "data");
        if (!File.Exists(Path.Combine(data, "PG_VERSION")))
            await InitialiseAsync(bin, folder, data, password);
        await ClearPidFileAsync(Path.Combine(data, "postmaster.pid"), data);
        return new(command[0], command[1..], data);
    }

    public IEnumerable<string> Args(int port) =>
        [
            .. Before,
            "-D",
            Folder,
            "-p",
            port.ToString(CultureInfo.InvariantCulture),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "shared_buffers=128MB",
            "-c",
            // Each service holds pools of its own, and there may be several instances of each.
            "max_connections=400",
        ];

    // PostgreSQL refuses to run as root. In a user namespace root is nobody, while its files stay root's.
    static string[] AsNobody() =>
        OperatingSystem.IsLinux() && Environment.UserName == "root"
            ? ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--", "setpriv", "--pdeathsig", "INT", "--"]
            : [];

    static async Task InitialiseAsync(string bin, string folder, string data, string password)
    {
        // Left over from an initialisation that was broken off: PG_VERSION is written early, but only a renamed directory counts.
        var fresh = data + ".new";
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);
        var secret = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(secret, password);
        try
        {
            string[] command =
            [
                // Without the wish to die with the thread that starts it: a pool thread may end while this still runs.
                .. AsNobody().TakeWhile(word => word != "setpriv"),
                Path.Combine(bin, "initdb"),
                "-D",
                fresh,
                "-U",
                "postgres",
                "--auth=scram-sha-256",
                $"--pwfile={secret}",
                "-E",
                "UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
            ];
            var (code, output) = await Command.TryAsync(folder, command[0], command[1..]);
            if (code != 0 && output.Contains("unshare failed", StringComparison.Ordinal))
                throw new StartException(
                    "PostgreSQL does not run as root, and this system allows no user namespaces: start as another user, or with --Engines=containers."
                );
            if (code != 0)
                throw new StartException($"initdb failed: {string.Join(' ', output.Trim().Split('\n').TakeLast(3))}");
            Directory.Move(fresh, data);
        }
        finally
        {
            File.Delete(secret);
        }
    }

    /// <summary>A server that was killed leaves its number behind; by now it may be another process's, and then no server would start.</summary>
    static async Task ClearPidFileAsync(string file, string data)
    {
        for (var until = DateTime.UtcNow + Patience; File.Exists(file); await Task.Delay(100))
        {
            var owner = int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) ? id : 0;
            if (!IsServerOf(owner, data))
            {
                File.Delete(file);
                return;
            }
            if (DateTime.UtcNow > until)
                throw new StartException($"Process {owner} is a PostgreSQL server on {data}: end it, or start with another --Data.");
        }
    }

    static bool IsServerOf(int process, string data)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Contains(data, StringComparison.Ordinal);
        }
        // No such process; or a system without /proc, where PostgreSQL's own judgement has to do.
        catch (IOException)
        {
            return Directory.Exists("/proc/self") is false;
        }
    }
}
