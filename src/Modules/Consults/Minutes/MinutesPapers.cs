using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using QRCoder;

namespace LienY.Consults;

/// <summary>Minutes as an official paper (Nghị định 30/2020): DOCX by the Writing engine, PDF where the converter is installed; a QR code leads to the page that
/// verifies it.</summary>
sealed class MinutesPapers(ConsultsStore store, IFiles files, IOrganisations organisations, PdfConverter converter, SignInRules rules, ISigning signing,
    ILogger<MinutesPapers> log)
{
    const long MostBytes = 20L * 1024 * 1024;

    /// <summary>The DOCX: kept once signed, a draft before.</summary>
    public async Task<byte[]> DocxAsync(MinutesEdition minutes, CancellationToken stop)
    {
        if (minutes.DocxHash is { } hash) return await ReadAsync(minutes.AskingId, hash, stop);
        return OfficialDocx.Write(await DocumentAsync(minutes, stop));
    }

    /// <summary>Writes the signed paper and keeps it for ever. The caller saves.</summary>
    public async Task KeepAsync(MinutesEdition minutes, CancellationToken stop) =>
        minutes.DocxHash ??= (await files.PutAsync(minutes.AskingId, new MemoryStream(OfficialDocx.Write(await DocumentAsync(minutes, stop))), MostBytes, stop)).Hash;

    /// <summary>The PDF: kept with its first making once signed.</summary>
    public async Task<byte[]> PdfAsync(MinutesEdition minutes, CancellationToken stop)
    {
        if (minutes.PdfHash is { } hash) return await ReadAsync(minutes.AskingId, hash, stop);
        var pdf = await PdfOfAsync(await DocxAsync(minutes, stop), stop);
        if (minutes.DocxHash is null) return pdf;
        try
        {
            pdf = await signing.SealAsync(await HolderAsync(minutes, stop), "BB", minutes.Number, pdf, stop);
        }
        catch (Refusal refusal)
        {
            // Read today without the seal, and kept only once it can be sealed.
            log.LogWarning(refusal, "Minutes '{Number}' could not be sealed.", minutes.Number);
            return pdf;
        }
        minutes.PdfHash = (await files.PutAsync(minutes.AskingId, new MemoryStream(pdf), MostBytes, stop)).Hash;
        try
        {
            await store.SaveChangesAsync(stop);
        }
        catch (Refusal refusal) when (refusal.Code == "stale")
        {
            // Somebody else kept the same paper at the same moment.
        }
        return pdf;
    }

    /// <summary>Any DOCX of ours as PDF.</summary>
    public async Task<byte[]> PdfOfAsync(byte[] docx, CancellationToken stop)
    {
        if (!converter.Available) throw Missing();
        try
        {
            return await converter.ConvertAsync(docx, stop);
        }
        catch (PdfUnavailable)
        {
            throw Missing();
        }
        catch (PdfError problem)
        {
            log.LogError(problem, "Minutes could not be turned into PDF.");
            throw new Refusal(RefusalKind.Unavailable, "Chưa tạo được PDF: chương trình LibreOffice không trả kết quả. Xin thử lại sau; bản DOCX vẫn tải về được.")
            { Code = "pdf-failed" };
        }
    }

    async Task<byte[]> ReadAsync(Guid organisation, string hash, CancellationToken stop)
    {
        await using var content = await files.OpenAsync(organisation, hash, stop);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, stop);
        return copy.ToArray();
    }

    async Task<OfficialDocument> DocumentAsync(MinutesEdition minutes, CancellationToken stop)
    {
        var members = await store.Members.AsNoTracking().Where(m => m.MinutesId == minutes.Id).OrderBy(m => m.Ordinal).ToListAsync(stop);
        var views = await store.Views.AsNoTracking().Where(v => v.MinutesId == minutes.Id).OrderBy(v => v.Ordinal).ToListAsync(stop);
        var signatures = await store.Signatures.AsNoTracking().Where(s => s.MinutesId == minutes.Id).ToListAsync(stop);
        var replaced = minutes.ReplacesId is { } old ? await store.Minutes.IgnoreQueryFilters(["org"]).AsNoTracking().SingleOrDefaultAsync(m => m.Id == old, stop) : null;
        var above = await organisations.AboveAsync(await HolderAsync(minutes, stop), stop);
        var names = await organisations.NamesAsync(members.Select(m => m.FacilityId).Concat(views.Select(v => v.FacilityId)).OfType<Guid>().Append(minutes.AskingId)
            .Append(minutes.AnsweringId).Distinct(),
            Say.DayOf(minutes.HeldTo), stop);
        return MinutesDocument.Of(minutes, replaced, members, views, signatures, names, above, Verify(minutes.Code));
    }

    // Whose paper it is.
    async Task<Guid> HolderAsync(MinutesEdition minutes, CancellationToken stop) => minutes.SessionId is { } id
        ? await store.Sessions.IgnoreQueryFilters(["org"]).AsNoTracking().Where(s => s.Id == id).Select(s => s.OrganisationId).SingleAsync(stop) : minutes.AnsweringId;

    /// <summary>Where anybody can check them.</summary>
    public string Verify(string code) => rules.PublicUrl.TrimEnd('/') + "/verify/minutes/" + code;

    /// <summary>A QR code as PNG.</summary>
    public static byte[] Picture(string address)
    {
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        return new PngByteQRCode(code).GetGraphic(6);
    }

    static Refusal Missing() => new(RefusalKind.Unavailable,
        "Máy chủ chưa có LibreOffice nên chưa tạo được PDF. Xin báo quản trị viên cài các gói Debian libreoffice-writer-nogui và fonts-liberation2; bản DOCX vẫn tải về được.")
    { Code = "pdf-unavailable" };
}
