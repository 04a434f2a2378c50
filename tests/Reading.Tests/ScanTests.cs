using System.Text.RegularExpressions;

namespace LienY.Reading.Tests;

/// <summary>A plan that comes as pictures: straightened, cleaned, recognised, its tables rebuilt cell by cell.</summary>
public sealed partial class ScanTests
{
    [Theory, InlineData(300, 0.9), InlineData(200, 0.85)]
    public void Tables_of_the_shared_samples_keep_their_cells_on_a_grainy_skewed_scan(int dpi, double least)
    {
        var papers = Samples.SharedFiles().Select(f => PdfPrinter.Typed(File.ReadAllLines(f))).ToList();
        int all = 0, same = 0;
        foreach (var (docx, pdf) in papers.Zip(PdfPrinter.Print(papers)))
        {
            var sheets = Sheet.Of(pdf, dpi).Select((s, i) => s.Skewed(i % 3 - 1.2).Grainy(i)).ToList();
            File.WriteAllBytes($"/tmp/d-scans/s{all}-{dpi}.pdf", pdf);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var (wanted, got) = (Cells(PlanReader.Read(docx, "a.docx")), Cells(PlanReader.Read(Sheet.Tiff(sheets), "a.tif", Roomy)));
            TestContext.Current.SendDiagnosticMessage("{0} pages, {1:0.0} s a page", sheets.Count, watch.Elapsed.TotalSeconds / sheets.Count);
            all += wanted.Count;
            var missed = new List<string>();
            foreach (var cell in wanted) if (got.Remove(cell)) same++; else missed.Add(cell);
            foreach (var cell in missed.Take(30)) TestContext.Current.SendDiagnosticMessage("- {0}", cell);
            foreach (var cell in got.Take(30)) TestContext.Current.SendDiagnosticMessage("+ {0}", cell);
        }
        TestContext.Current.SendDiagnosticMessage("{0} dpi: {1} of {2} cells", dpi, same, all);
        Assert.True(all > 100 && same >= all * least, $"{same} of {all} cells.");
    }

    // Grain cannot be packed: what a scanner would send as JPEG is large here.
    static readonly ReadingLimits Roomy = new() { FileBytes = 400L << 20 };

    static List<string> Cells(PlanReading reading) =>
        [.. reading.Tables.SelectMany(t => t.Rows.SelectMany(r => r.Cells).Prepend(string.Join(" | ", t.Columns))).Select(c => Blanks().Replace(c, " ").Trim())];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
