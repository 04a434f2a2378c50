using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using LienY.Reading;

namespace LienY.Bench;

/// <summary>Cells of a ruled plan that come out right as PDF and as scans of it (clean, and with a grain of one dot in 400), and seconds for a page.</summary>
static class ScanBench
{
    const int MostPages = 12;

    public static void Run(byte[] docx, byte[] pdf)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => f.Length > 0 && File.Exists(Path.Combine(f, "tesseract"))))
        {
            Console.WriteLine("Scans are not measured: tesseract is not installed.");
            return;
        }
        var wanted = Cells(PlanReader.Read(docx, "a.docx"));
        var rows = new List<string[]> { Row("PDF", wanted, Cells(PlanReader.Read(pdf, "a.pdf")), wanted.Count, "–") };
        foreach (var (dpi, grain) in new[] { (300, 0), (300, 400), (200, 0), (200, 400) })
        {
            var (scan, pages) = Scan(pdf, dpi, grain);
            var watch = Stopwatch.StartNew();
            var got = Cells(PlanReader.Read(scan, "a.pdf", new() { FileBytes = 1L << 30 }));
            // Pages that were left out hold the last cells.
            rows.Add(Row($"scan, {dpi} dpi{(grain > 0 ? ", grainy" : "")}", wanted, got, Math.Min(wanted.Count, got.Count), Machine.Say(watch.Elapsed.TotalSeconds / pages, 2)));
        }
        Machine.Table($"Cells of tables right, by format (scans: the first {MostPages} pages, two side by side)", ["file", "cells", "right", "share", "s a page"], rows);
    }

    static string[] Row(string name, List<string> wanted, List<string> got, int of, string seconds)
    {
        var rest = got.ToList();
        var right = wanted.Take(of).Count(rest.Remove);
        return [name, $"{of}", $"{right}", Machine.Say(100.0 * right / Math.Max(1, of), 1) + " %", seconds];
    }

    static List<string> Cells(PlanReading reading) => [.. reading.Tables.SelectMany(t => t.Rows.SelectMany(r => r.Cells)).Where(c => c.Length > 0)];

    static (byte[] Pdf, int Pages) Scan(byte[] pdf, int dpi, int grain)
    {
        var room = Directory.CreateTempSubdirectory("lieny-bench-scan");
        try
        {
            File.WriteAllBytes(Path.Combine(room.FullName, "a.pdf"), pdf);
            using (var process = Process.Start(new ProcessStartInfo("pdftoppm", ["-gray", "-r", dpi.ToString(CultureInfo.InvariantCulture), "-l", MostPages.ToString(CultureInfo.InvariantCulture), "a.pdf", "p"]) { WorkingDirectory = room.FullName })!) process.WaitForExit();
            var sheets = room.GetFiles("*.pgm").OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => File.ReadAllBytes(f.FullName)).ToList();
            return (Pictures(sheets, grain), sheets.Count);
        }
        finally
        {
            room.Delete(recursive: true);
        }
    }

    static byte[] Pictures(List<byte[]> sheets, int grain)
    {
        var random = new Random(7);
        using var to = new MemoryStream();
        var places = new List<long>();
        void Text(string text) => to.Write(Encoding.ASCII.GetBytes(text));
        void Object(string text)
        {
            places.Add(to.Length);
            Text($"{places.Count} 0 obj{text}");
        }
        Text("%PDF-1.4\n");
        Object("<</Type/Catalog/Pages 2 0 R>>endobj\n");
        Object($"<</Type/Pages/Kids[{string.Concat(sheets.Select((_, i) => $"{3 + i * 3} 0 R "))}]/Count {sheets.Count}>>endobj\n");
        foreach (var pgm in sheets)
        {
            var size = Encoding.ASCII.GetString(pgm, 0, 30).Split([' ', '\n'])[1..3].Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            var grey = pgm[^(size[0] * size[1])..];
            for (var n = grain == 0 ? 0 : grey.Length / grain; n > 0; n--) grey[random.Next(grey.Length)] = (byte)(random.Next(2) * 255);
            using var packed = new MemoryStream();
            using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(grey);
            var own = places.Count + 1;
            var (w, h) = (size[0] * 842 / Math.Max(size[0], size[1]), size[1] * 842 / Math.Max(size[0], size[1]));
            var draw = $"q {w} 0 0 {h} 0 0 cm /I Do Q";
            Object($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {w} {h}]/Contents {own + 1} 0 R/Resources<</XObject<</I {own + 2} 0 R>>>>>>endobj\n");
            Object($"<</Length {draw.Length}>>stream\n{draw}\nendstream endobj\n");
            Object($"<</Type/XObject/Subtype/Image/Width {size[0]}/Height {size[1]}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length {packed.Length}>>stream\n");
            to.Write(packed.ToArray());
            Text("\nendstream endobj\n");
        }
        var table = to.Length;
        Text($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n" + string.Concat(places.Select(p => p.ToString("d10", CultureInfo.InvariantCulture) + " 00000 n \n"))
            + $"trailer<</Size {places.Count + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return to.ToArray();
    }
}
