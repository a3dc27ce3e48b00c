using System.Globalization;
using Social.AppHost.Infrastructure.Fetching;
using Social.AppHost.Running;

namespace Social.AppHost.Infrastructure;

/// <summary>A PostgreSQL server on a data folder of this checkout.</summary>
static class PostgresProcess
{
    /// <summary>
    /// The data folder is initialised at the first start. A stop is PostgreSQL's fast one: the orchestrator's signal would ask for a smart
    /// one, which waits for clients that stay.
    /// </summary>
    public static LocalProcess For(PostgresServerResource postgres, EngineFiles files, string folder)
    {
        string[] command = [.. AsNobody(), Path.Combine(files.Postgres, "postgres")];
        var data = Path.Combine(folder, "data");
        return new(command[0], folder, port => [.. command[1..], .. Arguments(data, port)])
        {
            Prepare = async stop =>
            {
                if (!File.Exists(Path.Combine(data, "PG_VERSION")))
                    await InitialiseAsync(files.Postgres, folder, data, (await postgres.PasswordParameter.GetValueAsync(stop))!);
                // A server that was killed leaves its process id behind; by now that may be another process's, and then no server would
                // start. On Linux its end has been waited for; elsewhere PostgreSQL judges for itself.
                if (OperatingSystem.IsLinux())
                    File.Delete(Path.Combine(data, "postmaster.pid"));
            },
            Shutdown = _ => StopFastAsync(files.Postgres, folder, data),
        };
    }

    static string[] Arguments(string data, int port) =>
        [
            "-D",
            data,
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
            ? ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--"]
            : [];

    /// <summary>Returns once it has stopped; where no server runs there is nothing to do.</summary>
    static async Task StopFastAsync(string bin, string folder, string data)
    {
        string[] command = [.. AsNobody(), Path.Combine(bin, "pg_ctl"), "stop", "-D", data, "-m", "fast", "-w", "-t", "10"];
        await Command.TryAsync(folder, command[0], command[1..]);
    }

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
                .. AsNobody(),
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
}
