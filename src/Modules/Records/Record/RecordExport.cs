using LienY.Contracts;

namespace LienY.Records;

/// <summary>Takes records out for other modules, as <see cref="RecordBook"/> reads them: gate, trail and facts are its own.</summary>
sealed class RecordExport(RecordReaders readers, RecordBook book) : IRecordExport
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExportedResource>> ReadAsync(Guid person, string purpose, string action, CancellationToken stop)
    {
        var reader = await readers.ReaderAsync(RecordsRights.Export, Purposes.Known(purpose), stop);
        var seen = await book.ReadAsync(reader, person, new(), action, RecordsRights.Export, stop);
        // What must not be tied to a person has no place in a file that names them.
        return [.. seen.Rows.Where(r => r is { IsIdentified: true, Body: not null })
            .Select(r => new ExportedResource(r.Type, r.Fid, r.HolderId, r.EncounterId, r.Occurred, r.Body!))];
    }
}
