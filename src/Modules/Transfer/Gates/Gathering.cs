using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>Brings together every record that the gates of a package ask for, as each stands now, for a day.</summary>
sealed class Gathering(TransferStore store, HouseQuestions questions, RootKey key, Words words)
{
    /// <summary>The evidence of a package whose parts are loaded. A record that was taken back is not there, whatever day is asked for.</summary>
    public async Task<GateEvidence> OfAsync(Package package, DateOnly day, CancellationToken stop)
    {
        var id = package.Id;
        var papers = await store.Papers.AsNoTracking().Where(p => p.PackageId == id && p.WithdrawnAt == null).ToListAsync(stop);
        var signatures = await store.Signatures.AsNoTracking().Where(s => s.PackageId == id).ToListAsync(stop);
        var survey = await store.Survey.AsNoTracking().Where(l => l.PackageId == id).ToListAsync(stop);
        var records = await store.Records.AsNoTracking().Where(r => r.PackageId == id && r.WithdrawnAt == null && r.OnDay <= day).ToListAsync(stop);
        var cases = CaseCount.Once(await CasesAsync(package, day, stop));
        return new(day)
        {
            Contract = Contract(package, papers, signatures),
            Survey = Newest(PaperKind.Survey, papers, signatures),
            Sections = survey.Select(l => l.Section).ToHashSet(),
            Orphans = [.. survey.Where(l => l.IsOrphan).Select(l => l.Text)],
            Ekips = await EkipsAsync(package, day, stop),
            Protocols = [.. records.Where(r => r.Kind == RecordKind.Protocol && r.Stands).Select(Said)],
            Equipment = [.. records.Where(r => r.Kind == RecordKind.Equipment && r.Stands).Select(Said)],
            Unaccepted = [.. records.Where(r => r.Kind == RecordKind.Equipment && !r.Stands).Select(r => r.Title)],
            Rounds = await RoundsAsync(package, cases, day, stop),
            OpenSafety = await store.Safety.AsNoTracking().Where(s => s.PackageId == id && s.ClosedOn == null && s.OnDay <= day).OrderBy(s => s.OnDay).Select(s => s.Text)
                .ToListAsync(stop),
            Progress = [.. package.Ekips.OrderBy(e => e.Ordinal).SelectMany(e => e.Members.Where(m => m.IsIn(day)).Select(m => new ProgressProof(e.Name, m.Name,
                CaseCount.OfMember(cases, e.Id, m.PractitionerId).Count, $"{package.Href()}/cases?ekip={e.Id}&person={m.PractitionerId}")))],
            Runs = [.. package.Ekips.OrderBy(e => e.Ordinal).Select(e => CaseCount.Run(cases, e.Id) is var run
                ? new RunProof(e.Name, run.Cases.Count, run.Complications, $"{package.Href()}/cases?ekip={e.Id}") : null!)],
            Decisions = await DecisionsAsync(package, day, stop),
            Council = Newest(PaperKind.Council, papers, signatures),
        };
    }

    /// <summary>Cases of the package's techniques at the receiver since both signed, up to a day.</summary>
    public Task<IReadOnlyList<PerformedCase>> CasesAsync(Package package, DateOnly day, CancellationToken stop) =>
        package.AgreedOn is { } agreed ? questions.CasesAsync(package.ReceiverId, package.Codes, agreed, day, stop) : Task.FromResult<IReadOnlyList<PerformedCase>>([]);

    ContractProof? Contract(Package package, List<Paper> papers, List<PaperSignature> signatures)
    {
        var signed = papers.Where(p => p.Kind is PaperKind.Package or PaperKind.Extension && Proof(p, signatures) is
        {
            GiverSigned: true, ReceiverSigned: true,
            IsIntact: true
        })
            .OrderBy(p => p.SealedAt).ToList();
        if (!signed.Exists(p => p.Kind == PaperKind.Package) || package.ContractFrom is not { } from) return null;
        // The last day is what was signed last, whatever stands in the row.
        return signed[^1].ContractTo is { } to ? new(signed[^1].ContractNumber, from, to, $"{package.Href()}/papers/{signed[^1].Id}") : null;
    }

    PaperProof? Newest(PaperKind kind, List<Paper> papers, List<PaperSignature> signatures) =>
        papers.Where(p => p.Kind == kind).OrderBy(p => p.Edition).LastOrDefault() is { } paper ? Proof(paper, signatures) : null;

    PaperProof Proof(Paper paper, List<PaperSignature> signatures)
    {
        bool By(PaperSide side) => signatures.Exists(s => s.PaperId == paper.Id && s.Side == side && s.Hash == paper.Hash && key.IsOurs(s.Sealed(), s.Seal));
        return new(paper.Id, words["{0} số {1}, ngày {2}", words[PackageWords.Of(paper.Kind)], paper.Edition, paper.OnDay], By(PaperSide.Giver),
            By(PaperSide.Receiver), paper.IsIntact);
    }

    static Proof Said(TransferRecord record) => new(record.Number.Length > 0 ? $"{record.Title} ({record.Number})" : record.Title, "/transfer/records/" + record.Id);

    async Task<IReadOnlyList<EkipProof>> EkipsAsync(Package package, DateOnly day, CancellationToken stop)
    {
        var people = package.Ekips.SelectMany(e => e.Members).Select(m => m.PractitionerId).Distinct().ToList();
        var certificates = (await questions.CertificatesAsync(people, stop)).Where(c => c.State == "valid" && c.On <= day && c.Techniques.Intersect(package.Codes).Any())
            .ToLookup(c => c.PractitionerId);
        return [.. package.Ekips.OrderBy(e => e.Ordinal).Select(e => new EkipProof(e.Name, [.. e.Members.Where(m => m.IsIn(day)).Select(m =>
            new SeatProof(m.Role, m.Name, certificates[m.PractitionerId].FirstOrDefault() is { } found ? new(found.Number, found.Href) : null))]))];
    }

    async Task<IReadOnlyList<RoundProof>> RoundsAsync(Package package, IReadOnlyList<PerformedCase> cases, DateOnly day, CancellationToken stop)
    {
        var rounds = await store.Rounds.AsNoTracking().Include(r => r.Experts).Where(r => r.PackageId == package.Id && r.State != RoundState.Cancelled
            && r.FromDay <= day)
            .OrderBy(r => r.Number).ToListAsync(stop);
        return [.. rounds.Select(r =>
        {
            var (guided, supported) = CaseCount.OfRound(cases, r.FromDay, r.ToDay);
            return new RoundProof(r.Number, words["Đợt {0} ({1} – {2}): hướng dẫn {3} ca, hỗ trợ {4} ca", r.Number, r.FromDay, r.ToDay, guided.Count, supported.Count],
                "/transfer/rounds/" + r.Id, r.State == RoundState.Held, r.Experts.Count, guided.Count + supported.Count);
        })];
    }

    async Task<IReadOnlyList<DecisionProof>> DecisionsAsync(Package package, DateOnly day, CancellationToken stop)
    {
        var rows = await store.FacilityTechniques.AsNoTracking().Where(f => f.PackageId == package.Id && f.FacilityId == package.ReceiverId && f.WithdrawnAt == null
            && f.DecisionNumber != "" && f.DecisionDay != null && f.DecisionDay <= day).ToListAsync(stop);
        return [.. package.Techniques.OrderBy(t => t.Ordinal).Select(t => new DecisionProof(t.Name, rows.Find(r => r.Technique == t.Technique
            && FacilityTechnique.MayDo(r.State)) is { } found ? new($"{t.Name}: {found.DecisionNumber}, {Say.Day(found.DecisionDay)}",
                $"/transfer/facilities/{package.ReceiverId}?technique={Uri.EscapeDataString(t.Technique)}") : null))];
    }
}
