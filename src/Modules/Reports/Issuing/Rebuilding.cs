using System.IO.Compression;
using System.Security.Cryptography;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>One thing that was compared.</summary>
/// <param name="What">What, a Vietnamese key.</param>
/// <param name="IsEqual">It is the same.</param>
/// <param name="Finding">What was found, ready to show: hashes, names of parts.</param>
sealed record Comparison(string What, bool IsEqual, string Finding);

/// <summary>An issued report or paper made again from its dossier and compared with what was issued.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Place">Where such papers are listed.</param>
/// <param name="Href">Its page.</param>
sealed record RebuiltView(string Title, string Place, string Href, IReadOnlyList<Comparison> Lines)
{
    /// <summary>Everything is the same.</summary>
    public bool IsEqual => Lines.All(l => l.IsEqual);

    /// <summary>The same as programs get it.</summary>
    public object ForPrograms() => new { equal = IsEqual, parts = Lines.Select(l => new { what = l.What, equal = l.IsEqual, finding = l.Finding }) };
}

/// <summary>Makes an issued report again from its kept dossier, without asking data, names or the clock, and compares it bit by bit.</summary>
sealed class Rebuilding(ReportsStore store, ReportDesk desk, ReportPapers papers, Shelf shelf)
{
    /// <summary>The comparison; refused where the report was not issued with a dossier.</summary>
    public async Task<RebuiltView> CompareAsync(Guid id, CancellationToken stop)
    {
        var report = await desk.ReadableAsync(id, stop);
        if (report is not { State: ReportState.Issued, DocxHash: { } docxHash }) throw Refusal.Conflict("Chỉ dựng lại được báo cáo đã phát hành.");
        if (report.DossierHash is not { } hash) throw Refusal.Conflict("Báo cáo này phát hành khi chưa lưu hồ sơ dựng, nên không dựng lại được; bản đã phát hành vẫn được lưu nguyên.");
        var dossier = Dossier.Read(await shelf.ReadAsync(report.FromId, hash, stop));
        var kept = await shelf.ReadAsync(report.FromId, docxHash, stop);
        var again = await papers.WriteAsync(dossier, stop);
        var lines = new List<Comparison> { await FiguresAsync(report, dossier, stop), await TextsAsync(report, dossier, stop), Paper(kept, again) };
        if (dossier.Template is { } template) lines.Add(new(Words.Key("Mẫu văn bản"), true, $"{template.Name}, bản {template.Edition} · {template.Hash}"));
        if (report.PdfHash is { } pdf) lines.Add(new(Words.Key("Bản PDF đã phát hành"), Sha(await shelf.ReadAsync(report.FromId, pdf, stop)) == pdf, pdf));
        return new(report.Title, "/reports", "/reports/" + report.Id, lines);
    }

    async Task<Comparison> FiguresAsync(Report report, Dossier dossier, CancellationToken stop)
    {
        var rows = await store.Cells.AsNoTracking().Where(c => c.ReportId == report.Id).ToDictionaryAsync(c => c.Id, stop);
        var wrong = dossier.Cells.Where(c => c.Hash is null || Seal.Of(report, c) != c.Hash || !rows.TryGetValue(c.Id, out var row) || row.Hash != c.Hash
            || Seal.Of(report, row) != c.Hash)
            .Select(c => $"{c.Ordinal}. {c.Name}").ToList();
        return new(Words.Key("Số liệu và mã SHA-256 từng ô"), wrong.Count == 0 && rows.Count == dossier.Cells.Count,
            wrong.Count == 0 ? $"{dossier.Cells.Count}/{dossier.Cells.Count}" : string.Join("; ", wrong.Take(10)));
    }

    async Task<Comparison> TextsAsync(Report report, Dossier dossier, CancellationToken stop)
    {
        var rows = await store.Texts.AsNoTracking().Where(t => t.ReportId == report.Id).ToDictionaryAsync(t => t.Part, t => t.Body, stop);
        var wrong = dossier.Texts.Where(t => rows.GetValueOrDefault(t.Key) != t.Value).Select(t => t.Key.ToString()).ToList();
        return new(Words.Key("Lời văn từng phần"), wrong.Count == 0, wrong.Count == 0 ? $"{dossier.Texts.Count}/{dossier.Texts.Count}" : string.Join("; ", wrong));
    }

    internal static Comparison Paper(byte[] kept, byte[] again)
    {
        var (was, now) = (Sha(kept), Sha(again));
        if (was == now) return new(Words.Key("Văn bản DOCX dựng lại"), true, now);
        var (old, made) = (Parts(kept), Parts(again));
        var wrong = old.Keys.Union(made.Keys).Where(p => old.GetValueOrDefault(p) != made.GetValueOrDefault(p)).Order(StringComparer.Ordinal).ToList();
        return new(Words.Key("Văn bản DOCX dựng lại"), false, $"{was} ≠ {now}: {(wrong.Count > 0 ? string.Join(", ", wrong) : "zip")}");
    }

    static Dictionary<string, string> Parts(byte[] docx)
    {
        using var zip = new ZipArchive(new MemoryStream(docx));
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var part = e.Open();
            return Convert.ToHexStringLower(SHA256.HashData(part));
        });
    }

    internal static string Sha(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
