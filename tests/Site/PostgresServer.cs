using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LienY.Site;

/// <summary>A real PostgreSQL for tests: the one named by LIENY_TEST_POSTGRES, else a cluster of our own in a temporary folder, stopped at the end.</summary>
public static class PostgresServer
{
    static readonly Lazy<Task<string>> Started = new(StartAsync);

    /// <summary>A connection string of a fresh, empty database.</summary>
    public static async Task<string> FreshDatabaseAsync()
    {
        var server = await Started.Value;
        var name = "t" + Guid.CreateVersion7().ToString("N");
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();
    }

    static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("LIENY_TEST_POSTGRES") is { Length: > 0 } given) return given;
        var bin = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Max() + "/bin" : "/usr/bin";
        var folder = Directory.CreateTempSubdirectory("lieny-pg").FullName;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            var port = ((IPEndPoint)probe.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
            probe.Stop();
            var isRoot = Environment.UserName == "root";
            if (isRoot) Run("chown", "postgres", folder);
            RunAs(isRoot, $"{bin}/initdb -D {folder}/data -U postgres -A trust -E UTF8 --locale=C");
            RunAs(isRoot, $"{bin}/pg_ctl -D {folder}/data -w -l {folder}/log -o \"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200\" start");
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            {
                RunAs(isRoot, $"{bin}/pg_ctl -D {folder}/data -m immediate stop");
                Scratch.Remove(folder);
            };
            var server = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
            await using var connection = new NpgsqlConnection(server);
            await connection.OpenAsync();
            return server;
        }
    }

    static void RunAs(bool isRoot, string command)
    {
        if (isRoot) Run("su", "postgres", "-s", "/bin/sh", "-c", command);
        else Run("/bin/sh", "-c", command);
    }

    static void Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(60_000) || process.ExitCode != 0) throw new InvalidOperationException($"'{program} {string.Join(' ', args)}' failed: {(errors.IsCompleted ? errors.Result : "")}");
    }
}
