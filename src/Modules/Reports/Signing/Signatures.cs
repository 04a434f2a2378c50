using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LienY.Reports;

/// <summary>A paper to be signed: whose, of which type, its present PDF, the names under which it is signed, in the order of their signing.</summary>
sealed record SignedSubject(Guid Id, Guid OrganisationId, string Type, string Place, string PdfHash, string Number, IReadOnlyList<string> Signers);

/// <summary>What the page of a paper shows about its signatures.</summary>
/// <param name="Found">What a check of the present file finds, one line a signature.</param>
/// <param name="Made">Who signed here, when.</param>
/// <param name="Keys">Keys with which the caller may sign now.</param>
/// <param name="Ways">How the caller can show who they are; null where they may not sign.</param>
sealed record SignatureState(IReadOnlyList<SignatureFinding> Found, IReadOnlyList<PaperSignature> Made, IReadOnlyList<SigningKey> Keys, ProofWays? Ways)
{
    /// <summary>Nothing is signed and nothing can be.</summary>
    public static readonly SignatureState None = new([], [], [], null);
}

/// <summary>
/// Signing of issued PDFs by the keys of the house, and taking in files signed elsewhere. Every signature is added to the file that was kept before it.
/// </summary>
sealed class Signatures(ReportsStore store, Shelf shelf, PdfPages pages, IEnumerable<ISigning> signing, IProof proof, Caller caller, TimeProvider clock,
    ILogger<Signatures> log)
{
    /// <summary>What is signed, and what the caller may do.</summary>
    public async Task<SignatureState> StateAsync(SignedSubject subject, bool maySign, CancellationToken stop)
    {
        if (signing.FirstOrDefault() is not { } pens) return SignatureState.None;
        var made = await store.Signatures.AsNoTracking().Where(s => s.SubjectId == subject.Id).OrderBy(s => s.At).ToListAsync(stop);
        var found = made.Count == 0 ? [] : await pens.CheckAsync(await shelf.ReadAsync(subject.OrganisationId, subject.PdfHash, stop), stop);
        var keys = maySign ? await pens.KeysAsync(subject.OrganisationId, subject.Type, stop) : [];
        return new(found, made, keys, maySign ? await proof.WaysAsync(stop) : null);
    }

    /// <summary>
    /// Signs with a key; the caller has just shown anew who they are by <paramref name="means"/>. Gives the SHA-256 of the signed file; saving is the caller's.
    /// </summary>
    public async Task<string> SignAsync(SignedSubject subject, Guid key, string reason, string means, CancellationToken stop)
    {
        var pens = signing.FirstOrDefault() ?? throw Refusal.Unavailable("Máy chủ này chưa có phần ký số. Xin ký tay hoặc tải lên bản đã ký bằng phần mềm khác.");
        var chosen = (await pens.KeysAsync(subject.OrganisationId, subject.Type, stop)).FirstOrDefault(k => k.Id == key)
            ?? throw new Refusal(RefusalKind.Forbidden,
                "Khóa ký này không dùng được cho văn bản này. Xin chọn khóa khác, hoặc liên hệ quản trị viên để được cấp khóa.")
            { Field = "key" };
        var pdf = await shelf.ReadAsync(subject.OrganisationId, subject.PdfHash, stop);
        var signed = await pens.SignPdfAsync(await AskAsync(subject, chosen, reason, pdf, stop), pdf, stop);
        var hash = await shelf.PutAsync(subject.OrganisationId, signed, stop);
        store.Signatures.Add(Of(subject, means, chosen.Label, chosen.Kind, hash));
        return hash;
    }

    /// <summary>What a signature with a key says, and where it shows: above the name of the signer whose turn it is, the seal with the first of them.</summary>
    public async Task<SignatureAsk> AskAsync(SignedSubject subject, SigningKey key, string reason, byte[] pdf, CancellationToken stop)
    {
        var before = key.Kind == "seal" ? 0 : await store.Signatures.CountAsync(s => s.SubjectId == subject.Id && s.Kind == "person", stop);
        return new(subject.OrganisationId, key.Id, subject.Type, reason, subject.Place)
        {
            Number = subject.Number,
            Spot = before < subject.Signers.Count ? await SpotAsync(pdf, subject.Signers[before], stop) : null,
        };
    }

    async Task<SignatureSpot?> SpotAsync(byte[] pdf, string signer, CancellationToken stop)
    {
        try
        {
            return SigningRoom.Of(await pages.WordsAsync(pdf, stop), signer);
        }
        catch (PdfError problem)
        {
            // The signature is as good without its picture.
            log.LogWarning("The room of the signature was not found: {Problem}", problem.Message);
            return null;
        }
    }

    /// <summary>
    /// Takes in a file signed elsewhere: it must begin with the very PDF that was issued, and every signature must be whole and of somebody who may sign it. Saving
    /// is the caller's.
    /// </summary>
    public async Task<string> TakeAsync(SignedSubject subject, byte[] file, CancellationToken stop)
    {
        var pens = signing.FirstOrDefault() ?? throw Refusal.Unavailable("Máy chủ này chưa có phần ký số nên chưa kiểm tra được chữ ký trong tệp.");
        var pdf = await shelf.ReadAsync(subject.OrganisationId, subject.PdfHash, stop);
        if (!file.AsSpan().StartsWith(pdf))
            throw new Refusal(RefusalKind.Invalid,
                "Tệp này không phải bản PDF đã phát hành được ký thêm. Xin tải bản PDF ở trang này về, ký, rồi tải lên lại đúng tệp đó.")
            { Field = "file", Code = "other-file" };
        var found = await pens.TakeAsync(new(subject.OrganisationId, Guid.Empty, subject.Type, "", subject.Place) { Number = subject.Number }, pdf, file, stop);
        var hash = await shelf.PutAsync(subject.OrganisationId, file, stop);
        store.Signatures.Add(Of(subject, "", found[^1].Signer, "file", hash));
        return hash;
    }

    PaperSignature Of(SignedSubject subject, string means, string label, string kind, string after) => new()
    {
        SubjectId = subject.Id,
        OrganisationId = subject.OrganisationId,
        At = clock.GetUtcNow(),
        UserId = caller.UserId,
        UserName = caller.Name,
        Means = means,
        KeyLabel = label,
        Kind = kind,
        HashBefore = subject.PdfHash,
        HashAfter = after,
    };
}

/// <summary>Words and colours of what a check of a signature found.</summary>
static class SignatureWords
{
    /// <summary>Word of a state, a Vietnamese key.</summary>
    public static string Word(string state) => state switch
    {
        "valid" => Words.Key("hợp lệ"),
        "broken" => Words.Key("không còn nguyên vẹn"),
        "expired" => Words.Key("chứng thư hết hạn"),
        "revoked" => Words.Key("chứng thư bị thu hồi"),
        _ => Words.Key("chưa rõ nguồn chứng thư"),
    };

    /// <summary>Kind (colour and sign).</summary>
    public static string Kind(string state) => state switch { "valid" => "ok", "unknown" => "warn", _ => "bad" };
}
