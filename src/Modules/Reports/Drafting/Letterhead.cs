using System.Text.RegularExpressions;
using LienY.Contracts;

namespace LienY.Reports;

/// <summary>How an organisation stands on its papers: the organ above, its own name, symbol and place, guessed from names and left to the officer to change.</summary>
sealed partial record Letterhead(string? Parent, string Issuer, string InFull, string Symbol, string Place)
{
    /// <summary>The letterhead of the first of a line of organisations, nearest first.</summary>
    public static Letterhead Of(IReadOnlyList<OrganisationCard> line)
    {
        if (line.Count == 0) return new(null, "", "", "BC", "");
        var own = line[0].Name.Trim();
        var parent = line.Count > 1 ? Committee().Replace(line[1].Name.Trim(), "UBND") : null;
        var area = Area().Match(own);
        var named = area.Success && area.Index > 0 ? own[..area.Index].Trim() : own;
        // "Sở Y tế" under "UBND tỉnh Kiên Giang" needs no second "tỉnh Kiên Giang"; a hospital keeps its full name.
        var shares = area.Success && parent?.Contains(area.Value.Trim(), StringComparison.OrdinalIgnoreCase) == true && line[0].Kind == "department";
        var place = line.Select(o => Area().Match(o.Name)).FirstOrDefault(m => m.Success)?.Groups["name"].Value ?? "";
        return new(parent, shares ? named : own, own, "BC-" + Initials(named), place.Trim());
    }

    static string Initials(string name) => string.Concat(name.Split([' ', '-', ','], StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.Length > 1 && word.All(char.IsUpper) ? word : char.IsLetter(word[0]) ? word[..1].ToUpper(LienY.Kernel.Say.Vietnam) : "")) is { Length: > 0 and <= 12 } made ? made : "CQ";

    [GeneratedRegex(@"(?<=^|\s)(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã)\s+(?<name>\p{L}[\p{L}\s.'-]*?)(?=\s*(?:$|[,(\d]|\s(?:tỉnh|thành phố|huyện|quận|thị xã)\s))", RegexOptions.IgnoreCase)]
    private static partial Regex Area();

    [GeneratedRegex("^(Ủy|Uỷ) ban nhân dân", RegexOptions.IgnoreCase)]
    private static partial Regex Committee();
}
