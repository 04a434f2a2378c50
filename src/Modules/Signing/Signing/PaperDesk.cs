using LienY.Contracts;
using LienY.Kernel;
using LienY.Signatures;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Signing;

/// <summary>What is asked of the list of papers.</summary>
sealed record PaperAsk(PaperState? State, Guid? Organisation, string Text)
{
    public static PaperAsk Of(HttpRequest request) => new(Enum.TryParse<PaperState>(request.Query["state"], out var state) && Enum.IsDefined(state) ? state : null,
        KeyRoutes.Id(request, "org"), request.Query["q"].ToString() is { Length: <= 200 } q ? q : "");

    public string Query => $"state={State}&org={Organisation}&q={Uri.EscapeDataString(Text)}";
}

sealed record PapersView(PaperAsk Asked, IReadOnlyList<SignPaper> Rows, IReadOnlyDictionary<Guid, string> Names, IReadOnlyList<(string, string)> Organisations,
    ChoicesView Choices);

sealed record PaperView(SignPaper Paper, string Organisation, IReadOnlyList<SignatureReport> Signatures, IReadOnlyList<SigningKey> Keys, string? WhyNot,
    ProofWays? Ways, bool MaySign);

/// <summary>Papers that people put here to be signed, with a key of the house or outside with a token.</summary>
sealed class PaperDesk(SigningStore store, IFiles files, ISigning signing, Powers powers, TrustShelf shelf, SigningLists lists, IOrganisations organisations,
    IProof proof, Outside outside, Caller caller, TrailBook trail)
{
    /// <summary>Bytes of the largest paper.</summary>
    public const int MostBytes = 32 << 20;

    /// <summary>The list, newest first.</summary>
    public async Task<PapersView> ListAsync(PaperAsk ask, CancellationToken stop)
    {
        var all = store.Papers.AsNoTracking();
        var places = await all.Select(p => p.OrganisationId).Distinct().ToListAsync(stop);
        if (ask.State is { } state) all = all.Where(p => p.State == state);
        if (ask.Organisation is { } organisation) all = all.Where(p => p.OrganisationId == organisation);
        foreach (var word in Fold.Of(ask.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries)) all = all.Where(p => p.Folded.Contains(word));
        var names = await organisations.NamesAsync(places, null, stop);
        return new(ask, await all.OrderByDescending(p => p.ChangedAt).Take(500).ToListAsync(stop), names, [.. names.Select(n => (n.Key.ToString(),
            n.Value)).OrderBy(n => n.Value)],
            await lists.ChoicesAsync(null, SigningRights.Sign, stop));
    }

    /// <summary>Puts a PDF here to be signed.</summary>
    public async Task<Guid> AddAsync(Guid organisation, string type, string number, string title, byte[] pdf, CancellationToken stop)
    {
        MustHold(organisation);
        if (!PdfCheck.Is(pdf)) throw new Refusal(RefusalKind.Invalid, "Chỉ ký được tệp PDF ở đây. Xin xuất văn bản ra PDF rồi tải lên.") { Field = "file" };
        if (type.Length > 0 && !Powers.Types.Contains(type)) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "type" };
        var report = PdfCheck.Run(pdf, await shelf.OfAsync(organisation, stop));
        if (report.Fault is { } fault) throw new Refusal(RefusalKind.Invalid, Findings.Of(fault)) { Field = "file", Code = "signing-file" };
        var (kept, now) = (await files.PutAsync(organisation, new MemoryStream(pdf), MostBytes, stop), store.Clock.GetUtcNow());
        var paper = new SignPaper
        {
            OrganisationId = organisation,
            Type = type,
            Number = number,
            Title = title,
            Folded = Fold.Of(title + " " + number),
            FileHash = kept.Hash,
            Size = kept.Size,
            Signatures = report.Signatures.Count,
            AskedAt = now,
            AskedById = caller.UserId,
            AskedBy = caller.Name,
            ChangedAt = now,
            ChangedBy = caller.Name,
        };
        store.Papers.Add(paper);
        await store.SaveChangesAsync(stop);
        return paper.Id;
    }

    void MustHold(Guid organisation)
    {
        if (!caller.Holds(SigningRights.Sign, organisation)) throw Refusal.Forbidden("Chỉ người của chính đơn vị ban hành mới ký được văn bản này.");
    }

    /// <summary>A paper with its bytes as they are now.</summary>
    public async Task<(SignPaper Paper, byte[] Pdf)> FileAsync(Guid id, CancellationToken stop)
    {
        if (await store.Papers.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, stop) is not { } paper)
        {
            // Of somebody else: missing for them, and that they asked for it stays in the trail.
            if (await store.Papers.IgnoreQueryFilters(["org"]).AnyAsync(p => p.Id == id, stop))
                await trail.WriteAsync(caller, "signing_paper.read", "signing_paper", id.ToString(), "refused", null, stop);
            throw Refusal.Missing("Không tìm thấy văn bản này.");
        }
        return (paper, await BytesAsync(paper.OrganisationId, paper.Newest, stop));
    }

    async Task<byte[]> BytesAsync(Guid organisation, string hash, CancellationToken stop)
    {
        await using var content = await files.OpenAsync(organisation, hash, stop);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, stop);
        return copy.ToArray();
    }

    /// <summary>The page of a paper.</summary>
    public async Task<PaperView> ShowAsync(Guid id, CancellationToken stop)
    {
        var (paper, pdf) = await FileAsync(id, stop);
        var report = FileCheck.Run(pdf, await shelf.OfAsync(paper.OrganisationId, stop));
        var may = paper.State != PaperState.Dropped && caller.Holds(SigningRights.Sign, paper.OrganisationId);
        var keys = may ? await signing.KeysAsync(paper.OrganisationId, paper.Type, stop) : [];
        string? why = null;
        if (may && !keys.Any(k => k.Kind == "person") && caller.UserId is { } me)
        {
            try
            {
                await powers.MustAsync(paper.OrganisationId, me, paper.Type, store.Clock.Today(), stop);
            }
            catch (Refusal refusal)
            {
                why = lists.Say(refusal);
            }
        }
        return new(paper, (await organisations.FindAsync(paper.OrganisationId, null, stop))?.Name ?? "", report.Signatures, keys, why, may
            ? await WaysAsync(stop) : null, may);
    }

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

    /// <summary>Signs with a key of the house. The caller has judged the person's proof.</summary>
    public async Task SignAsync(Guid id, int version, Guid key, string reason, SignatureSpot? spot, CancellationToken stop)
    {
        var paper = await OwnAsync(id, stop);
        store.Expect(paper, version);
        var pdf = await BytesAsync(paper.OrganisationId, paper.Newest, stop);
        var signed = await signing.SignPdfAsync(new(paper.OrganisationId, key, paper.Type, reason, "") { Number = paper.Number, Spot = spot }, pdf, stop);
        await KeepAsync(paper, signed, stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes a file signed outside, as <see cref="Outside"/> judges it.</summary>
    public async Task ReturnAsync(Guid id, int version, byte[] signed, CancellationToken stop)
    {
        var paper = await OwnAsync(id, stop);
        store.Expect(paper, version);
        var pdf = await BytesAsync(paper.OrganisationId, paper.Newest, stop);
        await outside.JudgeAsync(new(paper.OrganisationId, Guid.Empty, paper.Type, "", "") { Number = paper.Number }, pdf, signed, stop);
        await KeepAsync(paper, signed, stop);
        await store.SaveChangesAsync(stop);
    }

    async Task KeepAsync(SignPaper paper, byte[] signed, CancellationToken stop) =>
        paper.Sign((await files.PutAsync(paper.OrganisationId, new MemoryStream(signed), MostBytes + (1 << 20), stop)).Hash, store.Clock.GetUtcNow(), caller.Name);

    async Task<SignPaper> OwnAsync(Guid id, CancellationToken stop)
    {
        var paper = await store.Papers.SingleOrDefaultAsync(p => p.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy văn bản này.");
        MustHold(paper.OrganisationId);
        return paper;
    }

    /// <summary>Takes a paper back that nobody signed.</summary>
    public async Task DropAsync(Guid id, int version, CancellationToken stop)
    {
        var paper = await OwnAsync(id, stop);
        store.Expect(paper, version).Drop(store.Clock.GetUtcNow(), caller.Name);
        await store.SaveChangesAsync(stop);
    }
}

/// <summary>Words about papers.</summary>
static class PaperWords
{
    /// <summary>A state in words.</summary>
    public static string State(PaperState state) => state switch
    {
        PaperState.Waiting => Words.Key("Chờ ký"),
        PaperState.Signed => Words.Key("Đã ký"),
        _ =>
        Words.Key("Đã rút lại")
    };

    /// <summary>Colour of its badge.</summary>
    public static string Colour(PaperState state) => state switch { PaperState.Waiting => "warn", PaperState.Signed => "ok", _ => "none" };
}
