using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Feed;

/// <summary>A hospital as the feed knows it.</summary>
sealed record Facility(Guid Id, string Name, IReadOnlyList<string> Codes)
{
    /// <summary>Its code in insurance files (MA_CSKCB); empty where the network does not know it.</summary>
    public string Code => Codes.Count > 0 ? Codes[0] : "";
}

/// <summary>Facility codes (MA_CSKCB, five characters) and the organisations they stand for, from the network.</summary>
sealed class Facilities(IOrganisationTree trees, Caller caller)
{
    static readonly string[] Kinds = ["hospital", "centre", "station", "institute", "clinic"];

    /// <summary>The hospital of a code; null where the network does not know it.</summary>
    public async Task<Facility?> OfCodeAsync(string code, CancellationToken stop) =>
        (await trees.OnAsync(null, stop)).Find(code.Trim()) is { } unit && Of(unit) is { Codes.Count: > 0 } found ? found : null;

    /// <summary>A hospital by its id; null where there is none.</summary>
    public async Task<Facility?> FindAsync(Guid id, CancellationToken stop) => (await trees.OnAsync(null, stop)).Find(id) is { } unit ? Of(unit) : null;

    /// <summary>A hospital that the caller reaches; missing otherwise.</summary>
    public async Task<Facility> ReachedAsync(Guid id, CancellationToken stop) =>
        (caller.IsHouse || caller.Organisations.Contains(id)) && await FindAsync(id, stop) is { } facility ? facility
            : throw Refusal.Missing("Không tìm thấy đơn vị này.");

    /// <summary>Hospitals that the caller reaches and that have a code, by name; those in <paramref name="also"/> whether they have one or not.</summary>
    public async Task<IReadOnlyList<Facility>> AllAsync(IReadOnlySet<Guid> also, CancellationToken stop)
    {
        var tree = await trees.OnAsync(null, stop);
        return [.. tree.Units.Where(u => (caller.IsHouse || caller.Organisations.Contains(u.Id)) && (also.Contains(u.Id) || (u.IsOpen && Kinds.Contains(u.Kind))))
            .Select(Of)
            .Where(f => f.Codes.Count > 0 || also.Contains(f.Id)).OrderBy(f => f.Name, StringComparer.Create(Say.Vietnam, ignoreCase: true))];
    }

    static Facility Of(TreeUnit unit) => new(unit.Id, unit.Name, [.. unit.Codes.Where(c => c.Length == 5)]);
}
