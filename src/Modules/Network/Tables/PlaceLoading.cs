using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Network;

/// <summary>What a loading did.</summary>
sealed record Loaded(int Added, int Changed, int Same, int Passages, IReadOnlyList<BadRow> Bad);

/// <summary>
/// Loads the lists of administrative units: <c>units_current.csv</c>, <c>units_legacy.csv</c> and <c>commune_mapping_2025.csv</c> of a folder, each where
/// present. One transaction; loading again changes nothing; bad rows are named and left out.
/// </summary>
sealed class PlaceLoading(NetworkStore store)
{
    readonly Dictionary<(PlaceLevel, string, DateOnly), PlaceUnit> units = [];
    readonly Dictionary<(PlaceLevel, string), List<PlaceUnit>> byCode = [];
    readonly Dictionary<string, List<CsvRow>> read = [];
    readonly List<(string Code, DateOnly From)> renamed = [];
    readonly List<BadRow> bad = [];
    int added, changed, same, passages;

    /// <summary>Loads a folder.</summary>
    public async Task<Loaded> RunAsync(string folder, CancellationToken stop)
    {
        if (!Directory.Exists(folder)) throw Refusal.Invalid("Không tìm thấy thư mục {0}.", folder);
        var files = new[] { "units_legacy.csv", "units_current.csv", "commune_mapping_2025.csv" }.Select(n => Path.Combine(folder, n)).ToArray();
        if (!files.Any(File.Exists)) throw Refusal.Invalid("Thư mục {0} không có tệp units_current.csv, units_legacy.csv hay commune_mapping_2025.csv.", folder);
        store.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var unit in await store.Places.ToListAsync(stop)) Know(unit);
        var mapping = Rows(files[2]);
        foreach (var row in Rows(files[0])) Try(row, r => Take(r, r["full_name"], PlaceUnit.Unknown, r.Day("valid_to") ?? PlaceUnit.Reform.AddDays(-1)));
        AtReform(Rows(files[1]), mapping);
        foreach (var row in Rows(files[1])) Try(row, r => Take(r, r["full_name"], r.Day("valid_from") ?? PlaceUnit.Reform, null));
        Later();
        passages += await new PlaceMapping(store, byCode, bad).RunAsync(mapping, stop);
        store.ChangeTracker.DetectChanges();
        await store.SaveChangesAsync(stop);
        return new(added, changed, same, passages, bad);
    }

    List<CsvRow> Rows(string path)
    {
        if (!File.Exists(path)) return [];
        if (read.TryGetValue(path, out var known)) return known;
        var (rows, wrong) = Csv.Read(path);
        bad.AddRange(wrong);
        return read[path] = [.. rows.OrderBy(r => r["level"].Length == 0 ? 9 : (int)(LevelOrNull(r["level"]) ?? PlaceLevel.Commune))];
    }

    void Try(CsvRow row, Action<CsvRow> take)
    {
        try
        {
            take(row);
        }
        catch (Refusal why)
        {
            bad.Add(new(row.File, row.Line, why));
        }
    }

    void Take(CsvRow row, string full, DateOnly from, DateOnly? to)
    {
        var level = LevelOrNull(row.Required("level")) ?? throw Refusal.Invalid("Cấp “{0}” không phải là tinh, huyen hay xa.", row["level"]);
        var code = row.Required("code");
        if (!code.All(char.IsAsciiDigit) || code.Length != Length(level)) throw Refusal.Invalid("Mã “{0}” sai: cấp {1} có {2} chữ số.", code, row["level"], Length(level));
        if (full.Length == 0) throw Refusal.Invalid("Thiếu cột {0}.", "full_name");
        var parent = level == PlaceLevel.Province ? null : Parent(level, row.Required("parent_code"), to)
            ?? throw Refusal.Invalid("Không có đơn vị cấp trên mã “{0}”.", row["parent_code"]);
        Put(level, code, full, row["name_en"], parent, from, to);
    }

    PlaceUnit? Parent(PlaceLevel level, string code, DateOnly? to)
    {
        var above = level == PlaceLevel.Commune && code.Length == 3 ? PlaceLevel.District : PlaceLevel.Province;
        var day = to ?? DateOnly.MaxValue;
        return byCode.GetValueOrDefault((above, code))?.FirstOrDefault(u => u.ValidFrom <= day && (u.ValidTo ?? DateOnly.MaxValue) >= day);
    }

    void Put(PlaceLevel level, string code, string full, string english, PlaceUnit? parent, DateOnly from, DateOnly? to)
    {
        var (type, name) = PlaceNames.Split(full);
        if (!units.TryGetValue((level, code, from), out var unit))
        {
            unit = new() { Code = code, Level = level, FullName = full, Name = name, NameEn = english, UnitType = type, Folded = Fold.Of(full), ParentId = parent?.Id, ValidFrom = from, ValidTo = to };
            Know(unit);
            store.Places.Add(unit);
            added++;
            return;
        }
        if (unit.FullName == full && unit.ParentId == parent?.Id && unit.ValidTo == to && (english.Length == 0 || unit.NameEn == english))
        {
            same++;
            return;
        }
        (unit.FullName, unit.Name, unit.UnitType, unit.Folded, unit.ParentId, unit.ValidTo) = (full, name, type, Fold.Of(full), parent?.Id, to);
        if (english.Length > 0) unit.NameEn = english;
        changed++;
    }

    /// <summary>A province whose row begins after the reform stood under the name that the mapping gives it from the reform to the day before.</summary>
    void AtReform(List<CsvRow> current, List<CsvRow> mapping)
    {
        var names = mapping.Where(r => r["new_province"].Length > 0).GroupBy(r => r["new_province_code"]).ToDictionary(g => g.Key, g => g.First()["new_province"]);
        foreach (var row in current.Where(r => r["level"] == "tinh" && Say.TryDay(r["valid_from"], out var from) && from > PlaceUnit.Reform))
        {
            if (!names.TryGetValue(row["code"], out var name) || !Say.TryDay(row["valid_from"], out var from)) continue;
            Put(PlaceLevel.Province, row["code"], name, row["name_en"], null, PlaceUnit.Reform, from.AddDays(-1));
            renamed.Add((row["code"], from));
        }
    }

    void Later()
    {
        foreach (var (code, from) in renamed)
        {
            if (!units.TryGetValue((PlaceLevel.Province, code, PlaceUnit.Reform), out var old) || !units.TryGetValue((PlaceLevel.Province, code, from), out var next)) continue;
            if (store.PlacePassages.Any(p => p.FromId == old.Id && p.ToId == next.Id)) continue;
            store.PlacePassages.Add(new() { FromId = old.Id, ToId = next.Id, HappenedOn = from, Extent = Extent.Whole });
            passages++;
        }
    }

    void Know(PlaceUnit unit)
    {
        units[(unit.Level, unit.Code, unit.ValidFrom)] = unit;
        if (!byCode.TryGetValue((unit.Level, unit.Code), out var same)) byCode[(unit.Level, unit.Code)] = same = [];
        same.Add(unit);
    }

    static int Length(PlaceLevel level) => level switch { PlaceLevel.Province => 2, PlaceLevel.District => 3, _ => 5 };

    static PlaceLevel? LevelOrNull(string text) => text switch { "tinh" => PlaceLevel.Province, "huyen" => PlaceLevel.District, "xa" => PlaceLevel.Commune, _ => null };
}
