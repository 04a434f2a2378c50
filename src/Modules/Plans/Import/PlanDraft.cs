using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>One document of an import on its way to a plan: makes the plan and all its rows from what was reviewed. Pure.</summary>
sealed class PlanDraft(Plan plan, PlanFile import, IReadOnlyList<ImportRow> rows, IReadOnlyDictionary<string, Guid?> units, IReadOnlyDictionary<Guid, Guid> ids)
{
    readonly string[] lines = import.Text.Split('\n');

    /// <summary>The plan.</summary>
    public Plan Plan => plan;

    /// <summary>Targets; a row merged into one of another plan restates it.</summary>
    public IReadOnlyList<Indicator> Indicators => field ??= [.. Live(RowKind.Indicator, withMerged: true).Select(Indicator)];

    /// <summary>Activities.</summary>
    public IReadOnlyList<Activity> Activities => field ??= [.. Live(RowKind.Activity).Select(Activity)];

    /// <summary>One task for each content item, then one for each activity.</summary>
    public IReadOnlyList<PlanTask> Tasks => field ??= [.. Live(RowKind.Task).Select(Task), .. Live(RowKind.Activity).Zip(Activities, TaskOf)];

    /// <summary>Duties, one for each item of a unit.</summary>
    public IReadOnlyList<Duty> Duties => field ??= [.. Live(RowKind.Duty).SelectMany(DutiesOf).Select((d, i) => d(i + 1))];

    /// <summary>Budget lines.</summary>
    public IReadOnlyList<Budget> Budgets => field ??= [.. Live(RowKind.Budget).Select(Budget)];

    /// <summary>Obligations, one for each cadence; a report owed twice between the same two is owed once. Without a stated recipient it goes to the owner, the owner's own to <paramref name="above"/>.</summary>
    public IReadOnlyList<Obligation> Obligations(Guid above) =>
        [.. Live(RowKind.Obligation).SelectMany(r => Cadences.WithDays(r.Fields.Cadences, r.Fields.Due).Select(c => (r.Row, r.Fields, c.Cadence, c.Due, From: Of(r.Fields.Owner) ?? plan.OwnerId)))
            .Select(o => (o.Row, o.Fields, o.Cadence, o.Due, o.From, To: Of(o.Fields.Recipient) ?? (o.From == plan.OwnerId ? above : plan.OwnerId)))
            .DistinctBy(o => (o.From, o.To, o.Cadence))
            .Select((o, i) => new Obligation
            {
                PlanId = plan.Id, Ordinal = i + 1, FromId = o.From, ToId = o.To, Cadence = o.Cadence, Due = o.Due, Quote = o.Fields.Quote,
                LineFirst = o.Row.LineFirst, LineLast = o.Row.LineLast,
            })];

    /// <summary>Units' parts in activities.</summary>
    public IReadOnlyList<Assignment> Assignments =>
        [.. Live(RowKind.Activity).Zip(Activities, (r, a) => r.Fields.Lead.Select(u => Part(a.Id, u, PartyRole.Lead))
            .Concat(r.Fields.Cooperating.Select(u => Part(a.Id, u, PartyRole.Cooperating)))).SelectMany(p => p)];

    /// <summary>Everybody who has a part in the plan.</summary>
    public IReadOnlyList<Party> Parties(IReadOnlyList<Obligation> obligations, IReadOnlyList<Assignment> assignments)
    {
        var parties = new List<(Guid? Org, PartyRole Role)> { (plan.OwnerId, PartyRole.Owner) };
        parties.AddRange(assignments.Select(a => (a.OrgId, a.Role)));
        parties.AddRange(Live(RowKind.Duty).Select(d => (Of(d.Fields.Owner), Leads(d.Fields.Note) ? PartyRole.Lead : PartyRole.Cooperating)));
        parties.AddRange(Tasks.Select(t => (t.UnitId, PartyRole.Lead)));
        parties.AddRange(Indicators.Select(i => ((Guid?)i.OwnerId, PartyRole.Lead)).Where(p => p.Item1 != plan.OwnerId));
        parties.AddRange(obligations.Select(o => ((Guid?)o.FromId, PartyRole.Cooperating)).Where(p => p.Item1 != plan.OwnerId));
        parties.AddRange(obligations.Select(o => ((Guid?)o.ToId, PartyRole.Recipient)));
        return [.. parties.Where(p => p.Org is not null).Distinct().Select(p => new Party { PlanId = plan.Id, OrgId = p.Org!.Value, Role = p.Role })];
    }

    /// <summary>What did not add up in this document, with both sources quoted.</summary>
    public IReadOnlyList<Warning> Warnings(IReadOnlyList<ImportRow> all) =>
        [.. all.Where(r => r.Kind == RowKind.Warning && r.State == RowState.Resolved).Select(r => (Row: r, Fields: RowFields.Of(r)))
            .Where(r => rows.Contains(r.Row) || r.Fields.Related.Any(Covers))
            .Select((r, i) => new Warning
            {
                PlanId = plan.Id, Ordinal = i + 1, Code = r.Fields.Code, Message = r.Fields.Name, Resolution = r.Row.Note, LineFirst = r.Row.LineFirst, LineLast = r.Row.LineLast,
                Quote = string.Join('\n', r.Fields.Related.Prepend([r.Row.LineFirst, r.Row.LineLast]).Select(Quote).Where(q => q.Length > 0).Distinct()),
            })];

    string Quote(int[] span) => Quoting.Of(lines, span[0], span[1]);

    bool Covers(int[] span) => rows.Any(r => r.Kind == RowKind.Document && r.LineFirst <= span[0] && span[0] <= r.LineLast);

    static bool Leads(string role) => Fold.Of(role) is var r && (r.Contains("chu tri", StringComparison.Ordinal) || r.Contains("dau moi", StringComparison.Ordinal));

    IEnumerable<(ImportRow Row, RowFields Fields)> Live(RowKind kind, bool withMerged = false) =>
        rows.Where(r => r.Kind == kind && (r.State is RowState.Accepted or RowState.Changed || (withMerged && r.State == RowState.Merged && rows.All(o => o.Id != r.MergedInto))))
            .OrderBy(r => r.Ordinal).Select(r => (r, RowFields.Of(r)));

    Guid? Of(string written) => written.Length == 0 ? null : units.GetValueOrDefault(Fold.Of(written));

    Indicator Indicator((ImportRow Row, RowFields F) r)
    {
        var measure = Measures.Of(r.Row.Measure);
        var ends = r.F.To ?? plan.EndsOn;
        var starts = r.F.From ?? (plan.StartsOn <= ends ? plan.StartsOn : new DateOnly(ends.Year, 1, 1));
        return new()
        {
            Id = ids[r.Row.Id],
            PlanId = plan.Id,
            Ordinal = r.Row.Ordinal,
            Path = r.F.Path,
            Name = r.F.Name,
            Comparator = r.F.Comparator ?? Comparator.None,
            Value = r.F.Value,
            High = r.F.High,
            Baseline = r.F.Baseline,
            Unit = r.F.Unit,
            StartsOn = starts,
            EndsOn = ends,
            Scope = r.F.Scope,
            OwnerId = Of(r.F.Owner) ?? plan.OwnerId,
            MeasureKind = measure.Kind,
            Formula = measure.Formula,
            Quote = r.F.Quote,
            LineFirst = r.Row.LineFirst,
            LineLast = r.Row.LineLast,
            RestatesId = r.Row.MergedInto is { } into ? ids.TryGetValue(into, out var other) ? other : null : null,
        };
    }

    Activity Activity((ImportRow Row, RowFields F) r) => new()
    {
        Id = ids[r.Row.Id],
        PlanId = plan.Id,
        Ordinal = r.Row.Ordinal,
        Path = r.F.Path,
        Section = r.F.Section,
        Name = r.F.Name,
        TimeText = r.F.Time,
        StartsOn = r.F.From,
        EndsOn = r.F.To,
        Frequency = r.F.Frequency,
        Product = r.F.Product,
        Audience = r.F.Audience,
        Place = r.F.Place,
        Note = r.F.Note,
        Budget = r.F.Funding,
        LineFirst = r.Row.LineFirst,
        LineLast = r.Row.LineLast,
    };

    PlanTask Task((ImportRow Row, RowFields F) r) => new()
    {
        Id = ids[r.Row.Id],
        PlanId = plan.Id,
        Ordinal = r.Row.Ordinal,
        Path = r.F.Path,
        Content = r.F.Section,
        Name = r.F.Name,
        UnitId = Of(r.F.Owner),
        StartsOn = r.F.From ?? plan.StartsOn,
        DueOn = r.F.To ?? plan.EndsOn,
        LineFirst = r.Row.LineFirst,
        LineLast = r.Row.LineLast,
    };

    PlanTask TaskOf((ImportRow Row, RowFields F) r, Activity a) => new()
    {
        PlanId = plan.Id,
        ActivityId = a.Id,
        Ordinal = 10_000 + a.Ordinal,
        Path = a.Path,
        Content = a.Section,
        Name = a.Name,
        UnitId = r.F.Lead.Select(Of).FirstOrDefault(u => u is not null),
        StartsOn = a.StartsOn ?? plan.StartsOn,
        DueOn = a.EndsOn ?? plan.EndsOn,
        LineFirst = a.LineFirst,
        LineLast = a.LineLast,
    };

    IEnumerable<Func<int, Duty>> DutiesOf((ImportRow Row, RowFields F) r) =>
        r.F.Name.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select<string, Func<int, Duty>>(text => ordinal => new Duty
        {
            PlanId = plan.Id,
            Ordinal = ordinal,
            OrgId = Of(r.F.Owner),
            Written = r.F.Owner,
            Path = r.F.Path,
            Text = text,
            LineFirst = r.Row.LineFirst,
            LineLast = r.Row.LineLast,
        });

    Budget Budget((ImportRow Row, RowFields F) r) => new()
    {
        PlanId = plan.Id,
        Ordinal = r.Row.Ordinal,
        Label = r.F.Name,
        Source = r.F.Source,
        Axis = r.F.Axis,
        Year = r.F.Year,
        IsTotal = r.F.Total || r.F.Axis == "total",
        Planned = r.F.Amount,
        LineFirst = r.Row.LineFirst,
        LineLast = r.Row.LineLast,
    };

    Assignment Part(Guid work, string written, PartyRole role) =>
        new() { PlanId = plan.Id, WorkKind = WorkKind.Activity, WorkId = work, OrgId = Of(written), Role = role, Written = written };
}

/// <summary>Quotes of the source text.</summary>
static class Quoting
{
    /// <summary>The words of some lines (1-based, inclusive), at most 400 characters, with the number of the first line.</summary>
    public static string Of(string[] lines, int first, int last)
    {
        if (first < 1 || first > lines.Length) return "";
        var text = string.Join(' ', lines[(first - 1)..Math.Clamp(last, first, lines.Length)].Select(l => l.Replace('\t', ' ').Trim()).Where(l => l.Length > 0));
        if (text.Length > 400) text = text[..400] + "…";
        return text.Length == 0 ? "" : $"[{first.ToString(CultureInfo.InvariantCulture)}] {text}";
    }
}
