using System.Security.Cryptography;
using System.Text;
using LienY.Kernel;

namespace LienY.Documents;

/// <summary>
/// An axis by folders of the data folder, for a connector of the province that carries the files: <c>axis/{code}/out</c> holds what goes, <c>axis/{code}/in</c> what
/// came; what was taken moves to <c>in/taken</c>. A file appears whole or not at all.
/// </summary>
sealed class FolderAxis(Database database) : IDocumentAxis
{
    /// <inheritdoc/>
    public async Task PostAsync(Parcel parcel, Stream content, CancellationToken stop)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Of(parcel.FromCode), "out")).FullName;
        var name = $"{Safe(parcel.ToCode)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parcel.Once)))[..32]}.edxml";
        var part = Path.Combine(folder, $"{name}.{Guid.CreateVersion7():N}.part");
        try
        {
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
            {
                await content.CopyToAsync(file, stop);
                file.Flush(flushToDisk: true);
            }
            File.Move(part, Path.Combine(folder, name), overwrite: true);
        }
        catch (IOException)
        {
            throw new AxisFault(Words.Key("Không ghi được vào thư mục của trục. Xin báo quản trị viên kiểm tra ổ đĩa."), forGood: false);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Arrival>> PendingAsync(string code, int most, CancellationToken stop)
    {
        var folder = new DirectoryInfo(Path.Combine(Of(code), "in"));
        return Task.FromResult<IReadOnlyList<Arrival>>(!folder.Exists ? [] : [.. folder.EnumerateFiles()
            .Where(f => f.Extension.ToLowerInvariant() is ".edxml" or ".xml")
            .OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal).Take(most).Select(f => new Arrival(f.FullName, code))]);
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(Arrival arrival, CancellationToken stop)
    {
        try
        {
            return Task.FromResult<Stream?>(File.OpenRead(arrival.Key));
        }
        catch (FileNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <inheritdoc/>
    public Task TakenAsync(IReadOnlyList<Arrival> arrivals, CancellationToken stop)
    {
        foreach (var arrival in arrivals)
        {
            var taken = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(arrival.Key)!, "taken")).FullName;
            try
            {
                File.Move(arrival.Key, Path.Combine(taken, Path.GetFileName(arrival.Key)), overwrite: true);
            }
            catch (FileNotFoundException)
            {
                // Another process has moved it.
            }
        }
        return Task.CompletedTask;
    }

    string Of(string code) => Path.Combine(database.Folder, "axis", Safe(code));

    static string Safe(string code)
    {
        var safe = string.Concat(code.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : c == '.' ? '.' : '_')).Trim('.');
        return safe.Length > 0 ? safe : "_";
    }
}

/// <summary>The axis that the house was told to use; null while there is none.</summary>
sealed class Axes(DocumentsStore store, SimulatedAxis simulated, FolderAxis folder)
{
    /// <summary>What was chosen.</summary>
    public async Task<AxisChoice> ChoiceAsync(CancellationToken stop) =>
        await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.FirstOrDefaultAsync(
            Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.AsNoTracking(store.Axis), stop) ?? new();

    /// <summary>The axis itself.</summary>
    public async Task<IDocumentAxis?> CurrentAsync(CancellationToken stop) => (await ChoiceAsync(stop)).Kind switch
    {
        AxisChoice.Simulated => simulated,
        AxisChoice.Folder => folder,
        _ => null,
    };
}
