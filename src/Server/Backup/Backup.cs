using System.Data.Common;
using System.IO.Compression;
using System.Text.Json;
using LienY.Kernel;

namespace LienY.Server;

/// <summary>What a backup says of itself.</summary>
sealed record Manifest(int Version, string Database, DateTimeOffset At, IReadOnlyList<string> Steps, IReadOnlyDictionary<string, long> Rows, int Files, bool HasKey);

/// <summary>
/// Writes everything of an installation into one file, while it serves: a zip with one JSON-lines file per table (one snapshot), the kept files,
/// and the key. The same backup can be restored into either database.
/// </summary>
static class Backup
{
    /// <summary>Writes the backup; with a passphrase the whole file is sealed (AES-256-GCM, PBKDF2-SHA512).</summary>
    public static async Task<Manifest> WriteAsync(IServiceProvider services, string path, string? passphrase, bool withKey, CancellationToken stop = default)
    {
        var temporary = Path.GetFullPath(path) + ".part";
        try
        {
            Manifest manifest;
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var file = new FileStream(temporary, options))
            {
                using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true)) manifest = await FillAsync(services, zip, withKey, stop);
                file.Flush(flushToDisk: true);
            }
            if (passphrase is not null) await Passphrase.SealAsync(temporary, passphrase, stop);
            File.Move(temporary, path, overwrite: false);
            return manifest;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    static async Task<Manifest> FillAsync(IServiceProvider services, ZipArchive zip, bool withKey, CancellationToken stop)
    {
        var database = services.GetRequiredService<Database>();
        await using var connection = await database.OpenAsync(stop);
        await using var snapshot = await connection.SnapshotAsync(stop);
        var rows = new Dictionary<string, long>();
        // What is computed from the ledger is computed again after a restore, and so is how far it had come; who wrote when it was made writes no longer.
        var computed = services.GetServices<IFollowLedger>().SelectMany(f => f.Tables).Append("kernel_cursor").Append("kernel_lease").ToHashSet();
        foreach (var table in (await Tables.InOrderAsync(connection, stop)).Where(t => !computed.Contains(t) && !t.EndsWith("_next", StringComparison.Ordinal))) rows[table] = await TableAsync(connection, zip, table, stop);
        var steps = await connection.RowsAsync("select module, name from schema_step order by ran_at, module, name", r => $"{r.GetString(0)}/{r.GetString(1)}", stop);
        await snapshot.RollbackAsync(stop);
        var files = 0;
        foreach (var folder in Folders.Select(f => Path.Combine(database.Folder, f)).Where(Directory.Exists))
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".part", StringComparison.Ordinal)))
                if (await CopyAsync(zip, Path.GetRelativePath(database.Folder, file).Replace('\\', '/'), file, stop)) files++;
        var key = Path.Combine(database.Folder, Keys.FileName);
        if (withKey && File.Exists(key)) await CopyAsync(zip, Keys.FileName, key, stop);
        var manifest = new Manifest(1, database.IsPostgres ? "postgresql" : "sqlite", services.GetRequiredService<TimeProvider>().GetUtcNow(), steps, rows, files, withKey && File.Exists(key));
        await using var output = zip.CreateEntry("manifest.json").Open();
        await JsonSerializer.SerializeAsync(output, manifest, cancellationToken: stop);
        return manifest;
    }

    /// <summary>Folders of kept files and of recordings.</summary>
    public static readonly IReadOnlyList<string> Folders = ["files", "recordings", "images"];

    static async Task<bool> CopyAsync(ZipArchive zip, string name, string file, CancellationToken stop)
    {
        try
        {
            // A recording may be written just now: what is there of it is kept.
            await using var input = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await using var output = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            await input.CopyToAsync(output, stop);
            return true;
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            // Its time of keeping ended in this moment.
            return false;
        }
    }

    static async Task<long> TableAsync(DbConnection connection, ZipArchive zip, string table, CancellationToken stop)
    {
        var columns = (await Tables.ColumnsAsync(connection, table, stop)).Where(c => c != "tx" || table is not ("kernel_fact" or "kernel_trail")).ToList();
        await using var output = zip.CreateEntry($"tables/{table}.jsonl", CompressionLevel.Fastest).Open();
        await using var json = new Utf8JsonWriter(output, new() { SkipValidation = true });
        json.WriteStartArray();
        foreach (var column in columns) json.WriteStringValue(column);
        json.WriteEndArray();
        await using var command = connection.Command(Books.Query(connection, table, columns));
        await using var reader = await command.ExecuteReaderAsync(stop);
        var count = 0L;
        while (await reader.ReadAsync(stop))
        {
            await json.FlushAsync(stop);
            json.Reset();
            await output.WriteAsync("\n"u8.ToArray(), stop);
            json.WriteStartArray();
            for (var i = 0; i < columns.Count; i++) Cells.Write(json, reader, i);
            json.WriteEndArray();
            count++;
        }
        await json.FlushAsync(stop);
        return count;
    }
}
