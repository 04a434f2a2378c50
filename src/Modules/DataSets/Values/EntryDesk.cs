using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>One cell of the form: what stands in it, what stood in the period before, and within which numbers it usually lies.</summary>
sealed record FormCell(string Field, Combo Combo, DataValue? Value, string? Before, decimal? Low, decimal? High);

/// <summary>One row of the form: an element and its cells.</summary>
sealed record FormRow(Element Element, IReadOnlyList<FormCell> Cells);

/// <summary>Rows under a heading whose elements are split alike.</summary>
sealed record FormPart(string Heading, Combination Combination, IReadOnlyList<Combo> Columns, IReadOnlyList<FormRow> Rows);

/// <summary>The form of a unit for a period.</summary>
sealed record FormView(DataSet Set, Period Period, Guid UnitId, string Unit, IReadOnlyList<FormPart> Parts, IReadOnlyList<Combo> Attributes, Combo Attribute, Completion? Completion, string? Closed, bool MayEnter)
{
    /// <summary>How its approval stands; null where the data set has no workflow.</summary>
    public ApprovalNote? Approval { get; init; }

    /// <summary>Rules that its figures do not keep.</summary>
    public IReadOnlyList<CheckRow> Checks { get; init; } = [];

    /// <summary>Address of the form.</summary>
    public string Href => EntryDesk.Href(Set.Id, UnitId, Period.Code, Attribute);
}

/// <summary>The data-entry form: shows it, takes it.</summary>
sealed class EntryDesk(
    DataSetsStore store, Database database, GlossaryBook glossaries, UnitBook unitBook, ValueBook values, IEnumerable<IReportLocks> locks, Caller caller, Wake wake, TrailBook trail, TimeProvider clock)
{
    /// <summary>The sentence of a report that is closed because it is approved.</summary>
    public static readonly string Approved = Words.Key("Báo cáo kỳ {0} của “{1}” đã được phê duyệt nên không sửa được. Xin đề nghị cấp đã duyệt thu hồi.");

    /// <summary>Address of a form.</summary>
    public static string Href(Guid set, Guid unit, string period, Combo? attribute = null) =>
        $"/data/entry?set={set}&unit={unit}&period={period}" + (attribute is null or { IsDefault: true } ? "" : $"&attribute={attribute.Id}");

    /// <summary>The form.</summary>
    public async Task<FormView> ShowAsync(Guid setId, Guid unitId, string periodCode, Guid? attributeId, CancellationToken stop)
    {
        var (glossary, set, period, attribute) = await OpenAsync(setId, periodCode, attributeId, stop);
        var unit = (await unitBook.NowAsync(stop)).Tree.Find(unitId);
        if (unit is null || (!caller.IsHouse && !caller.Organisations.Contains(unitId))) throw Refusal.Missing("Không tìm thấy đơn vị này.");
        var elements = set.Elements.Select(e => e.ElementId).ToList();
        var since = period.First.AddMonths(-26);
        var all = await store.Values.AsNoTracking().Where(v => v.UnitId == unitId && elements.Contains(v.ElementId) && v.AttributeId == attribute.Id && v.EndsOn >= since && v.EndsOn <= period.Last && !v.IsDeleted).ToListAsync(stop);
        var here = all.Where(v => v.Period == period.Code).ToDictionary(v => (v.ElementId, v.ComboId));
        var before = all.Where(v => v.Period == period.Previous.Code).ToDictionary(v => (v.ElementId, v.ComboId), v => v.Value);
        var past = all.Where(v => v.Period != period.Code).ToLookup(v => (v.ElementId, v.ComboId), v => v.Value);
        FormCell Cell(Element e, Combo c)
        {
            var (low, high) = Usual(e, past[(e.Id, c.Id)]);
            return new(Field(e, c), c, here.GetValueOrDefault((e.Id, c.Id)), before.GetValueOrDefault((e.Id, c.Id)), low, high);
        }
        var parts = set.Elements.Select(s => (s.Section, Element: glossary.Elements[s.ElementId])).GroupBy(e => (Heading: e.Section.Length > 0 ? e.Section : e.Element.Heading, e.Element.CombinationId))
            .Select(g => new FormPart(g.Key.Heading, glossary.Combinations[g.Key.CombinationId], [.. glossary.CombosOf[g.Key.CombinationId]],
                [.. g.Select(e => new FormRow(e.Element, [.. glossary.CombosOf[g.Key.CombinationId].Select(c => Cell(e.Element, c))]))])).ToList();
        var completion = await store.Completions.AsNoTracking().FirstOrDefaultAsync(c => c.SetId == set.Id && c.UnitId == unitId && c.Period == period.Code && c.IsComplete, stop);
        var may = caller.May(DataSetsRights.Enter, unitId);
        return new(set, period, unitId, unit.Name, parts, set.CombinationId == Combination.DefaultId ? [] : [.. glossary.CombosOf[set.CombinationId]], attribute, completion,
            await ClosedAsync(set, unitId, period, stop), may);
    }

    /// <summary>Takes the filled-in form: every changed cell, all or none. Returns how many changed.</summary>
    public async Task<int> TakeAsync(Form form, CancellationToken stop)
    {
        var unitId = form.Id("unit") ?? throw Refusal.Missing("Không tìm thấy đơn vị này.");
        var (glossary, set, period, attribute) = await OpenAsync(form.Id("set") ?? Guid.Empty, form.Text("period", 20), form.Id("attribute"), stop);
        caller.Must(DataSetsRights.Enter, unitId);
        if (await ClosedAsync(set, unitId, period, stop) is { } closed) throw new Refusal(RefusalKind.Conflict, closed, period.Code, set.Name);
        var entries = new List<Entry>();
        var standing = (await store.Values.AsNoTracking().Where(v => v.UnitId == unitId && v.Period == period.Code && v.AttributeId == attribute.Id && !v.IsDeleted).ToListAsync(stop))
            .ToDictionary(v => (v.ElementId, v.ComboId), v => v.Value);
        foreach (var element in set.Elements.Select(e => glossary.Elements[e.ElementId]))
            foreach (var combo in glossary.CombosOf[element.CombinationId])
            {
                if (EntryOf(form, element, combo, attribute, unitId, period) is not { } entry) continue;
                var now = standing.TryGetValue((element.Id, combo.Id), out var stored) ? Shown(element, stored) : "";
                // Somebody changed the same cell after this page was opened.
                if (now != form.Text("was-" + Field(element, combo), 5000) && stored != entry.Value)
                    throw new Refusal(RefusalKind.Conflict, "Ô “{0}” vừa được người khác sửa thành “{1}”. Xin xem lại rồi lưu.", element.Name, now.Length == 0 ? "–" : now) { Field = Field(element, combo) };
                entries.Add(entry);
            }
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Importing.LockAsync(connection, stop);
        var outcomes = await values.WriteAsync(connection, entries, Strategy.CreateAndUpdate, "entry", dry: false, stop);
        // Somebody approved after this page was opened: nothing of it is kept.
        if (outcomes.Contains(Outcome.Closed)) throw new Refusal(RefusalKind.Conflict, Approved, period.Code, set.Name) { Code = "approved" };
        var changed = outcomes.Count(o => o is not (Outcome.Same or Outcome.Left));
        await trail.WriteAsync(connection, caller, "datasets.enter", "set", $"{set.Code}/{unitId}/{period.Code}", "ok", $"{changed}", stop);
        await transaction.CommitAsync(stop);
        wake.Facts();
        return changed;
    }

    Entry? EntryOf(Form form, Element element, Combo combo, Combo attribute, Guid unitId, Period period)
    {
        var field = Field(element, combo);
        var (text, was) = (form.Text(field, 5000), form.Text("was-" + field, 5000));
        // Only what was changed on the page is written: what another person entered meanwhile stays.
        if (text == was) return null;
        var entry = new Entry(element, combo, attribute, unitId, period) { StoredBy = caller.Name };
        if (text.Length == 0) return entry with { IsDeletion = true };
        // People write 1.320 and 24,4; programs write 1320 and 24.4.
        if (ValueTypes.IsNumber(element.ValueType))
            text = Say.TryNumber(text, out var number) ? number.ToString(System.Globalization.CultureInfo.InvariantCulture)
                : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là số. Ví dụ đúng: 1.320 hoặc 24,4.", text) { Field = field };
        if (!ValueTypes.TryRead(element.ValueType, text, out var kept, out var value))
            throw new Refusal(RefusalKind.Invalid, "“{0}” không hợp với mục “{1}” ({2}).", text, element.Name, ValueTypes.All[element.ValueType]) { Field = field };
        return value == 0 && !element.ZeroCounts && ValueTypes.IsNumber(element.ValueType) ? entry with { IsDeletion = true } : entry with { Value = kept, Number = value };
    }

    /// <summary>Name of the field of a cell.</summary>
    public static string Field(Element element, Combo combo) => combo.IsDefault ? element.Uid : $"{element.Uid}-{combo.Uid}";

    /// <summary>A figure as people read it.</summary>
    public static string Shown(Element element, string value) =>
        ValueTypes.IsNumber(element.ValueType) && decimal.TryParse(value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) ? Say.Number(number) : value;

    async Task<(Glossary, DataSet, Period, Combo)> OpenAsync(Guid setId, string periodCode, Guid? attributeId, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var set = glossary.Sets.Find(setId) ?? throw Refusal.Missing("Không tìm thấy bộ số liệu này.");
        if (!Period.TryParse(periodCode, out var period) || period.Type.Name != set.PeriodType) throw Refusal.Missing("Bộ số liệu này không có kỳ “{0}”.", periodCode);
        var attribute = attributeId is { } id ? glossary.Combos.Find(id) : set.CombinationId == Combination.DefaultId ? glossary.Default : glossary.CombosOf[set.CombinationId].FirstOrDefault();
        return (glossary, set, period, attribute ?? glossary.Default);
    }

    /// <summary>Why the report is closed (a Vietnamese key with period and data set), null where it is open.</summary>
    async Task<string?> ClosedAsync(DataSet set, Guid unitId, Period period, CancellationToken stop)
    {
        var today = clock.Today();
        if (!(await glossaries.NowAsync(stop)).SetsOfUnit[unitId].Any(u => u.SetId == set.Id && u.Covers(period.Last))) return Words.Key("Đơn vị này không được giao báo cáo “{1}” kỳ {0}.");
        if (period.Last > ReportRules.LatestOpen(set, period.Type, today).Last) return Words.Key("Kỳ {0} của “{1}” chưa đến lúc báo cáo.");
        if (ReportRules.IsExpired(set, period, today)) return Words.Key("Kỳ {0} của “{1}” đã khóa vì quá hạn sửa.");
        foreach (var one in locks)
            if ((await one.LockedAsync(null, [(unitId, period)], stop)).Contains((set.Id, unitId, period.Code))) return Approved;
        return null;
    }

    /// <summary>Where figures of the past two years lie, with three deviations of room; nothing with fewer than four.</summary>
    static (decimal? Low, decimal? High) Usual(Element element, IEnumerable<string> past)
    {
        if (!ValueTypes.IsNumber(element.ValueType)) return (null, null);
        var numbers = past.Select(p => double.TryParse(p, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : double.NaN).Where(double.IsFinite).ToList();
        if (numbers.Count < 4) return (null, null);
        var mean = numbers.Average();
        var room = 3 * Math.Sqrt(numbers.Sum(n => (n - mean) * (n - mean)) / numbers.Count);
        var low = Math.Floor(mean - room);
        return ((decimal)(numbers.Min() >= 0 ? Math.Max(0, low) : low), (decimal)Math.Ceiling(mean + room));
    }
}
