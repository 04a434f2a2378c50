using LienY.Kernel;
using LienY.Reading;

namespace LienY.Plans;

/// <summary>Turns a reading into rows for review, each with its fields, order and lines.</summary>
static class Extracting
{
    /// <summary>All rows of a reading, by kind and in the order of the paper.</summary>
    public static List<ImportRow> Rows(Guid importId, PlanReading reading)
    {
        var rows = new List<ImportRow>();
        void Add(RowKind kind, string item, string document, LineSpan lines, RowFields fields) => rows.Add(new ImportRow
        {
            ImportId = importId,
            Kind = kind,
            Ordinal = rows.Count(r => r.Kind == kind) + 1,
            Item = item,
            Document = document,
            Original = fields.Json(),
            LineFirst = lines.First,
            LineLast = lines.Last,
        });
        var plans = Plans(reading);
        foreach (var d in reading.Documents) Add(RowKind.Document, d.Id, d.Id, d.Lines, Document(d, plans.Contains(d.Id)));
        foreach (var i in reading.Indicators) Add(RowKind.Indicator, i.Id, i.Document, i.Lines, Indicator(i));
        foreach (var a in reading.Activities) Add(RowKind.Activity, a.Id, a.Document, a.Lines, Activity(a));
        foreach (var t in reading.Tasks)
        {
            Add(RowKind.Task, t.Id, t.Document, t.Lines, new RowFields
            {
                Name = t.Name,
                Path = Numbered(t.Path, t.Number),
                Section = t.Section,
                From = t.Period?.From,
                To = t.Period?.To,
                Time = t.Period?.Label ?? "",
            });
        }
        foreach (var d in reading.Duties)
        {
            Add(RowKind.Duty, d.Id, d.Document, d.Lines, new RowFields
            {
                Name = string.Join('\n', d.Items),
                Path = d.Path,
                Owner = d.Unit.Trim(),
                Note = d.Role ?? "",
            });
        }
        foreach (var b in reading.Budgets)
        {
            Add(RowKind.Budget, b.Id, b.Document, b.Lines, new RowFields
            {
                Name = b.Label,
                Axis = b.Axis,
                Year = b.Year,
                Total = b.Total,
                Amount = b.AmountVnd,
                Source = b.Source ?? "",
                Path = b.Row ?? "",
            });
        }
        foreach (var o in reading.ReportObligations) Add(RowKind.Obligation, o.Id, o.Document, o.Lines, Obligation(o));
        var number = 0;
        foreach (var w in reading.Warnings)
        {
            Add(RowKind.Warning, $"W{++number}", At(reading, w.Lines.First), w.Lines, new RowFields
            {
                Name = w.Message,
                Code = w.Code,
                Related = [.. w.Related.Select(r => new[] { r.First, r.Last })],
            });
        }
        return rows;
    }

    /// <summary>Id of the document that covers a line; the first one where none does.</summary>
    public static string At(PlanReading reading, int line) =>
        (reading.Documents.FirstOrDefault(d => d.Lines.First <= line && line <= d.Lines.Last) ?? reading.Documents.FirstOrDefault())?.Id ?? "";

    static HashSet<string> Plans(PlanReading reading)
    {
        var plans = reading.Documents.Where(d => Fold.Of(d.Type) is "ke hoach" or "chuong trinh" or "de an" or "phuong an").Select(d => d.Id).ToHashSet();
        if (plans.Count == 0 && reading.Documents.FirstOrDefault() is { } first) plans.Add(first.Id);
        return plans;
    }

    static RowFields Document(PlanDocument d, bool isPlan) => new()
    {
        Type = d.Type,
        Number = d.Number ?? "",
        Date = d.Date,
        Place = d.Place ?? "",
        Owner = isPlan ? d.Issuer?.Trim() ?? "" : "",
        Name = d.Title ?? "",
        From = d.Period?.From ?? Year(d.Date)?.From,
        To = d.Period?.To ?? Year(d.Date)?.To,
        Time = d.Period?.Label ?? "",
        Signer = d.Signer?.Name ?? "",
        Position = string.Join(", ", (d.Signer?.Authority ?? []).Append(d.Signer?.Position).Where(p => p?.Length > 0)),
        IsPlan = isPlan,
        ParentRef = d.Parent is { } p ? p.Date is { } on ? $"{p.Ref} ngày {Say.Day(on)}" : p.Ref : "",
        ParentDocument = d.ParentDocument ?? "",
    };

    static (DateOnly From, DateOnly To)? Year(DateOnly? date) => date is { } d ? (new(d.Year, 1, 1), new(d.Year, 12, 31)) : null;

    static RowFields Indicator(IndicatorRow i) => new()
    {
        Name = i.Name,
        Comparator = Compare(i.Comparator),
        Value = i.Value,
        High = i.High,
        Baseline = i.Baseline,
        Unit = i.Unit ?? "",
        From = i.Period?.From,
        To = i.Period?.To,
        Time = i.Period?.Label ?? "",
        Scope = i.Scope ?? "",
        Path = i.Path,
        Quote = i.Quote,
        Restates = i.RestatementOf ?? "",
    };

    static RowFields Activity(ActivityRow a) => new()
    {
        Name = a.Name,
        Path = a.Path,
        Section = a.Section ?? "",
        Time = a.Time ?? "",
        From = a.Start,
        To = a.End,
        Frequency = a.Frequency ?? "",
        Lead = [.. a.Lead.Select(u => u.Trim()).Where(u => u.Length > 0)],
        Cooperating = [.. a.Cooperating.Select(u => u.Trim()).Where(u => u.Length > 0)],
        Product = a.Product ?? "",
        Audience = a.Audience ?? "",
        Place = a.Place ?? "",
        Funding = a.Funding ?? "",
        Note = string.Join("; ", new[] { a.Quantity, a.Note }.Where(t => t?.Length > 0)),
    };

    static RowFields Obligation(ReportObligation o) => new()
    {
        Name = o.Quote,
        Quote = o.Quote,
        Path = o.Path,
        Owner = o.From?.Trim() ?? "",
        Recipient = o.To?.Trim() ?? "",
        Cadences = Cadences.Of(o.Cadence),
        Due = string.Join("; ", o.DueDays.Select(Cadences.Day)),
        Time = o.Due ?? "",
    };

    static string Numbered(string path, int number) => path.Length == 0 ? number.ToString(Say.Vietnam) : $"{path}.{number.ToString(Say.Vietnam)}";

    /// <summary>The comparator as targets have it.</summary>
    public static Contracts.Comparator Compare(Reading.Comparator comparator) => comparator switch
    {
        Reading.Comparator.LessThan => Contracts.Comparator.Below,
        Reading.Comparator.AtMost => Contracts.Comparator.AtMost,
        Reading.Comparator.Equal => Contracts.Comparator.Equal,
        Reading.Comparator.AtLeast => Contracts.Comparator.AtLeast,
        Reading.Comparator.GreaterThan => Contracts.Comparator.Above,
        Reading.Comparator.Between => Contracts.Comparator.Between,
        Reading.Comparator.Maintain => Contracts.Comparator.Maintain,
        _ => Contracts.Comparator.None,
    };
}
