using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Boards;

/// <summary>
/// The organisation whose figures stand for a place: its top health organisation, so that a sum over the tree is the sum of the place. Of a province the
/// Sở Y tế, else another department or the people's committee; of a commune its health station or centre; among several the highest, then the one with most below.
/// </summary>
static class PlaceUnits
{
    static readonly string[] OfProvince = ["department", "committee", "ministry"], OfCommune = ["station", "centre", "hospital", "committee"];

    /// <summary>The organisation of each place by code.</summary>
    public static IReadOnlyDictionary<string, TreeUnit> Of(OrganisationTree tree, bool provinces) =>
        tree.Units.Where(u => u.IsOpen && u.PlaceCode is { Length: > 0 }).GroupBy(u => u.PlaceCode!, StringComparer.Ordinal)
            .Select(g => (g.Key, Top: g.Where(u => Rank(u, provinces) < 9).OrderBy(u => Rank(u, provinces)).ThenBy(u => u.Above.Count).ThenByDescending(u => tree.Below(u.Id).Count).ThenBy(u => u.Id).FirstOrDefault()))
            .Where(g => g.Top is not null).ToDictionary(g => g.Key, g => g.Top!, StringComparer.Ordinal);

    static int Rank(TreeUnit unit, bool province)
    {
        if (province && unit.Kind == "department" && Fold.Of(unit.Name).StartsWith("so y te", StringComparison.Ordinal)) return -1;
        var rank = Array.IndexOf(province ? OfProvince : OfCommune, unit.Kind);
        return rank >= 0 ? rank : 9;
    }
}
