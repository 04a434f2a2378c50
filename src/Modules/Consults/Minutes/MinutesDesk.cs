using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>The list of minutes.</summary>
sealed record MinutesListView(string Show, IReadOnlyList<MinutesEdition> Rows, IReadOnlyDictionary<Guid, string> Names,
    IReadOnlyDictionary<Guid, (int Signed, int Needed)> Signs, DateTimeOffset Now);

/// <summary>Minutes as their page shows them. What was said of the patient is shown only to those who may read it.</summary>
sealed record MinutesPageView(MinutesEdition Minutes, Case? Case, bool MayRead, bool MayWrite, IReadOnlyList<MinutesMember> Members, IReadOnlyList<MinutesView> Views,
    IReadOnlyList<MinutesSignature> Signatures,
    TreatingDecision? Decision, bool MayDecide, IReadOnlyDictionary<Guid, string> Names, IReadOnlyList<MinutesEdition> Editions, IReadOnlyList<string> Faults,
    MinutesMember? Mine, ProofWays? Ways, DateTimeOffset Now)
{
    /// <summary>The caller is asked to sign now.</summary>
    public bool MaySign => Mine is not null && Minutes.State == MinutesState.Signing && !Signatures.Any(s => s.MemberId == Mine.Id);
}

/// <summary>What anybody may know of minutes: nothing of the patient.</summary>
sealed record VerifyView(MinutesEdition Minutes, IReadOnlyList<string> Facilities, IReadOnlyList<MinutesSignature> Signatures, IReadOnlyList<string> Faults,
    string? Compared);

/// <summary>Loads the pages of minutes.</summary>
sealed class MinutesDesk(ConsultsStore store, CaseBook cases, Seats seats, MinutesDrafting drafting, MinutesSigning signing, IOrganisations organisations,
    IProof proof, Caller caller, TimeProvider clock)
{
    /// <summary>What may be shown.</summary>
    public static readonly (string Value, string Label)[] Shows = [("open", Words.Key("Chưa xong")), ("mine", Words.Key("Chờ tôi ký")),
        ("late", Words.Key("Quá 24 giờ")), ("all", Words.Key("Tất cả"))];

    /// <summary>Minutes as the address asks.</summary>
    public async Task<(string Show, List<MinutesEdition> Rows)> RowsAsync(HttpRequest request, CancellationToken stop)
    {
        var show = Array.Exists(Shows, s => s.Value == request.Query["show"]) ? request.Query["show"].ToString() : "open";
        var now = clock.GetUtcNow();
        var rows = store.Minutes.AsNoTracking().Where(m => m.State != MinutesState.Void);
        rows = show switch
        {
            "open" => rows.Where(m => m.State == MinutesState.Draft || m.State == MinutesState.Signing),
            "mine" => rows.Where(m => m.State == MinutesState.Signing && store.Members.Any(p => p.MinutesId == m.Id && p.MustSign && p.UserId == caller.UserId
            && !store.Signatures.Any(s => s.MemberId == p.Id))),
            "late" => rows.Where(m => (m.SignedAt == null && m.DueAt < now) || (m.SignedAt != null && m.SignedAt > m.DueAt)),
            _ => rows,
        };
        return (show, await rows.OrderByDescending(m => m.HeldTo).Take(2_000).ToListAsync(stop));
    }

    /// <summary>The list.</summary>
    public async Task<MinutesListView> ListAsync(HttpRequest request, CancellationToken stop)
    {
        var (show, rows) = await RowsAsync(request, stop);
        var shown = rows.Take(200).ToList();
        var ids = shown.ConvertAll(m => m.Id);
        var needed = (await store.Members.AsNoTracking().Where(m => ids.Contains(m.MinutesId) && m.MustSign).Select(m => m.MinutesId).ToListAsync(stop))
            .GroupBy(m => m).ToDictionary(g => g.Key, g => g.Count());
        var signed = (await store.Signatures.AsNoTracking().Where(s => ids.Contains(s.MinutesId)).Select(s => s.MinutesId).ToListAsync(stop)).GroupBy(m => m)
            .ToDictionary(g => g.Key, g => g.Count());
        return new(show, shown, await NamesAsync(shown.SelectMany(m => new[] { m.AskingId, m.AnsweringId }), stop),
            ids.ToDictionary(i => i, i => (signed.GetValueOrDefault(i), needed.GetValueOrDefault(i))), clock.GetUtcNow());
    }

    /// <summary>Names of organisations.</summary>
    public Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<Guid> ids, CancellationToken stop) => organisations.NamesAsync(ids.Distinct(), null, stop);

    /// <summary>Minutes.</summary>
    public async Task<MinutesPageView> FindAsync(Guid id, CancellationToken stop)
    {
        var minutes = await store.Minutes.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy biên bản này.");
        var members = await store.Members.AsNoTracking().Where(m => m.MinutesId == id).OrderBy(m => m.Ordinal).ToListAsync(stop);
        var views = await store.Views.AsNoTracking().Where(v => v.MinutesId == id).OrderBy(v => v.Ordinal).ToListAsync(stop);
        var mine = members.Find(m => m.UserId is not null && m.UserId == caller.UserId);
        var one = await (await cases.SeenAsync(stop)).AsNoTracking().SingleOrDefaultAsync(c => c.Id == minutes.CaseId, stop);
        var mayRead = caller.IsHouse || mine is not null || one is not null;
        if (mayRead)
        {
            store.Trace("consult.minutes.read", "consults_minutes", id.ToString());
            await store.SaveChangesAsync(stop);
        }
        var names = await NamesAsync(members.Select(m => m.FacilityId).Concat(views.Select(v => v.FacilityId)).OfType<Guid>().Append(minutes.AskingId)
            .Append(minutes.AnsweringId), stop);
        var signatures = await store.Signatures.AsNoTracking().Where(s => s.MinutesId == id).OrderBy(s => s.SignedAt).ToListAsync(stop);
        var view = new MinutesPageView(minutes, one, mayRead, await drafting.MayWriteAsync(minutes, stop), members, views, signatures,
            await store.Decisions.AsNoTracking().SingleOrDefaultAsync(d => d.MinutesId == id, stop), one is not null
            && (one.AskedById == caller.UserId || await seats.HoldsAsync(ConsultsRights.Ask, one.AskingId, stop)), names,
            await store.Minutes.AsNoTracking().Where(m => m.CaseId == minutes.CaseId).OrderBy(m => m.Edition).ToListAsync(stop),
            await signing.FaultsAsync(minutes, stop), mine, null, clock.GetUtcNow());
        return view.MaySign ? view with { Ways = await WaysAsync(stop) } : view;
    }

    // A program with a token cannot sign and still may read.
    async Task<ProofWays?> WaysAsync(CancellationToken stop)
    {
        try
        {
            return await proof.WaysAsync(stop);
        }
        catch (Refusal)
        {
            return null;
        }
    }

    /// <summary>Minutes that the caller may read as a text; refused where they may only know that there are some.</summary>
    public async Task<MinutesEdition> ReadableAsync(Guid id, CancellationToken stop)
    {
        var view = await FindAsync(id, stop);
        if (!view.MayRead) throw Refusal.Forbidden("Nội dung biên bản chỉ dành cho thành viên và hai cơ sở hội chẩn.");
        return await store.Minutes.SingleAsync(m => m.Id == id, stop);
    }

    /// <summary>What anybody may know of minutes by their code.</summary>
    public async Task<VerifyView> VerifyAsync(string code, byte[]? file, CancellationToken stop)
    {
        var minutes = code.Length > 40 ? null : await store.Minutes.IgnoreQueryFilters(["org"]).AsNoTracking()
            .SingleOrDefaultAsync(m => m.Code == code && m.SealedAt != null, stop);
        if (minutes is null) throw Refusal.Missing("Không có biên bản nào mang mã này. Xin kiểm tra lại mã QR.");
        var names = await NamesAsync([minutes.AskingId, minutes.AnsweringId], stop);
        var hash = file is null ? null : MinutesEdition.HashOf(file);
        var compared = hash is null ? null : hash == minutes.DocxHash || hash == minutes.PdfHash || hash == minutes.Hash ? "same" : "other";
        return new(minutes, [.. new[] { minutes.AskingId, minutes.AnsweringId }.Distinct().Select(f => names.GetValueOrDefault(f, ""))],
            await store.Signatures.AsNoTracking().Where(s => s.MinutesId == minutes.Id).OrderBy(s => s.SignedAt).ToListAsync(stop),
            await signing.FaultsAsync(minutes, stop), compared);
    }
}
