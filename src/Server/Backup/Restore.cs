using System.Data.Common;
using System.IO.Compression;
using System.Text.Json;
using LienY.Kernel;

namespace LienY.Server;

/// <summary>
/// Fills an empty installation from a backup: first the schema as it was then, the rows, then the steps that came since; files and key. All rows
/// come in one transaction: a broken backup leaves nothing.
/// </summary>
static class Restore
{
    public static async Task<Manifest> ReadAsync(IServiceProvider services, string path, string? passphrase, CancellationToken stop = default)
    {
        if (!File.Exists(path)) throw Refusal.Missing("Không có tệp “{0}”.", path);
        await using var stream = await Passphrase.OpenAsync(path, passphrase, stop);
        using var zip = Open(stream);
        var manifest = await ManifestAsync(zip, stop);
        var database = services.GetRequiredService<Database>();
        await MustBeEmptyAsync(database, stop);
        var all = House.Schema(database.IsPostgres).ToList();
        var unknown = manifest.Steps.FirstOrDefault(s => all.All(a => $"{a.Module}/{a.Name}" != s));
        if (unknown is not null) throw Refusal.Invalid("Bản sao lưu có bước lược đồ “{0}” mà phiên bản này chưa biết. Xin dùng phiên bản Liên Y mới hơn.", unknown);
        var migrator = services.GetRequiredService<Migrator>();
        await migrator.RunAsync(all.Where(a => manifest.Steps.Contains($"{a.Module}/{a.Name}")), stop);
        await RowsAsync(database, zip, manifest, stop);
        await migrator.RunAsync(all, stop);
        await FilesAsync(database, zip, stop);
        return manifest;
    }

    static ZipArchive Open(Stream stream)
    {
        try
        {
            return new ZipArchive(stream, ZipArchiveMode.Read);
        }
        catch (InvalidDataException)
        {
            throw Refusal.Invalid("Tệp này không phải là bản sao lưu của Liên Y, hoặc đã bị cắt.");
        }
    }

    static async Task<Manifest> ManifestAsync(ZipArchive zip, CancellationToken stop)
    {
        var entry = zip.GetEntry("manifest.json") ?? throw Refusal.Invalid("Tệp này không phải là bản sao lưu của Liên Y, hoặc đã bị cắt.");
        await using var input = entry.Open();
        return await JsonSerializer.DeserializeAsync<Manifest>(input, cancellationToken: stop) ?? throw Refusal.Invalid("Tệp này không phải là bản sao lưu của Liên Y, hoặc đã bị cắt.");
    }

    static async Task MustBeEmptyAsync(Database database, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        if ((await Tables.InOrderAsync(connection, stop)).Count > 0 || Backup.Folders.Any(f => Directory.Exists(Path.Combine(database.Folder, f))))
            throw Refusal.Conflict("Chỉ khôi phục vào thư mục dữ liệu trống (hoặc cơ sở dữ liệu trống). Xin chọn --data khác; dữ liệu đang có không bị đụng đến.");
    }

    static async Task RowsAsync(Database database, ZipArchive zip, Manifest manifest, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var tables = (await Tables.InOrderAsync(connection, stop)).Where(t => t != "schema_step" && zip.GetEntry($"tables/{t}.jsonl") is not null).ToList();
        // A step may put rows of its own (code lists); the backup has them too. Those that refer to others go first.
        // An append-only table has none, and would refuse.
        foreach (var table in Enumerable.Reverse(tables))
            if (await connection.CellAsync($"select 1 from {table} limit 1", stop) is not null) await connection.RunAsync($"delete from {table}", stop);
        // Rows of one table may refer to each other in any order; PostgreSQL has its own way below.
        if (!connection.IsPostgres()) await connection.RunAsync("pragma defer_foreign_keys = on", stop);
        foreach (var table in tables)
        {
            await using var input = zip.GetEntry($"tables/{table}.jsonl")!.Open();
            var count = await TableAsync(connection, table, input, stop);
            if (manifest.Rows.GetValueOrDefault(table) != count)
                throw Refusal.Invalid("Bảng “{0}” trong bản sao lưu có {1} dòng thay vì {2}: bản sao lưu đã bị cắt.", table, count, manifest.Rows.GetValueOrDefault(table));
        }
        await transaction.CommitAsync(stop);
    }

    static async Task<long> TableAsync(DbConnection connection, string table, Stream input, CancellationToken stop)
    {
        using var reader = new StreamReader(input);
        var head = await reader.ReadLineAsync(stop) ?? "[]";
        var columns = JsonSerializer.Deserialize<List<string>>(head)!;
        var known = await Tables.ColumnsAsync(connection, table, stop);
        if (columns.FirstOrDefault(c => !known.Contains(c)) is { } strange) throw Refusal.Invalid("Bảng “{0}” trong bản sao lưu có cột lạ “{1}”.", table, strange);
        var types = await TypesAsync(connection, table, stop);
        var books = connection.IsPostgres() && table is ("kernel_fact" or "kernel_trail");
        var places = string.Join(", ", columns.Select((_, i) => $"@p{i}"));
        await using var command = connection.Command(
            $"insert into {table} ({string.Join(", ", columns)}{(books ? ", tx" : "")}) values ({places}{(books ? ", '0'::xid8" : "")})", new object?[columns.Count]);
        var own = connection.IsPostgres() ? await OwnReferencesAsync(connection, table, stop) : [];
        var later = new List<(string Column, object Id, object Value)>();
        var count = 0L;
        while (await reader.ReadLineAsync(stop) is { Length: > 0 } line)
        {
            using var row = JsonDocument.Parse(line);
            var i = 0;
            foreach (var cell in row.RootElement.EnumerateArray())
            {
                command.Parameters[i].Value = Cells.Read(cell, types.GetValueOrDefault(columns[i], ""));
                i++;
            }
            for (var c = 0; c < columns.Count; c++)
            {
                if (!own.Contains(columns[c]) || command.Parameters[c].Value is not { } value || value is DBNull) continue;
                later.Add((columns[c], command.Parameters[columns.IndexOf("id")].Value!, value));
                command.Parameters[c].Value = DBNull.Value;
            }
            await command.ExecuteNonQueryAsync(stop);
            count++;
        }
        foreach (var (column, id, value) in later) await connection.RunAsync($"update {table} set {column} = @p1 where id = @p0", stop, id, value);
        if (connection.IsPostgres())
            foreach (var column in columns)
                if (await connection.CellAsync("select pg_get_serial_sequence(@p0, @p1)", stop, table, column) is string sequence)
                    await connection.CellAsync($"select setval('{sequence}', (select coalesce(max({column}), 0) + 1 from {table}), false)", stop);
        return count;
    }

    /// <summary>Columns by which rows of a table refer to other rows of it; they are filled once all rows are there.</summary>
    static Task<List<string>> OwnReferencesAsync(DbConnection connection, string table, CancellationToken stop) => connection.RowsAsync(
        "select a.attname::text from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] "
        + "where c.contype = 'f' and c.conrelid = c.confrelid and c.conrelid = @p0::regclass and not a.attnotnull", r => r.GetString(0), stop, table);

    static async Task<Dictionary<string, string>> TypesAsync(DbConnection connection, string table, CancellationToken stop) =>
        !connection.IsPostgres() ? []
        : (await connection.RowsAsync("select column_name::text, data_type::text from information_schema.columns where table_schema = current_schema() and table_name = @p0",
            r => (r.GetString(0), r.GetString(1)), stop, table)).ToDictionary(r => r.Item1, r => r.Item2);

    static async Task FilesAsync(Database database, ZipArchive zip, CancellationToken stop)
    {
        foreach (var entry in zip.Entries)
        {
            if (Backup.Folders.FirstOrDefault(f => entry.FullName.StartsWith(f + "/", StringComparison.Ordinal)) is not { } folder) continue;
            var root = Path.GetFullPath(Path.Combine(database.Folder, folder));
            var path = Path.GetFullPath(Path.Combine(database.Folder, entry.FullName));
            if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw Refusal.Invalid("Bản sao lưu có đường dẫn tệp không hợp lệ.");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var input = entry.Open();
            await using var output = File.Create(path);
            await input.CopyToAsync(output, stop);
        }
    }

    /// <summary>Puts the backup's key into the data folder before anything opens it; nothing where a key is there already or the backup has none.</summary>
    public static async Task KeyAsync(string folder, string path, string? passphrase, CancellationToken stop = default)
    {
        var key = Path.Combine(folder, Keys.FileName);
        if (File.Exists(key) || !File.Exists(path)) return;
        await using var stream = await Passphrase.OpenAsync(path, passphrase, stop);
        using var zip = Open(stream);
        if (zip.GetEntry(Keys.FileName) is not { } entry) return;
        Directory.CreateDirectory(folder);
        await using var input = entry.Open();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var output = new FileStream(key, options);
        await input.CopyToAsync(output, stop);
    }
}
