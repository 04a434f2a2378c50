using LienY.Contracts;
using LienY.Kernel;
using LienY.Signatures;
using Microsoft.EntityFrameworkCore;

namespace LienY.Signing;

/// <summary>
/// Judges papers that were signed outside, with a token: their beginning must be our paper byte by byte, and every signature added must be good and of somebody with
/// the power.
/// </summary>
sealed class Outside(SigningStore store, TrustShelf shelf, SigningLists lists, IOrganisations organisations, Caller caller)
{
    /// <summary>The signatures that were added, each noted; the caller saves.</summary>
    public async Task<IReadOnlyList<SignatureReport>> JudgeAsync(SignatureAsk ask, byte[] pdf, byte[] signed, CancellationToken stop)
    {
        Refusal No(string text, params object[] args) => new(RefusalKind.Invalid, text, args) { Field = "file", Code = "signing-outside" };
        if (!PdfCheck.Continues(signed, pdf))
            throw No(Words.Key("Tệp tải lên không phải là văn bản này có thêm chữ ký. Xin tải đúng tệp ở trang này về, ký mà không in lại hoặc sửa, rồi tải lên."));
        var report = FileCheck.Run(signed, await shelf.OfAsync(ask.OrganisationId, stop));
        var added = report.Signatures.Where(s => s.Revision > pdf.Length).ToList();
        if (report.Fault is not null || added.Count == 0 || !added[^1].WholeFile) throw No(Words.Key("Tệp tải lên chưa có chữ ký số mới phủ toàn bộ văn bản."));
        if (report.Signatures.FirstOrDefault(s => s.Verdict != Verdict.Valid) is { } bad && (added.Contains(bad) || bad.Verdict == Verdict.Broken))
            throw No(Words.Key("Chữ ký của “{0}” chưa được nhận: {1}"), bad.Signer?.Name ?? "–", lists.Text(Findings.Of(bad)[0]));
        await MustMayAsync(ask, added, stop);
        foreach (var one in added)
            await Signer.NoteAsync(store, caller, ask.OrganisationId, null, "outside", one.Signer!.Name, ask with { Reason = one.Reason }, "pdf", pdf, signed,
                isAutomatic: false, stop);
        return added;
    }

    // Somebody's token signs for the organisation only where that person has the power; the organisation's own name on it is its seal.
    async Task MustMayAsync(SignatureAsk ask, List<SignatureReport> added, CancellationToken stop)
    {
        var today = store.Clock.Today();
        var may = (await store.Powers.IgnoreQueryFilters(["org"]).AsNoTracking().Where(p => p.OrganisationId == ask.OrganisationId).ToListAsync(stop))
            .Where(p => p.IsOn(today) && p.Covers(ask.Type)).Select(p => p.Person).Distinct().ToList();
        var own = (await organisations.FindAsync(ask.OrganisationId, null, stop))?.Name ?? "";
        foreach (var name in added.Select(s => s.Signer!.Name))
        {
            if (may.Append(own).Any(m => Same(m, name))) continue;
            throw new Refusal(RefusalKind.Forbidden, "Chứng thư mang tên “{0}” không thuộc người có thẩm quyền ký loại văn bản này. Người có thẩm quyền: {1}.", name,
                may.Count > 0 ? string.Join(", ", may) : "–")
            { Field = "file", Code = "signing-power" };
        }
    }

    static bool Same(string a, string b) => Plain(a) == Plain(b);

    static string Plain(string name) => Fold.Of(name.Replace("(mẫu)", "", StringComparison.Ordinal)).Trim();
}
