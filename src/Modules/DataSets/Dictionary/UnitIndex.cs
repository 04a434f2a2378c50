using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.DataSets;

/// <summary>
/// Organisations by what other systems call them: a uid or code that they brought (facility code, DHIS2 uid), a name of our own table, our id,
/// or the uid that we derive from our id.
/// </summary>
sealed class UnitIndex
{
    readonly Dictionary<string, TreeUnit> uids = new(StringComparer.Ordinal);
    readonly Dictionary<string, TreeUnit> codes = new(StringComparer.Ordinal);
    readonly Dictionary<string, TreeUnit?> names = new(StringComparer.Ordinal);
    readonly Dictionary<Guid, (string Uid, string Code)> told = [];

    /// <summary>Builds it of a tree and the names of our table.</summary>
    public UnitIndex(OrganisationTree tree, Glossary glossary)
    {
        Tree = tree;
        Stamp = (tree.Stamp, glossary.Stamp);
        foreach (var code in glossary.OtherNames.Where(n => n.Kind == "unit"))
        {
            if (tree.Find(code.TargetId) is not { } unit) continue;
            (code.Scheme == "uid" ? uids : codes)[code.Text] = unit;
            var names = told.GetValueOrDefault(unit.Id, ("", ""));
            told[unit.Id] = code.Scheme == "uid" ? (code.Text, names.Item2) : (names.Item1, code.Text);
        }
        foreach (var unit in tree.Units)
        {
            var (uid, code) = told.GetValueOrDefault(unit.Id, ("", ""));
            if (uid.Length == 0) uid = unit.Codes.FirstOrDefault(UidOf.Is) ?? UidOf.Of(unit.Id);
            if (code.Length == 0) code = unit.Codes.FirstOrDefault(c => !UidOf.Is(c)) ?? "";
            told[unit.Id] = (uid, code);
            uids.TryAdd(uid, unit);
            uids.TryAdd(unit.Id.ToString("D", CultureInfo.InvariantCulture), unit);
            foreach (var one in unit.Codes) codes.TryAdd(one, unit);
            var name = Fold.Of(unit.Name);
            names[name] = names.TryGetValue(name, out var other) && other != unit ? null : unit;
        }
    }

    /// <summary>Editions of what it was made of.</summary>
    public (string Tree, Guid Glossary) Stamp { get; }

    /// <summary>The tree.</summary>
    public OrganisationTree Tree { get; }

    /// <summary>A unit by what another system calls it; null where there is none.</summary>
    public TreeUnit? Find(string? text, IdScheme scheme)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return scheme switch
        {
            IdScheme.Uid => uids.GetValueOrDefault(text),
            IdScheme.Code => codes.GetValueOrDefault(text),
            IdScheme.Name => names.GetValueOrDefault(Fold.Of(text)),
            _ => uids.GetValueOrDefault(text) ?? codes.GetValueOrDefault(text),
        };
    }

    /// <summary>What to call a unit in an answer.</summary>
    public string Name(Guid id, IdScheme scheme) => scheme switch
    {
        IdScheme.Code => told.TryGetValue(id, out var names) && names.Code.Length > 0 ? names.Code : Uid(id),
        IdScheme.Name => Tree.Find(id)?.Name ?? Uid(id),
        _ => Uid(id),
    };

    /// <summary>Its uid.</summary>
    public string Uid(Guid id) => told.TryGetValue(id, out var names) ? names.Uid : UidOf.Of(id);

    /// <summary>Its code, "" where it has none.</summary>
    public string Code(Guid id) => told.TryGetValue(id, out var names) ? names.Code : "";
}

/// <summary>Keeps the index of units until the network or our table changes.</summary>
sealed class UnitBook(IOrganisationTree trees, GlossaryBook glossaries)
{
    volatile UnitIndex? kept;

    /// <summary>The index as it stands now.</summary>
    public async Task<UnitIndex> NowAsync(CancellationToken stop)
    {
        var tree = await trees.OnAsync(null, stop);
        var glossary = await glossaries.NowAsync(stop);
        return kept is { } copy && copy.Stamp == (tree.Stamp, glossary.Stamp) ? copy : kept = new(tree, glossary);
    }
}
