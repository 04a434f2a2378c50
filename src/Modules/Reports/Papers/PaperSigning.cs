using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Reports;

/// <summary>Digital signatures on an issued paper.</summary>
sealed class PaperSigning(ReportsStore store, Signatures signatures, PaperDesk desk, IProof proof, Caller caller) : ISigns
{
    /// <inheritdoc/>
    public async Task SignAsync(Guid id, int version, Guid key, string reason, HttpContext context, CancellationToken stop)
    {
        var (paper, subject) = await IssuedAsync(id, version, stop);
        paper.SignedHash = await signatures.SignAsync(subject, key, reason, await proof.ProveAsync(context, stop), stop);
        store.Trace("paper.sign", "reports_paper", id.ToString());
        await store.SaveChangesAsync(stop);
    }

    /// <inheritdoc/>
    public async Task TakeAsync(Guid id, int version, IFormFile? file, CancellationToken stop)
    {
        var (paper, subject) = await IssuedAsync(id, version, stop);
        paper.SignedHash = await signatures.TakeAsync(subject, await Uploads.ReadAsync(file, Shelf.MostBytes, stop), stop);
        await store.SaveChangesAsync(stop);
    }

    async Task<(OfficePaper, SignedSubject)> IssuedAsync(Guid id, int version, CancellationToken stop)
    {
        var paper = await store.PaperAsync(id, stop);
        caller.Must(PapersRights.Issue, paper.OrganisationId);
        if (paper.State != PaperState.Issued) throw Refusal.Conflict("Chỉ ký số được văn bản đã phát hành.");
        if (paper.PdfHash is null) await desk.PdfAsync(paper, stop);
        else store.Expect(paper, version);
        return (paper, PaperDesk.Subject(paper) ?? throw Refusal.Unavailable("Chưa có bản PDF để ký. Xin thử lại sau."));
    }
}
