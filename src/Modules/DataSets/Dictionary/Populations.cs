using System.Globalization;
using LienY.Kernel;
using LienY.Periods;
using LienY.Sheets;

namespace LienY.DataSets;

/// <summary>
/// Populations by a table: unit code, year, group, number, version. A row is a figure of the element in the period "year" with the group as cell and
/// the version as attribute; versions that are not there yet are made, in force from the first day of their first year.
/// </summary>
sealed class Populations(
    DataSetsStore store, Database database, GlossaryBook glossaries, UnitBook unitBook, ValueBook values, Caller caller, Wake wake, TrailBook trail, TimeProvider clock)
{
    /// <summary>Takes a table; all rows or none. Returns how many figures were written.</summary>
    public async Task<int> TakeAsync(Guid elementId, IEnumerable<TableRow> table, CancellationToken stop)
    {
        var rows = table.Skip(1).Where(r => r.Cells.Any(c => !c.IsEmpty)).Select(r => (r.Number, Unit: Text(r[0]), Year: Text(r[1]), Group: Text(r[2]), Count: Text(r[3]), Version: Text(r[4]))).ToList();
        var glossary = await glossaries.NowAsync(stop);
        if (glossary.Elements.Find(elementId) is null) throw Refusal.Missing("Không tìm thấy yếu tố này.");
        foreach (var version in rows.Where(r => r.Version.Length > 0).GroupBy(r => r.Version))
        {
            var versions = new Versions(store, glossary);
            var combo = await versions.MakeAsync(version.Key, "", stop);
            var known = glossary.VersionsOf[elementId].Any(v => v.ComboId == combo.Id);
            if (!known && Period.TryParse(version.Min(r => r.Year), out var first)) await versions.SetAsync(elementId, combo.Id, first.First, stop);
        }
        await store.SaveChangesAsync(stop);
        glossary = await glossaries.NowAsync(stop);
        var element = glossary.Elements[elementId];
        var units = await unitBook.NowAsync(stop);
        var checking = new Checking(glossary, units, caller, clock.Today(), force: true);
        var entries = rows.ConvertAll(r => Make(r.Number, r.Unit, r.Year, r.Group, r.Count, r.Version, element, glossary, units, checking))
            .GroupBy(e => (e.UnitId, e.Period.Code, e.Combo.Id, e.Attribute.Id)).Select(g => g.Last()).ToList();
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Importing.LockAsync(connection, stop);
        var outcomes = await values.WriteAsync(connection, entries, Strategy.CreateAndUpdate, "populations", dry: false, stop);
        if (outcomes.Contains(Outcome.Closed)) throw new Refusal(RefusalKind.Conflict, "Có số liệu của báo cáo đã được phê duyệt nên không nạp được tệp này. Xin đề nghị thu hồi duyệt trước.") { Field = "file" };
        await trail.WriteAsync(connection, caller, "datasets.populations", "element", elementId.ToString(), "ok", FormattableString.Invariant($"{entries.Count}"), stop);
        await transaction.CommitAsync(stop);
        wake.Facts();
        return outcomes.Count(o => o is Outcome.Created or Outcome.Changed);
    }

    Entry Make(int row, string unitText, string year, string group, string count, string version, Element element, Glossary glossary, UnitIndex units, Checking checking)
    {
        Refusal At(string text, params object[] args) => new(RefusalKind.Invalid, text, [row, .. args]) { Field = "file" };
        if ((units.Find(unitText, IdScheme.Any) ?? units.Find(unitText, IdScheme.Name)) is not { } unit) throw At("Dòng {0}: không tìm thấy đơn vị “{1}”.", unitText);
        if (!checking.Reaches(unit.Id)) throw At("Dòng {0}: đơn vị “{1}” không thuộc phạm vi của ông/bà.", unitText);
        if (!Period.TryParse(year, out var period)) throw At("Dòng {0}: năm “{1}” không hợp lệ.", year);
        var combo = group.Length == 0 ? element.CombinationId == Combination.DefaultId ? glossary.Default : null
            : glossary.CombosOf[element.CombinationId].FirstOrDefault(c => c.Code == group || c.Uid == group || Fold.Of(c.Name) == Fold.Of(group));
        if (combo is null) throw At("Dòng {0}: không tìm thấy nhóm “{1}”.", group);
        var attribute = version.Length == 0 ? glossary.Default : glossary.VersionsOf[element.Id].Select(v => glossary.Combos[v.ComboId]).FirstOrDefault(c => c.Code == version || Fold.Of(c.Name) == Fold.Of(version));
        if (attribute is null || !ValueTypes.TryRead(element.ValueType, count, out var kept, out var number)) throw At("Dòng {0}: “{1}” không phải là số hợp lệ.", count);
        return new(element, combo, attribute, unit.Id, period) { Value = kept, Number = number, StoredBy = caller.Name, Grade = Grade.DeclaredWithFile };
    }

    static string Text(Cell cell) => cell.Number is { } number ? number.ToString(CultureInfo.InvariantCulture) : (cell.Text ?? "").Trim();
}
