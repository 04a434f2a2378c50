using System.Data.Common;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Takes what identifies out of rows that passed only by a basis that does not let the person be known.</summary>
sealed class FhirMask(Masking masking)
{
    /// <summary>The rows, masked where they must be.</summary>
    public async Task<IReadOnlyList<FhirRow>> OfAsync(DbConnection connection, IReadOnlyList<FhirRow> rows, CancellationToken stop)
    {
        var bases = rows.Select(r => r.BasisId).OfType<Guid>().Distinct().ToList();
        if (bases.Count == 0) return rows;
        var hidden = new HashSet<Guid>();
        foreach (var id in bases)
            if (await connection.CellAsync("select is_identified from kernel_basis where id = @p0", stop, id) is false or 0L or null) hidden.Add(id);
        if (hidden.Count == 0) return rows;
        var known = new Dictionary<Guid, MaskedPerson>();
        var masked = new List<FhirRow>(rows.Count);
        foreach (var row in rows)
        {
            if (row is not { BasisId: { } basis, PersonId: { } person } || !hidden.Contains(basis))
            {
                masked.Add(row);
                continue;
            }
            if (!known.TryGetValue(person, out var mask)) known[person] = mask = await masking.PersonAsync(connection, person, stop);
            // The masked body has no meta of its own, so the server's is put in behind the first brace.
            masked.Add(!row.IsIdentified ? row : row with
            {
                IsIdentified = false,
                At = row.At.AddDays(mask.Days),
                MetaAt = -1,
                SourceId = Guid.Empty,
                SourceRow = "",
                Body = mask.Body(row.Body),
            });
        }
        return masked;
    }
}
