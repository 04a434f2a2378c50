using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Reports;

/// <summary>Digital signatures on an issued report.</summary>
sealed class ReportSigning(ReportsStore store, Signatures signatures, Issuing issuing, IProof proof, Caller caller) : ISigns
{
    /// <summary>Largest signed file that is taken in.</summary>
    const int MostBytes = 50 * 1024 * 1024;

    /// <inheritdoc/>
    public async Task SignAsync(Guid id, int version, Guid key, string reason, HttpContext context, CancellationToken stop)
    {
        var report = await IssuedAsync(id, version, stop);
        var means = await proof.ProveAsync(context, stop);
        report.SignedHash = await signatures.SignAsync(await SubjectAsync(report, stop), key, reason, means, stop);
        await DoneAsync(report, stop);
    }

    /// <inheritdoc/>
    public async Task TakeAsync(Guid id, int version, IFormFile? file, CancellationToken stop)
    {
        var report = await IssuedAsync(id, version, stop);
        report.SignedHash = await signatures.TakeAsync(await SubjectAsync(report, stop), await Uploads.ReadAsync(file, MostBytes, stop), stop);
        await DoneAsync(report, stop);
    }

    async Task<Report> IssuedAsync(Guid id, int version, CancellationToken stop)
    {
        var report = await store.ReportAsync(id, stop);
        caller.Must(ReportsRights.Issue, report.FromId);
        store.Expect(report, version);
        return report.State == ReportState.Issued ? report : throw Refusal.Conflict("Chỉ ký số được văn bản đã phát hành.");
    }

    async Task<SignedSubject> SubjectAsync(Report report, CancellationToken stop)
    {
        // A PDF that could not be made at issuing is made now.
        if (report.PdfHash is null) await issuing.PdfAsync(report, stop);
        return Of(report) ?? throw Refusal.Unavailable("Chưa có bản PDF để ký. Xin thử lại sau.");
    }

    async Task DoneAsync(Report report, CancellationToken stop)
    {
        store.Trace("report.sign", "reports_report", report.Id.ToString());
        store.Remember(report, report.State, "Ký số");
        await store.SaveChangesAsync(stop);
    }

    /// <summary>What is signed; null while there is no PDF.</summary>
    public static SignedSubject? Of(Report report) => (report.SignedHash ?? report.PdfHash) is { } hash
        ? new(report.Id, report.FromId, "BC", report.Place, hash, report.NumberText, [report.SignerName]) : null;
}

/// <summary>Files that people upload.</summary>
static class Uploads
{
    /// <summary>The bytes of an uploaded file; refused where none was chosen or it is too large.</summary>
    public static async Task<byte[]> ReadAsync(IFormFile? file, long most, CancellationToken stop)
    {
        if (file is null) throw new Refusal(RefusalKind.Invalid, "Xin chọn một tệp.") { Field = "file" };
        if (file.Length > most) throw new Refusal(RefusalKind.Invalid, "Tệp lớn hơn {0} MB nên không nhận. Xin chia nhỏ hoặc nén lại tệp.",
            most / 1024 / 1024)
        { Field = "file", Code = "too-large" };
        using var copy = new MemoryStream();
        await using var content = file.OpenReadStream();
        await content.CopyToAsync(copy, stop);
        return copy.ToArray();
    }
}
