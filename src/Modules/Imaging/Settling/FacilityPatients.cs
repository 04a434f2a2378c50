using System.Data.Common;
using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>
/// A patient of a facility by the facility's own number, as the record has it. Devices write names without tone marks and in their own order, so a name is never
/// taken from them: it only has to be the same words, or the day of birth the same.
/// </summary>
static class FacilityPatients
{
    /// <summary>The person with this number at the holder, where name or birth do not speak against it; null otherwise.</summary>
    public static async Task<Guid?> FindAsync(DbConnection connection, Guid holder, string number, string nameFold, string birth, CancellationToken stop)
    {
        if (number.Length == 0) return null;
        var found = await OfNumberAsync(connection, holder, number, stop);
        return found is [var only] && (SameWords(only.Name, nameFold) || (birth.Length == 8 && only.Birth == birth)) ? only.Person : null;
    }

    /// <summary>Whoever has this number at the holder, as the record names them.</summary>
    public static Task<List<(Guid Person, string Name, string Birth)>> OfNumberAsync(DbConnection connection, Guid holder, string number, CancellationToken stop) =>
        connection.RowsAsync("select person_id, name, birth from records_patient where holder_id = @p0 and local_number = @p1", r => (r.GetGuid(0), r.GetString(1), r.GetString(2)), stop,
            holder, number);

    static bool SameWords(string recorded, string folded) =>
        folded.Length > 0 && Fold.Of(recorded).Split(' ').Order(StringComparer.Ordinal).SequenceEqual(folded.Split(' ').Order(StringComparer.Ordinal));
}
