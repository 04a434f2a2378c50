using System.Text.RegularExpressions;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Evidence;

/// <summary>
/// Indicators of DHIS2 metadata files: taken as drafts that a person publishes, given as they stand. Uids in formulas become our codes on the way in and
/// uids again on the way out, so that both sides read their own words.
/// </summary>
sealed partial class IndicatorExchange(EvidenceStore store, Cataloguing cataloguing, Analysis analysis, Caller caller, TimeProvider clock) : IIndicatorImport
{
    public async Task<IReadOnlyList<IndicatorImportLine>> ImportAsync(IReadOnlyList<ImportedIndicator> indicators, CancellationToken stop)
    {
        if (!caller.May(EvidenceRights.Catalogue)) throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}”. Xin liên hệ quản trị viên của đơn vị.", EvidenceRights.Catalogue.Title);
        var atlas = await analysis.AtlasAsync(null, stop);
        // An indicator may name another one of the same file, whatever their order.
        var beside = indicators.SelectMany(i => new[] { i.Uid, i.Code }).Where(n => n.Length > 0).ToHashSet(StringComparer.Ordinal);
        var lines = new List<IndicatorImportLine>(indicators.Count);
        foreach (var given in indicators)
        {
            var key = given.Uid.Length > 0 ? given.Uid : given.Code;
            try
            {
                lines.Add(new(key, await TakeAsync(given, atlas, beside, stop)));
            }
            catch (Refusal trouble)
            {
                store.ChangeTracker.Clear();
                lines.Add(new(key, "refused", trouble));
            }
        }
        return lines;
    }

    public async Task<IReadOnlyList<ImportedIndicator>> ExportAsync(CancellationToken stop)
    {
        var atlas = await analysis.AtlasAsync(null, stop);
        return
        [
            .. atlas.Catalogue.Ids.Select(id => (Head: atlas.Catalogue.Head(id), Version: atlas.Catalogue.Of(id, clock.Today(), null)))
                .Where(i => i.Version is { Kind: IndicatorKind.Formula } && IsTellable(i.Version)).OrderBy(i => i.Head.Code, StringComparer.Ordinal).Select(i => new ImportedIndicator(
                    i.Head.Uid, i.Head.Code, i.Version!.Name, i.Version.NameEn, i.Version.Definition, Worded(i.Version.Numerator, atlas, Uid), "",
                    i.Version.Denominator.Length == 0 ? "1" : Worded(i.Version.Denominator, atlas, Uid), "", i.Version.Factor, i.Version.Unit, i.Version.IsAnnualised, i.Version.Decimals)),
        ];
    }

    async Task<string> TakeAsync(ImportedIndicator given, Atlas atlas, HashSet<string> beside, CancellationToken stop)
    {
        var code = CatalogueIndicator.IsCode(given.Code) ? given.Code : given.Uid;
        if (code.Length == 0) throw Refusal.Invalid("Chỉ tiêu không có mã và không có UID.");
        if (given.Name.Length == 0) throw Refusal.Invalid("Thiếu tên chỉ tiêu.");
        var known = await store.Indicators.AsNoTracking().FirstOrDefaultAsync(i => i.Uid == given.Uid || i.Code == code, stop);
        var newest = known is null ? null : await store.IndicatorVersions.AsNoTracking().Where(v => v.IndicatorId == known.Id).OrderByDescending(v => v.Number).FirstAsync(stop);
        var input = Input(given, newest is null ? new() { ValidFrom = new(2000, 1, 1) } : IndicatorInput.Of(newest), atlas);
        Check(input, atlas, beside);
        if (known is null)
        {
            await cataloguing.CreateAsync(code, given.Uid, input, stop);
            return "created";
        }
        if (IndicatorInput.Of(newest!) == input) return "unchanged";
        await cataloguing.SaveAsync(known.Id, newest!.IsDraft ? newest.Version : 0, input, stop);
        return "updated";
    }

    static IndicatorInput Input(ImportedIndicator given, IndicatorInput rest, Atlas atlas) => rest with
    {
        Name = given.Name,
        NameEn = given.NameEn.Length > 0 ? given.NameEn : rest.NameEn,
        Definition = given.Description.Length > 0 ? given.Description : rest.Definition,
        Kind = IndicatorKind.Formula,
        Unit = rest.Unit.Length > 0 ? rest.Unit : UnitOf(given),
        Numerator = Worded(given.Numerator, atlas, Code),
        Denominator = given.Denominator.Trim() is "" or "1" ? "" : Worded(given.Denominator, atlas, Code),
        Factor = given.Factor,
        IsAnnualised = given.IsAnnualized,
        Decimals = given.Decimals ?? rest.Decimals,
    };

    static string UnitOf(ImportedIndicator given) => given.Factor switch { 100 => "%", 1000 => "‰", _ => given.TypeName.Length > 0 ? given.TypeName : Say.Number(given.Factor) };

    /// <summary>Every word must mean something: an element, a set, a constant, an indicator here or in the same file.</summary>
    static void Check(IndicatorInput input, Atlas atlas, HashSet<string> beside)
    {
        var scene = new Scene(Guid.Empty, new(2025, 1, 1), new(2025, 12, 31), null);
        foreach (var formula in new[] { input.Numerator, input.Denominator }.Where(f => f.Length > 0))
            foreach (var item in FormulaShelf.Read(formula).Items)
                if (item is not Formulas.IndicatorItem named || !beside.Contains(named.Name)) atlas.Of(item, scene);
    }

    static bool IsTellable(IndicatorVersion version) =>
        new[] { version.Numerator, version.Denominator }.Where(f => f.Length > 0).All(f => FormulaShelf.Read(f).Items.All(i => i is not Formulas.EvidenceItem && i.Window is null && i.AsOf is null));

    /// <summary>The formula with each name in braces said another way.</summary>
    static string Worded(string formula, Atlas atlas, Func<string, string, Atlas, string> say) =>
        Names().Replace(formula, m => m.Groups["mark"].Value + "{" + say(m.Groups["mark"].Value, m.Groups["name"].Value, atlas) + "}");

    static string Code(string mark, string name, Atlas atlas) => mark switch
    {
        "#" => Parts(name, e => atlas.Dictionary.Element(e)?.Code, o => atlas.Dictionary.Option(o)?.Code),
        "R" => Parts(name, s => atlas.Dictionary.Set(s)?.Code, _ => null),
        "N" => atlas.Catalogue.Id(name) is { } id ? atlas.Catalogue.Head(id).Code : name,
        _ => name,
    };

    static string Uid(string mark, string name, Atlas atlas) => mark switch
    {
        "#" => Parts(name, e => atlas.Dictionary.Element(e)?.Uid, o => atlas.Dictionary.Option(o)?.Uid),
        "R" => Parts(name, s => atlas.Dictionary.Set(s)?.Uid, _ => null),
        "N" => atlas.Catalogue.Id(name) is { } id ? atlas.Catalogue.Head(id).Uid : name,
        _ => name,
    };

    // A code with a dot of its own would be read as two parts: then the words stay as they were.
    static string Parts(string name, Func<string, string?> first, Func<string, string?> rest)
    {
        var parts = name.Split('.');
        var said = parts.Select((p, i) => (i == 0 ? first(p) : rest(p)) is { } other && !other.Contains('.', StringComparison.Ordinal) ? other : p);
        return string.Join('.', said);
    }

    [GeneratedRegex(@"(?<mark>#|R|N)\{(?<name>[^{}]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();
}
