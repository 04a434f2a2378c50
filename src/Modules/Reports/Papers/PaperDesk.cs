using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>What is typed about a paper.</summary>
sealed record PaperInput(string Subject, string Addressees, string Bases, string Body, string Symbol, string Place, string SignerName, string SignerPosition,
    string SignerAuthority, string Recipients,
    string Archive, Guid? PlanId, IReadOnlyDictionary<string, string> Extra);

/// <summary>Everything the page of one paper shows.</summary>
sealed record PaperView(OfficePaper Paper, PaperType Type, string Organisation, IReadOnlyDictionary<string, string> Extra, ChainState Chain, SignatureState Signed,
    IReadOnlyList<(Guid Id, string Title)> Plans,
    bool MayWrite, bool MayIssue, int NextNumber, DateOnly Today)
{
    /// <summary>The page shows fields to fill in.</summary>
    public bool IsEditing => MayWrite && Paper.State == PaperState.Draft;
}

/// <summary>Composing, presenting, numbering and issuing papers.</summary>
sealed class PaperDesk(ReportsStore store, Shelf shelf, Pdfs pdfs, Chains chains, Signatures signatures, IOrganisations organisations, IPlans plans,
    IEnumerable<IRegisters> registers, Caller caller, TimeProvider clock)
{
    /// <summary>The page of a paper.</summary>
    public async Task<PaperView> LoadAsync(Guid id, CancellationToken stop)
    {
        var paper = await store.PaperAsync(id, stop);
        var mayIssue = caller.May(PapersRights.Issue, paper.OrganisationId);
        return new(paper, PaperTypes.Find(paper.Type), (await organisations.FindAsync(paper.OrganisationId, null, stop))?.Name ?? "–", PaperDocument.Extra(paper),
            await ChainState.LoadAsync(chains, id, paper.OrganisationId, paper.Type, stop),
            Subject(paper) is { } subject && paper.State == PaperState.Issued ? await signatures.StateAsync(subject, mayIssue, stop) : SignatureState.None,
            [.. (await plans.ListAsync(stop)).Select(p => (p.Id, p.Title))], caller.May(PapersRights.Write, paper.OrganisationId),
            mayIssue && paper.State == PaperState.Approved,
            paper.State == PaperState.Approved ? await NextAsync(paper, clock.Today().Year, stop) : 0, clock.Today());
    }

    /// <summary>Begins a paper.</summary>
    public async Task<Guid> BeginAsync(Guid organisation, string type, string subject, Guid? plan, CancellationToken stop)
    {
        caller.Must(PapersRights.Write, organisation);
        var head = Letterhead.Of(await organisations.AboveAsync(organisation, stop));
        var symbol = head.Symbol["BC-".Length..];
        var paper = new OfficePaper
        {
            OrganisationId = organisation,
            PlanId = plan,
            Type = PaperTypes.Find(type).Code,
            Subject = subject,
            Folded = Fold.Of(subject),
            Symbol = type == "CV" ? symbol + "-VP" : $"{type}-{symbol}",
            Place = head.Place,
            SignerPosition = "Giám đốc",
            MadeBy = caller.UserId,
            MadeByName = caller.Name,
            MadeAt = clock.GetUtcNow(),
        };
        store.Papers.Add(paper);
        await store.SaveChangesAsync(stop);
        return paper.Id;
    }

    /// <summary>Keeps what was typed; saving is the caller's.</summary>
    public async Task<OfficePaper> WriteAsync(Guid id, int version, PaperInput input, CancellationToken stop)
    {
        var paper = await store.PaperAsync(id, stop);
        caller.Must(PapersRights.Write, paper.OrganisationId);
        paper.MustBeDraft();
        store.Expect(paper, version);
        if (input.PlanId is { } plan) await plans.FindAsync(plan, stop);
        (paper.Subject, paper.Addressees, paper.Bases, paper.Body, paper.Symbol, paper.Place) = (input.Subject, input.Addressees, input.Bases, input.Body,
            input.Symbol, input.Place);
        (paper.SignerName, paper.SignerPosition, paper.SignerAuthority, paper.Recipients, paper.Archive) = (input.SignerName, input.SignerPosition,
            input.SignerAuthority, input.Recipients, input.Archive);
        (paper.PlanId, paper.Extra, paper.Folded) = (input.PlanId, JsonSerializer.Serialize(input.Extra), Fold.Of(input.Subject));
        return paper;
    }

    /// <summary>Saves what <see cref="WriteAsync"/> has prepared.</summary>
    public Task<int> DoneAsync(CancellationToken stop) => store.SaveChangesAsync(stop);

    /// <summary>Presents a written draft to its chain of approval; one without a chain is approved by whoever may issue. True where it went into a chain.</summary>
    public async Task<bool> PresentAsync(OfficePaper paper, CancellationToken stop)
    {
        MustBeWhole(paper);
        paper.ReturnReason = null;
        var goes = await chains.BeginAsync(new("paper", paper.Id, paper.OrganisationId, paper.Type, paper.Subject, "/papers/" + paper.Id), stop);
        paper.State = goes ? PaperState.Presented : PaperState.Approved;
        await store.SaveChangesAsync(stop);
        return goes;
    }

    /// <summary>Takes a presented or approved paper back to be changed.</summary>
    public async Task TakeBackAsync(Guid id, int version, CancellationToken stop)
    {
        var paper = await store.PaperAsync(id, stop);
        caller.Must(PapersRights.Write, paper.OrganisationId);
        store.Expect(paper, version);
        if (paper.State is not (PaperState.Presented or PaperState.Approved)) throw Refusal.Conflict("Văn bản đang ở trạng thái “{0}” nên không rút lại được.",
            PaperWords.Word(paper.State));
        await chains.WithdrawAsync(id, stop);
        paper.State = PaperState.Draft;
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Gives number and day, keeps DOCX and PDF; false when the PDF could not be made.</summary>
    public async Task<bool> IssueAsync(Guid id, int version, int? wanted, DateOnly day, CancellationToken stop)
    {
        var paper = await store.PaperAsync(id, stop);
        caller.Must(PapersRights.Issue, paper.OrganisationId);
        store.Expect(paper, version);
        if (paper.State != PaperState.Approved) throw Refusal.Conflict("Văn bản đang ở trạng thái “{0}”; chỉ phát hành được văn bản đã duyệt.",
            PaperWords.Word(paper.State));
        (paper.Number, paper.NumberYear, paper.IssuedOn, paper.State) = (await NumberAsync(paper, wanted, day, stop), day.Year, day, PaperState.Issued);
        paper.Folded = Fold.Of($"{paper.Subject} {paper.NumberText}");
        var dossier = await DossierAsync(paper, stop);
        var docx = dossier.Write();
        var pdf = await pdfs.TryAsync(docx, stop);
        paper.DossierHash = await shelf.PutAsync(paper.OrganisationId, dossier.ToBytes(), stop);
        paper.DocxHash = await shelf.PutAsync(paper.OrganisationId, docx, stop);
        paper.PdfHash = pdf is null ? null : await shelf.PutAsync(paper.OrganisationId, pdf, stop);
        store.Report(new Fact
        {
            Kind = "paper.issued",
            UnitId = paper.OrganisationId,
            OccurredOn = day,
            Value = 1,
            Module = "reports",
            SourceId = "paper/" + paper.Id,
            PlanId = paper.PlanId,
            Dims = Fact.DimsOf(("type", paper.Type)),
        });
        await store.SaveChangesAsync(stop);
        return pdf is not null;
    }

    /// <summary>The paper as DOCX: the kept file once issued, a draft before.</summary>
    public async Task<byte[]> DocxAsync(OfficePaper paper, CancellationToken stop) => paper.DocxHash is { } hash ? await shelf.ReadAsync(paper.OrganisationId, hash, stop)
        : (await DossierAsync(paper, stop)).Write();

    async Task<PaperDossier> DossierAsync(OfficePaper paper, CancellationToken stop) =>
        PaperDossier.Of(paper, Letterhead.Of(await organisations.AboveAsync(paper.OrganisationId, stop)), clock.Today().Year);

    /// <summary>The paper as PDF: with its signatures once signed; made and kept now where it could not be made at issuing.</summary>
    public async Task<byte[]> PdfAsync(OfficePaper paper, CancellationToken stop)
    {
        if ((paper.SignedHash ?? paper.PdfHash) is { } hash) return await shelf.ReadAsync(paper.OrganisationId, hash, stop);
        var pdf = await pdfs.MakeAsync(await DocxAsync(paper, stop), stop);
        if (paper.State != PaperState.Issued) return pdf;
        paper.PdfHash = await shelf.PutAsync(paper.OrganisationId, pdf, stop);
        await store.SaveChangesAsync(stop);
        return pdf;
    }

    /// <summary>What is signed; null while there is no PDF.</summary>
    public static SignedSubject? Subject(OfficePaper paper) => (paper.SignedHash ?? paper.PdfHash) is { } hash
        ? new(paper.Id, paper.OrganisationId, RegisterType(paper), paper.Place, hash, paper.NumberText, PaperDocument.Signers(paper)) : null;

    static void MustBeWhole(OfficePaper paper)
    {
        var extra = PaperDocument.Extra(paper);
        foreach (var field in PaperTypes.Find(paper.Type).Fields.Where(f => f.IsNeeded && extra.GetValueOrDefault(f.Name, "").Length == 0))
            throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = "x-" + field.Name };
        if (PaperTypes.Find(paper.Type).IsAddressed && paper.Addressees.Length == 0)
            throw new Refusal(RefusalKind.Invalid, "Xin ghi nơi kính gửi.") { Field = "addressees" };
        if (paper.Body.Length == 0 && PaperTypes.Find(paper.Type).Fields.Count < 2)
            throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung văn bản.") { Field = "body" };
        if (paper.SignerName.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin nhập họ tên người ký.") { Field = "signer" };
    }

    static string RegisterType(OfficePaper paper) => paper.Type == "CV" ? "" : paper.Type;

    async Task<int> NextAsync(OfficePaper paper, int year, CancellationToken stop) => registers.FirstOrDefault() is { } book
        ? await book.NextAsync(paper.OrganisationId, RegisterType(paper), year, stop)
        : (await store.Papers.IgnoreQueryFilters(["org"]).Where(p => p.OrganisationId == paper.OrganisationId && p.Type == paper.Type && p.NumberYear == year)
            .MaxAsync(p => p.Number, stop) ?? 0) + 1;

    async Task<int> NumberAsync(OfficePaper paper, int? wanted, DateOnly day, CancellationToken stop) => registers.FirstOrDefault() is { } book
        ? (await book.EnterAsync(new("paper/" + paper.Id, paper.OrganisationId, RegisterType(paper), paper.Symbol, paper.Subject, day,
            $"{paper.SignerPosition} {paper.SignerName}".Trim(), paper.Recipients, wanted,
            "/papers/" + paper.Id, paper.PlanId), stop)).Number
        : wanted ?? await NextAsync(paper, day.Year, stop);
}
