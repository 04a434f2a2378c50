using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Network;

/// <summary>
/// Loads organisations from a CSV file (shape in docs/network-files.md). A row is known by a code that holds, else by name and parent; a known one gets
/// what it lacks, and its new name or parent from <c>valid_from</c>. One transaction; loading again changes nothing; bad rows are named and left out.
/// </summary>
sealed class OrganisationLoading(NetworkStore store, TimeProvider clock)
{
    readonly List<BadRow> bad = [];
    readonly Dictionary<(CodeKind, string), Organisation> byCode = [];
    readonly Dictionary<string, List<Organisation>> byName = [];
    Dictionary<string, Guid> provinces = [];
    int added, changed, same;

    /// <summary>Loads a file.</summary>
    public async Task<Loaded> RunAsync(string path, CancellationToken stop)
    {
        var (rows, wrong) = Csv.Read(path);
        bad.AddRange(wrong);
        foreach (var organisation in await store.AllOrganisations.Include(o => o.Names).Include(o => o.Parents).Include(o => o.Aliases).Include(o => o.Codes).AsSplitQuery().ToListAsync(stop))
            Know(organisation);
        var today = clock.Today();
        provinces = (await store.Places.Where(p => p.Level == PlaceLevel.Province && p.ValidFrom <= today && (p.ValidTo == null || p.ValidTo >= today)).ToListAsync(stop))
            .ToDictionary(p => p.Code, p => p.Id);
        foreach (var row in rows)
        {
            try
            {
                Take(row);
            }
            catch (Refusal why)
            {
                bad.Add(new(row.File, row.Line, why));
            }
        }
        await store.SaveChangesAsync(stop);
        return new(added, changed, same, 0, bad);
    }

    void Take(CsvRow row)
    {
        var name = row.Required("name");
        var kind = row["kind"] is { Length: > 0 } k ? Kinds.Known(k) : NameKinds.Guess(name);
        var tier = row["tier"].Length == 0 ? Tier.None : Enum.TryParse<Tier>(row["tier"], true, out var t) ? t : throw Refusal.Invalid("Cột {0}: giá trị “{1}” không có trong danh sách.", "tier", row["tier"]);
        var level = row["level"].Length == 0 ? CareLevel.None : Enum.TryParse<CareLevel>(row["level"], true, out var l) ? l : throw Refusal.Invalid("Cột {0}: giá trị “{1}” không có trong danh sách.", "level", row["level"]);
        var from = row.Day("valid_from");
        var codes = Codes(row).ToList();
        var parent = row["parent"] is { Length: > 0 } p ? ParentOf(p) : null;
        if (row["province_code"] is { Length: > 0 } province && !provinces.ContainsKey(province)) throw Refusal.Invalid("Không có tỉnh mã “{0}” trong danh mục.", province);
        if (Find(name, codes, parent?.Id) is { } known)
        {
            if (Update(known, name, parent?.Id, codes, row, from)) changed++;
            else same++;
            return;
        }
        var made = Organisation.Of(name, kind, parent?.Id, from);
        (made.Tier, made.Level) = (tier, level);
        if (row["country"].Length > 0) made.Country = row["country"].ToUpperInvariant();
        if (row["short"].Length > 0) made.Short = row["short"];
        if (row["province_code"].Length > 0) made.PlaceId = provinces[row["province_code"]];
        foreach (var alias in Aliases(row)) made.Call(alias);
        foreach (var (codeKind, text) in codes) made.TakeCode(codeKind, text, from);
        store.AllOrganisations.Add(made);
        Know(made);
        added++;
    }

    bool Update(Organisation known, string name, Guid? parent, List<(CodeKind Kind, string Text)> codes, CsvRow row, DateOnly? from)
    {
        var before = (known.Names.Count, known.Parents.Count, known.Aliases.Count, known.Codes.Count);
        var lastName = known.Names.OrderBy(n => n.ValidFrom).Last();
        if (lastName.Text != name) known.Rename(name, from ?? throw Refusal.Invalid("Đơn vị “{0}” đã có; muốn đổi tên xin ghi cột valid_from.", lastName.Text));
        if (parent is not null && known.Parents.OrderBy(p => p.ValidFrom).Last().ParentId != parent)
            known.MoveUnder(parent, from ?? throw Refusal.Invalid("Đơn vị “{0}” đã có; muốn đổi cấp trên xin ghi cột valid_from.", lastName.Text));
        foreach (var alias in Aliases(row)) known.Call(alias);
        foreach (var (kind, text) in codes.Where(c => !known.Codes.Any(k => k.Kind == c.Kind && k.Text == c.Text && k.ValidTo is null))) known.TakeCode(kind, text, from);
        Know(known);
        if (before == (known.Names.Count, known.Parents.Count, known.Aliases.Count, known.Codes.Count)) return false;
        store.Entry(known).State = EntityState.Modified;
        return true;
    }

    Organisation? Find(string name, List<(CodeKind, string)> codes, Guid? parent)
    {
        var found = codes.Select(c => byCode.GetValueOrDefault(c)).OfType<Organisation>().Distinct().ToList();
        if (found.Count > 1) throw Refusal.Invalid("Hai mã của dòng này thuộc hai đơn vị khác nhau: {0}.", string.Join(", ", found.Select(o => o.Names[^1].Text)));
        if (found.Count == 1) return found[0];
        var named = byName.GetValueOrDefault(Fold.Of(name)) ?? [];
        return named.FirstOrDefault(o => o.EndedOn is null && o.Parents.OrderBy(p => p.ValidFrom).Last().ParentId == parent);
    }

    Organisation ParentOf(string text)
    {
        var code = text.ToUpperInvariant();
        if ((byCode.GetValueOrDefault((CodeKind.Facility, code)) ?? byCode.GetValueOrDefault((CodeKind.Identification, code))) is { } coded) return coded;
        var named = (byName.GetValueOrDefault(Fold.Of(text)) ?? []).Where(o => o.EndedOn is null).Distinct().ToList();
        return named.Count switch
        {
            1 => named[0],
            0 => throw Refusal.Invalid("Không tìm thấy cấp trên “{0}”.", text),
            _ => throw Refusal.Invalid("Có nhiều đơn vị tên “{0}”; xin ghi mã của cấp trên.", text),
        };
    }

    void Know(Organisation organisation)
    {
        foreach (var code in organisation.Codes.Where(c => c.ValidTo is null)) byCode[(code.Kind, code.Text)] = organisation;
        foreach (var name in organisation.Names)
        {
            if (!byName.TryGetValue(name.Folded, out var list)) byName[name.Folded] = list = [];
            if (!list.Contains(organisation)) list.Add(organisation);
        }
    }

    static IEnumerable<(CodeKind, string)> Codes(CsvRow row)
    {
        if (row["facility_code"] is { Length: > 0 } facility) yield return (CodeKind.Facility, Code.Checked(CodeKind.Facility, facility));
        if (row["identification_code"] is { Length: > 0 } identification) yield return (CodeKind.Identification, Code.Checked(CodeKind.Identification, identification));
    }

    static string[] Aliases(CsvRow row) => row["aliases"].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
