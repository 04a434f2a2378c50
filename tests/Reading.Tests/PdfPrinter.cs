using System.Diagnostics;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace LienY.Reading.Tests;

/// <summary>Prints papers as PDF the way an office does: by LibreOffice, many at once. Skips where it or poppler is not installed.</summary>
static class PdfPrinter
{
    /// <summary>The papers as PDF, in their order.</summary>
    public static List<byte[]> Print(IReadOnlyList<byte[]> papers, string filter = "pdf:writer_pdf_Export")
    {
        foreach (var program in new[] { "soffice", "pdftotext", "pdftocairo" }) Assert.SkipUnless(OnPath(program), $"The program '{program}' is not installed.");
        var room = Directory.CreateTempSubdirectory("lieny-print");
        try
        {
            for (var i = 0; i < papers.Count; i++) File.WriteAllBytes(Path.Combine(room.FullName, $"{i}.docx"), papers[i]);
            var start = new ProcessStartInfo("soffice") { WorkingDirectory = room.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var word in new[] { $"-env:UserInstallation={new Uri(Path.Combine(room.FullName, "profile")).AbsoluteUri}", "--headless", "--norestore", "--convert-to", filter,
                "--outdir", room.FullName }.Concat(Enumerable.Range(0, papers.Count).Select(i => Path.Combine(room.FullName, $"{i}.docx")))) start.ArgumentList.Add(word);
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            process.WaitForExit();
            Task.WaitAll([output, errors]);
            return [.. Enumerable.Range(0, papers.Count).Select(i => File.ReadAllBytes(Path.Combine(room.FullName, $"{i}.{filter.Split(':')[0]}")))];
        }
        finally
        {
            room.Delete(recursive: true);
        }
    }

    public static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => f.Length > 0 && File.Exists(Path.Combine(f, program)));

    /// <summary>A paper typed from lines: tabbed lines become a table with or without ruling lines, the others paragraphs with the decree's first-line indent.</summary>
    public static byte[] Typed(IEnumerable<string> lines, bool ruled = true)
    {
        var paper = new DocxPlan();
        var rows = new List<TableRow>();
        void Flush()
        {
            if (rows.Count > 0) paper.Add(Ruled([.. rows], ruled));
            rows = [];
        }
        foreach (var line in lines)
        {
            if (line.Contains('\t', StringComparison.Ordinal))
            {
                rows.Add(DocxPlan.Row([.. line.Split('\t').Select(c => DocxPlan.Cell(c.Trim().Replace('\u2028', '|')))]));
                continue;
            }
            Flush();
            if (line.Trim().Length > 0) paper.Add(Body(line.Trim()));
        }
        Flush();
        return paper.Bytes();
    }

    /// <summary>A paragraph of running text: justified, first line indented by 1.27 cm.</summary>
    public static Paragraph Body(string text)
    {
        var paragraph = DocxPlan.Par(text);
        paragraph.ParagraphProperties = new ParagraphProperties(new Indentation { FirstLine = "720" }, new Justification { Val = JustificationValues.Both });
        return paragraph;
    }

    /// <summary>A table over the width of the page.</summary>
    public static Table Ruled(TableRow[] rows, bool ruled = true)
    {
        var properties = new TableProperties(new TableWidth { Type = TableWidthUnitValues.Pct, Width = "5000" });
        if (ruled)
        {
            properties.Append(new TableBorders(new TopBorder { Val = BorderValues.Single, Size = 4 }, new LeftBorder { Val = BorderValues.Single, Size = 4 },
                new BottomBorder { Val = BorderValues.Single, Size = 4 }, new RightBorder { Val = BorderValues.Single, Size = 4 },
                new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 }));
        }
        var columns = rows.Max(r => r.Elements<TableCell>().Sum(c => c.TableCellProperties?.GridSpan?.Val?.Value ?? 1));
        return new Table([properties, new TableGrid(Enumerable.Range(0, columns).Select(_ => new GridColumn { Width = (9000 / columns).ToString(System.Globalization.CultureInfo.InvariantCulture) })), .. rows]);
    }
}
