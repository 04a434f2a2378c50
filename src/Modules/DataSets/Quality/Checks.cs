using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>What is asked for on the page of checks; also the address of its answer.</summary>
sealed record CheckAsk(Guid? Set, string Group, Guid Unit, bool Below, DateOnly From, DateOnly To, string State, string Importance)
{
    /// <summary>The ask as a query, without the question mark.</summary>
    public string Query => FormattableString.Invariant(
        $"set={Set}&group={Uri.EscapeDataString(Group)}&unit={Unit}&below={(Below ? "on" : "off")}&from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}&state={State}&importance={Importance}");
}

/// <summary>A violation ready to show.</summary>
sealed record CheckRow(Violation Violation, Rule Rule, string Unit, Period Period, int Notes, Guid? SetId)
{
    /// <summary>A report with it is not said to be complete without a reason.</summary>
    public bool NeedsReason => Rule.Importance == Importance.High && Violation.State == ViolationState.Open;

    /// <summary>Where it is corrected.</summary>
    public string? EntryHref => SetId is { } set ? EntryDesk.Href(set, Violation.UnitId, Period.Code) : null;
}

/// <summary>Finds rules and violations for pages and programs, within the caller's reach.</summary>
sealed class Checks(DataSetsStore store, Checker checker, CheckBook book, Caller caller, TimeProvider clock)
{
    /// <summary>Rows of one page.</summary>
    public const int Size = 100;

    /// <summary>More readings than this are refused.</summary>
    const int Most = 3_000_000;

    /// <summary>Rules of a data set, of a group, or all; by importance and name. Only those in use.</summary>
    public async Task<List<Rule>> RulesAsync(Ground ground, Guid? set, string group, CancellationToken stop)
    {
        var rules = await store.Rules.AsNoTracking().Where(r => r.IsActive && (group == "" || r.Heading == group)).ToListAsync(stop);
        return [.. rules.Where(r => set is null || SetsOf(ground, r).Any(s => s.Id == set)).OrderBy(r => r.Importance).ThenBy(r => r.Name, StringComparer.Ordinal)];
    }

    /// <summary>Data sets whose elements a rule reads, those with its period first; nothing where a formula cannot be read any more.</summary>
    public static IReadOnlyList<DataSet> SetsOf(Ground ground, Rule rule)
    {
        try
        {
            return [.. ground.SetsOf([Formulas.Formula.Parse(rule.LeftFormula), Formulas.Formula.Parse(rule.RightFormula)])
                .OrderByDescending(s => s.PeriodType == rule.PeriodType)];
        }
        catch (Formulas.FormulaError)
        {
            return [];
        }
    }

    /// <summary>Units of an ask that the caller may see.</summary>
    public List<Guid> Units(Ground ground, CheckAsk ask)
    {
        if (ground.Tree.Find(ask.Unit) is null || !Reaches(ask.Unit)) throw Refusal.Missing("Không tìm thấy đơn vị này.");
        return ask.Below ? [.. ground.Tree.Below(ask.Unit).Where(Reaches)] : [ask.Unit];
    }

    /// <summary>Runs the rules of an ask and keeps what they find.</summary>
    public async Task<CheckRun> RunAsync(CheckAsk ask, CancellationToken stop)
    {
        var ground = await checker.GroundAsync(stop);
        var units = Units(ground, ask);
        caller.Must(DataSetsRights.Enter, ask.Unit);
        if (ask.To < ask.From) throw new Refusal(RefusalKind.Invalid, "Ngày đầu kỳ phải trước hoặc trùng ngày cuối kỳ.") { Field = "to" };
        var rules = await RulesAsync(ground, ask.Set, ask.Group, stop);
        if (rules.Count == 0) throw Refusal.Invalid("Chưa có quy tắc nào đang dùng cho lựa chọn này. Xin thêm ở mục Quy tắc.");
        if (rules.Sum(r => (long)r.Periods(ask.From, ask.To).Count() * units.Count) > Most)
            throw Refusal.Invalid("Lần kiểm tra này có hơn {0} lượt. Xin chọn ít kỳ hoặc ít đơn vị hơn.", Most);
        return await book.RunAsync(rules, units, ask.From, ask.To, stop);
    }

    /// <summary>Violations of an ask, most important and newest first.</summary>
    public async Task<List<CheckRow>> RowsAsync(CheckAsk ask, CancellationToken stop)
    {
        var ground = await checker.GroundAsync(stop);
        var units = Units(ground, ask).ToHashSet();
        var rules = (await store.Rules.AsNoTracking().Where(r => ask.Group == "" || r.Heading == ask.Group).ToListAsync(stop)).Where(r => ask.Set is null
            || SetsOf(ground, r).Any(s => s.Id == ask.Set)).ToDictionary(r => r.Id);
        var ids = rules.Keys.ToList();
        var found = store.Violations.AsNoTracking().Where(v => ids.Contains(v.RuleId) && v.EndsOn >= ask.From && v.EndsOn <= ask.To);
        found = ask.State switch
        {
            "" => found.Where(v => v.State != ViolationState.Closed),
            "all" => found,
            _ when Enum.TryParse<ViolationState>(ask.State, ignoreCase: true, out var state) => found.Where(v => v.State == state),
            _ => found,
        };
        if (Enum.TryParse<Importance>(ask.Importance, ignoreCase: true, out var importance)) found = found.Where(v => v.Importance == importance);
        return await ToldAsync(ground, rules, [.. (await found.ToListAsync(stop)).Where(v => units.Contains(v.UnitId))], stop);
    }

    /// <summary>Standing violations of warnings that ended since a day.</summary>
    public async Task<List<CheckRow>> WarningsAsync(DateOnly since, CancellationToken stop)
    {
        var ground = await checker.GroundAsync(stop);
        var rules = await store.Rules.AsNoTracking().Where(r => r.Kind == RuleKind.Warning).ToDictionaryAsync(r => r.Id, stop);
        return await ToldAsync(ground, rules, await store.Violations.AsNoTracking().Where(v => v.Kind == RuleKind.Warning && v.State != ViolationState.Closed
            && v.EndsOn >= since).ToListAsync(stop), stop);
    }

    /// <summary>Standing violations of a unit's report of a period; rules that are not asked on the form are left out.</summary>
    public async Task<List<CheckRow>> OfReportAsync(DataSet set, Guid unitId, Period period, CancellationToken stop)
    {
        var ground = await checker.GroundAsync(stop);
        var rules = (await RulesAsync(ground, set.Id, "", stop)).Where(r => r.OnForm).ToDictionary(r => r.Id);
        var ids = rules.Keys.ToList();
        return await ToldAsync(ground, rules, await store.Violations.AsNoTracking()
            .Where(v => ids.Contains(v.RuleId) && v.UnitId == unitId && v.Period == period.Code && v.State != ViolationState.Closed).ToListAsync(stop), stop);
    }

    /// <summary>Runs the rules of a report that was just entered.</summary>
    public async Task CheckReportAsync(DataSet set, Guid unitId, Period period, CancellationToken stop)
    {
        var ground = await checker.GroundAsync(stop);
        var rules = (await RulesAsync(ground, set.Id, "", stop)).Where(r => r.PeriodType == period.Type.Name).ToList();
        if (rules.Count > 0) await book.RunAsync(rules, [unitId], period.Last, period.Last, stop);
    }

    /// <summary>
    /// Before a report is said to be complete: each violation of high importance needs a reason (field <c>reason-{id}</c>, or <c>reason</c> for all). With all
    /// reasons they become explained.
    /// </summary>
    public async Task ReasonsAsync(DataSet set, Guid unitId, Period period, Form form, CancellationToken stop)
    {
        caller.Must(DataSetsRights.Enter, unitId);
        await CheckReportAsync(set, unitId, period, stop);
        var open = (await OfReportAsync(set, unitId, period, stop)).Where(r => r.NeedsReason).ToList();
        foreach (var row in open)
        {
            var reason = form.Text($"reason-{row.Violation.Id}", 2000) is { Length: > 0 } own ? own : form.Text("reason", 2000);
            if (reason.Length == 0)
                throw new Refusal(RefusalKind.Conflict, "Số liệu chưa khớp quy tắc “{0}”. Xin sửa số liệu, hoặc ghi lý do rồi đánh dấu hoàn thành.",
                    row.Rule.Name)
                { Field = $"reason-{row.Violation.Id}" };
            var kept = await store.Violations.FirstAsync(v => v.Id == row.Violation.Id, stop);
            Say(kept, ViolationState.Explained, reason);
        }
        if (open.Count > 0) await store.SaveChangesAsync(stop);
    }

    /// <summary>Says something about a violation: a reason (it becomes explained), a question (it opens again), or only a remark.</summary>
    public async Task NoteAsync(Guid id, int version, string text, string then, CancellationToken stop)
    {
        var row = await store.Violations.FirstOrDefaultAsync(v => v.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy lỗi số liệu này.");
        caller.Must(DataSetsRights.Enter, row.UnitId);
        store.Expect(row, version);
        if (text.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = "text" };
        if (row.State == ViolationState.Closed && (then is "explain" or "reopen"))
            throw Refusal.Conflict("Quy tắc này đã thỏa nên không cần giải trình nữa; ông/bà vẫn có thể ghi chú.");
        Say(row, then switch
        {
            "explain" => ViolationState.Explained,
            "reopen" => ViolationState.Open,
            _ => row.State,
        }, text);
        await store.SaveChangesAsync(stop);
    }

    void Say(Violation row, ViolationState state, string text)
    {
        (row.State, row.CheckedAt) = (state, clock.GetUtcNow());
        store.ViolationNotes.Add(new() { ViolationId = row.Id, At = row.CheckedAt, ById = caller.UserId, ByName = caller.Name, State = state, Text = text });
    }

    async Task<List<CheckRow>> ToldAsync(Ground ground, Dictionary<Guid, Rule> rules, List<Violation> found, CancellationToken stop)
    {
        var notes = new Dictionary<Guid, int>();
        foreach (var chunk in found.Select(v => v.Id).Chunk(1_000))
            foreach (var n in await store.ViolationNotes.AsNoTracking().Where(n => chunk.Contains(n.ViolationId)).GroupBy(n => n.ViolationId).Select(g => new
            {
                g.Key,
                Count = g.Count()
            }).ToListAsync(stop))
                notes[n.Key] = n.Count;
        var sets = rules.Values.ToDictionary(r => r.Id, r => SetsOf(ground, r));
        return [.. found.Where(v => rules.ContainsKey(v.RuleId)).Select(v => new CheckRow(v, rules[v.RuleId], ground.Tree.Find(v.UnitId)?.Name ?? "",
            Period.Parse(v.Period), notes.GetValueOrDefault(v.Id), EntrySet(ground, sets[v.RuleId], v)))
            .OrderBy(r => r.Violation.State).ThenBy(r => r.Rule.Importance).ThenByDescending(r => r.Violation.EndsOn).ThenBy(r => r.Unit, StringComparer.Ordinal)
                .ThenBy(r => r.Rule.Name, StringComparer.Ordinal)];
    }

    /// <summary>The form in which a violation's figures are entered: of the unit itself, of the same length of period.</summary>
    static Guid? EntrySet(Ground ground, IReadOnlyList<DataSet> sets, Violation v) =>
        sets.FirstOrDefault(s => s.PeriodType == Period.Parse(v.Period).Type.Name && ground.Glossary.SetsOfUnit[v.UnitId].Any(u => u.SetId == s.Id))?.Id;

    bool Reaches(Guid unit) => caller.IsHouse || caller.Organisations.Contains(unit);
}
