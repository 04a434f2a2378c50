using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Records;

/// <summary>What a facility's own system says of two of its patients (HL7 A40): put before people, never merged by itself.</summary>
sealed class MergeProposals(PersonsStore store, Database database) : IMergeProposals
{
    /// <inheritdoc/>
    public async Task<bool> ProposeAsync(Guid holder, string survivor, string merged, string by, CancellationToken stop)
    {
        if (survivor.Length == 0 || merged.Length == 0) return false;
        Guid? one, other;
        await using (var connection = await database.OpenAsync(stop))
        {
            async Task<Guid?> Person(string number) => (await connection.RowsAsync("select person_id from records_patient where holder_id = @p0 and local_number = @p1",
                r => (Guid?)r.GetGuid(0), stop, holder, number)).FirstOrDefault();
            (one, other) = (await Person(survivor), await Person(merged));
        }
        if (one is not { } into || other is not { } from) return false;
        if (into == from) return true;
        var (first, second) = PossiblySame.Pair(into, from);
        if (await store.Likenesses.AnyAsync(l => l.OneId == first && l.OtherId == second && l.State == LikenessState.Waiting, stop)) return true;
        store.Likenesses.Add(new PossiblySame
        {
            OneId = first,
            OtherId = second,
            Reason = LikenessReasons.Asked,
            Score = 30,
            AskedReason = $"HL7 A40: {by}",
            FoundAt = store.Clock.GetUtcNow()
        });
        try
        {
            await store.SaveChangesAsync(stop);
        }
        catch (Refusal twice) when (twice.Code == "duplicate")
        {
            // Somebody else put it there at the same moment.
            store.ChangeTracker.Clear();
        }
        return true;
    }
}
