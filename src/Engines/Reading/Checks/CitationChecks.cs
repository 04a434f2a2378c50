namespace LienY.Reading;

/// <summary>Warnings on cited documents: without a date, with two dates, dated after the plan, or at the turn of a year.</summary>
static class CitationChecks
{
    public static void Run(IReadOnlyList<ReadDocument> documents, Harvest harvest)
    {
        var seen = new Dictionary<string, (DateOnly Day, LineSpan Lines)>(StringComparer.OrdinalIgnoreCase);
        foreach (var document in documents.Where(d => !d.Part.IsSlip))
        {
            var doc = document.Document;
            foreach (var basis in doc.Bases.Append(doc.Parent!).Where(b => b is not null).DistinctBy(b => b.Ref))
            {
                if (basis.Date is null) harvest.Warn("basis-undated", $"Căn cứ “{basis.Ref}” không ghi ngày ban hành.", basis.Lines);
                else if (doc.Date is { } date && basis.Date > date)
                    harvest.Warn("basis-later", $"Căn cứ “{basis.Ref}” ghi ngày {DayText.Show(basis.Date.Value)}, sau ngày văn bản {DayText.Show(date)}.", basis.Lines);
            }
            ParentDate(document, harvest);
            foreach (var (cited, lines) in Cited(document))
            {
                if (cited.DayWrong) continue;
                if (cited.Day is not { } day) continue;
                var key = $"{cited.Kind} {cited.Number}";
                if (!seen.TryGetValue(key, out var first)) seen[key] = (day, lines);
                else if (first.Day != day)
                    harvest.Warn("citation-two-dates", $"{key} được dẫn với hai ngày khác nhau: {DayText.Show(first.Day)} và {DayText.Show(day)}.", lines, first.Lines);
            }
        }
        foreach (var document in documents.Where(d => !d.Part.IsSlip && d.Document.Number is not null && d.Document.Date is not null))
            if (seen.TryGetValue($"{document.Document.Type} {document.Document.Number}", out var cited) && cited.Day != document.Document.Date)
                harvest.Warn("citation-two-dates", $"{document.Document.Type} {document.Document.Number} ghi ngày {DayText.Show(document.Document.Date!.Value)} nhưng được dẫn ngày {DayText.Show(cited.Day)}.", cited.Lines, document.Head.DateLine ?? document.Document.Lines);
    }

    // In running text and in the cells of tables.
    static IEnumerable<(Citations.Numbered Cited, LineSpan Lines)> Cited(ReadDocument document) =>
        document.Blocks.Where(b => b.Rows is null).SelectMany(b => Citations.In(b.Text).Select(c => (c, b.Span(c.Start, c.End))))
            .Concat(document.Lines.Where(l => l.Cells is not null).SelectMany(l => Citations.In(l.Text).Select(c => (c, new LineSpan(l.Number, l.Number)))));

    // In January the old year is easily written: a ground dated a year before the plan, though its neighbours and its period are of the new year.
    static void ParentDate(ReadDocument document, Harvest harvest)
    {
        var doc = document.Document;
        if (doc.Parent?.Date is not { } parent || doc.Date is not { } date || doc.Period?.From is not { } from) return;
        var later = doc.Bases.Where(b => b.Date is { } d && d > parent && d <= date).ToList();
        if (parent.Year == date.Year - 1 && parent.Month <= 2 && parent.AddYears(1) <= date && from.Year > parent.Year && later.Count > 0)
        {
            var newest = later.MaxBy(b => b.Date)!;
            harvest.Warn("parent-date-doubtful",
                $"“{doc.Parent.Ref}” ghi ngày {DayText.Show(parent)}, trước “{newest.Ref}” ({DayText.Show(newest.Date!.Value)}) và trước kỳ kế hoạch; có thể năm đúng là {(parent.Year + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}.",
                doc.Parent.Lines, newest.Lines);
        }
    }
}
