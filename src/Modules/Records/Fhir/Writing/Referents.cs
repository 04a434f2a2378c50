using System.Data.Common;
using LienY.Fhir;

namespace LienY.Records;

/// <summary>
/// References within a transaction: <c>urn:uuid:…</c> (and whatever else an entry is called by its fullUrl) becomes the id that the entry gets, a conditional
/// reference (<c>Patient?identifier=…</c>) the one resource that it means.
/// </summary>
static class Referents
{
    /// <summary>Rewrites the references of every entry where something is to be rewritten.</summary>
    public static async Task LinkAsync(DbConnection connection, FhirWrite write, IReadOnlyDictionary<FhirChange, KeptResource> existing, IFhirSearch? search, Slots slots, CancellationToken stop)
    {
        var map = Called(write.Changes);
        foreach (var change in write.Changes)
        {
            if (change.Read is not { } read || (existing.ContainsKey(change) && change.Kind == ChangeKind.Create)) continue;
            foreach (var spot in read.References)
            {
                if (map.ContainsKey(spot.Text)) continue;
                if (IsConditional(spot.Text)) map[spot.Text] = await FindAsync(connection, write, spot, search, slots, stop);
            }
            Rewrite(change, map);
        }
    }

    /// <summary>What the entries are called, and what they will be.</summary>
    public static Dictionary<string, string> Called(IReadOnlyList<FhirChange> changes)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var c in changes)
            if (c.FullUrl is { Length: > 0 } url && c.Id is { } id && c.Kind is ChangeKind.Create or ChangeKind.Update && !map.TryAdd(url, $"{c.Type}/{id}"))
                throw new FhirProblem(400, "invalid", $"Bundle.entry[{c.Entry.ToString(System.Globalization.CultureInfo.InvariantCulture)}].fullUrl", $"Two entries are called '{url}'.");
        return map;
    }

    /// <summary>Puts the new references in and reads the resource again where one was.</summary>
    public static void Rewrite(FhirChange change, IReadOnlyDictionary<string, string> map)
    {
        var any = false;
        var rewritten = Splice.Rewrite(change.Read!, spot =>
        {
            // A part of a resource may be meant: urn:uuid:…#part.
            var end = spot.Text.IndexOf('#', StringComparison.Ordinal);
            if (end == 0 || !map.TryGetValue(end > 0 ? spot.Text[..end] : spot.Text, out var to) || to == spot.Text) return null;
            any = true;
            return end > 0 ? to + spot.Text[end..] : to;
        });
        if (!any) return;
        FhirCheck.Again(change, rewritten);
    }

    /// <summary>A reference that is a search.</summary>
    public static bool IsConditional(string reference)
    {
        var ask = reference.IndexOf('?', StringComparison.Ordinal);
        return ask > 0 && FhirTypes.Is(reference[..ask]);
    }

    static async Task<string> FindAsync(DbConnection connection, FhirWrite write, ReferenceSpot spot, IFhirSearch? search, Slots slots, CancellationToken stop)
    {
        if (search is null) throw new FhirProblem(501, "not-supported", spot.Path, "Conditional references need the search, which is not there.");
        var ask = spot.Text.IndexOf('?', StringComparison.Ordinal);
        var rids = await search.MatchAsync(connection, write.Seat, spot.Text[..ask], spot.Text[(ask + 1)..], stop);
        if (rids.Count != 1)
            throw new FhirProblem(412, rids.Count == 0 ? "not-found" : "multiple-matches", spot.Path, $"'{spot.Text}' means {(rids.Count == 0 ? "no resource" : "more than one")}.");
        var row = await slots.ByRidAsync(rids[0], stop);
        return $"{row.Type}/{row.Fid}";
    }
}
