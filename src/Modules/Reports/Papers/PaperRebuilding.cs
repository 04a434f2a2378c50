using LienY.Kernel;

namespace LienY.Reports;

/// <summary>Makes an issued paper again from its kept dossier, without asking names or the clock, and compares it bit by bit.</summary>
sealed class PaperRebuilding(ReportsStore store, Shelf shelf)
{
    /// <summary>The comparison; refused where the paper was not issued with a dossier.</summary>
    public async Task<RebuiltView> CompareAsync(Guid id, CancellationToken stop)
    {
        var paper = await store.PaperAsync(id, stop);
        if (paper is not { State: PaperState.Issued, DocxHash: { } docxHash }) throw Refusal.Conflict("Chỉ dựng lại được văn bản đã phát hành.");
        if (paper.DossierHash is not { } hash) throw Refusal.Conflict("Văn bản này phát hành khi chưa lưu hồ sơ dựng, nên không dựng lại được; bản đã phát hành vẫn được lưu nguyên.");
        var dossier = PaperDossier.Read(await shelf.ReadAsync(paper.OrganisationId, hash, stop));
        var lines = new List<Comparison>
        {
            Texts(paper, dossier),
            Rebuilding.Paper(await shelf.ReadAsync(paper.OrganisationId, docxHash, stop), dossier.Write()),
        };
        if (paper.PdfHash is { } pdf) lines.Add(new(Words.Key("Bản PDF đã phát hành"), Rebuilding.Sha(await shelf.ReadAsync(paper.OrganisationId, pdf, stop)) == pdf,
            pdf));
        return new(paper.Subject, "/papers", "/papers/" + id, lines);
    }

    // The row must still say what was issued.
    static Comparison Texts(OfficePaper paper, PaperDossier dossier)
    {
        var now = PaperDossier.Of(paper, dossier.Head, dossier.Year);
        var wrong = typeof(PaperDossier).GetProperties().Where(p => !Equals(p.GetValue(now), p.GetValue(dossier))).Select(p => p.Name).ToList();
        return new(Words.Key("Lời văn từng phần"), wrong.Count == 0, wrong.Count == 0 ? dossier.Body.Length.ToString(Say.Vietnam) : string.Join("; ", wrong));
    }
}
