using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>The reader of signed plans: bytes in, rows with their lines out.</summary>
public static class PlanReader
{
    /// <summary>
    /// Reads a text, DOCX, PDF or picture file; throws <see cref="ReadingRefusal"/> when it is not a readable plan. Scanned pages come from
    /// <paramref name="scanned"/> (see <see cref="PaperScan"/>), or are recognised within the call where that is null; <paramref name="names"/>: names of
    /// units and words of the trade that help to correct what was recognised; <paramref name="annexes"/>: sheets that come with the plan.
    /// </summary>
    public static PlanReading Read(ReadOnlyMemory<byte> bytes, string fileName, ReadingLimits? limits = null,
        IReadOnlyList<ScannedPage>? scanned = null, IReadOnlyCollection<string>? names = null, IReadOnlyList<AnnexSheet>? annexes = null)
    {
        try
        {
            return Read(AnnexSheet.Append(FileIntake.Open(bytes, fileName, limits ?? new(), scanned, names), annexes ?? []), fileName);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new ReadingRefusal("too-complex", "Văn bản có đoạn quá rối nên không đọc xong trong thời gian cho phép.", "Hãy tách văn bản thành các phần nhỏ hơn rồi nhập lại.");
        }
    }

    // The stages in order: lines, documents, outline, tables, targets, tasks, duties, reports, money, checks.
    static PlanReading Read(SourceText source, string fileName)
    {
        var lines = Lines.Clean(source.Lines);
        var parts = Bundle.Split(lines);
        PlanLikeness.Require(lines, parts);
        var corpus = string.Join('\n', lines.Select(l => l.Text));
        var width = Blocks.WrapWidth(lines);
        var documents = parts.Select((part, i) => DocumentReader.Read(lines, part, i + 1, corpus, width)).ToList();
        documents = Family.Link(documents);
        var harvest = new Harvest();
        harvest.Warnings.AddRange(source.Warnings);
        foreach (var document in documents)
        {
            TableReader.Read(document, harvest);
            foreach (var annex in document.Annexes) FlattenedTable.Read(document, annex, harvest);
            IndicatorProse.Read(document, harvest);
            Tasks.Read(document, harvest);
            Duties.Read(document, harvest);
            Obligations.Read(document, harvest);
            BudgetProse.Read(document, harvest);
        }
        Restatements.Mark(harvest);
        CountChecks.Run(documents, harvest);
        BudgetChecks.Run(documents, harvest);
        FrameChecks.Run(documents, harvest);
        CitationChecks.Run(documents, harvest);
        FamilyChecks.Run(documents, harvest);
        Recognition.Run(lines, harvest);
        return new()
        {
            FileName = fileName,
            Format = source.Format,
            Encoding = source.Encoding,
            Text = [.. source.Lines.Select(l => l.Raw)],
            Printed = source.Printed,
            Documents = [.. documents.Select(d => d.Document)],
            Sections = harvest.Sections,
            Objectives = harvest.Objectives,
            Indicators = harvest.Indicators,
            Activities = harvest.Activities,
            Tasks = harvest.Tasks,
            Duties = harvest.Duties,
            Budgets = harvest.Budgets,
            ReportObligations = harvest.Obligations,
            Tables = harvest.Tables,
            Checks = harvest.Checks,
            Warnings = [.. harvest.Warnings.OrderBy(w => w.Lines.First)],
        };
    }
}
