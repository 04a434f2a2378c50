using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>A page of the register of outgoing papers.</summary>
sealed record OutgoingView(PapersAsk Asked, IReadOnlyList<Outgoing> Rows, int Pages, IReadOnlyList<(Guid Id, string Name)> Desks, bool MayRegister);

/// <summary>Everything on the page of an outgoing paper.</summary>
sealed record OutgoingPaperView(Outgoing Paper, string Organisation, IReadOnlyList<PaperFile> Files, IReadOnlyList<PaperStep> Steps,
    IReadOnlyList<ExchangeMessage> Messages, Incoming? Answered,
    IReadOnlyList<(string Code, string Name)> Receivers, AxisChoice Axis, bool OnAxis, bool MayRegister, DateOnly Today)
{
    /// <summary>Keys by which the reader may sign messages.</summary>
    public IReadOnlyList<SigningKey> Keys { get; init; } = [];

    /// <summary>The reader proves who they are by a code beside the password.</summary>
    public bool AsksCode { get; init; }
}

/// <summary>What the form of an outgoing paper shows.</summary>
sealed record OutgoingFormView(Outgoing? Paper, OutgoingInput Input, Guid Organisation, IReadOnlyList<(Guid Id, string Name)> Desks, string Symbol, bool OneBook,
    IReadOnlyList<(string Book, int Next)> Next, Incoming? Answered, IReadOnlyList<(string Value, string Label)> Plans, DateOnly Today);

/// <summary>Lists and pages of outgoing papers.</summary>
sealed class OutgoingListing(DocumentsStore store, PaperBook book, Desks desks, PaperIndex index, RegisterSettings settings, Axes axes, Keeping keeping,
    IOrganisations organisations, IPlans plans, IEnumerable<ISigning> signing, IProof proof, TimeProvider clock)
{
    /// <summary>A page of the register.</summary>
    public async Task<OutgoingView> ListAsync(PapersAsk ask, CancellationToken stop)
    {
        var organisation = await desks.ChosenAsync(DocumentsRights.See, ask.Organisation, stop);
        ask = ask with { Organisation = organisation };
        var rows = await RowsAsync(ask, organisation, stop);
        var total = await rows.CountAsync(stop);
        var whole = await desks.OfAsync(DocumentsRights.See, stop);
        var names = await organisations.NamesAsync(whole, null, stop);
        return new(ask, await Ordered(rows).Skip((ask.Page - 1) * PapersAsk.Size).Take(PapersAsk.Size).AsNoTracking().ToListAsync(stop),
            Math.Max(1, (total + PapersAsk.Size - 1) / PapersAsk.Size), [.. whole.Select(o => (o, names.GetValueOrDefault(o, "")))],
                await desks.HoldsAsync(DocumentsRights.Register, organisation, stop));
    }

    /// <summary>Everything that is asked for, for a file.</summary>
    public async Task<IReadOnlyList<Outgoing>> AllAsync(PapersAsk ask, CancellationToken stop) =>
        await Ordered(await RowsAsync(ask, await desks.ChosenAsync(DocumentsRights.See, ask.Organisation, stop), stop)).Take(50_000).AsNoTracking().ToListAsync(stop);

    /// <summary>The page of a paper.</summary>
    public async Task<OutgoingPaperView> OneAsync(Guid id, CancellationToken stop)
    {
        var paper = await book.IssuedAsync(id, stop);
        var today = clock.Today();
        var codes = await store.Settings.AsNoTracking().Where(s => s.OrganCode != "" && s.FromDay <= today && s.OrganisationId != paper.OrganisationId)
            .Select(s => new { s.OrganisationId, s.OrganCode })
            .Distinct().ToListAsync(stop);
        var ways = await proof.WaysAsync(stop);
        var names = await organisations.NamesAsync(codes.Select(c => c.OrganisationId), null, stop);
        return new(paper, (await organisations.FindAsync(paper.OrganisationId, null, stop))?.Name ?? "", await keeping.OfAsync(id, stop),
            await store.Steps.AsNoTracking().Where(s => s.PaperId == id).OrderByDescending(s => s.At).ThenByDescending(s => s.Id).ToListAsync(stop),
            await store.Messages.AsNoTracking().Where(m => m.PaperId == id && m.Direction == Numbering.Out && m.Kind == ExchangeMessage.Paper).OrderBy(m => m.Id)
                .ToListAsync(stop),
            paper.AnswersId is { } answered ? await store.Incoming.AsNoTracking().FirstOrDefaultAsync(p => p.Id == answered, stop) : null,
            [.. codes.Select(c => (c.OrganCode, names.GetValueOrDefault(c.OrganisationId, ""))).Distinct().OrderBy(c => c.Item2, StringComparer.Create(Say.Vietnam,
                true))], await axes.ChoiceAsync(stop),
            (await settings.OnAsync(paper.OrganisationId, today, stop)).OrganCode.Length > 0, await desks.HoldsAsync(DocumentsRights.Register, paper.OrganisationId,
                stop), today)
        {
            Keys = ways.HasPassword && signing.FirstOrDefault() is { } signer ? await signer.KeysAsync(paper.OrganisationId, paper.Type, stop) : [],
            AsksCode = ways.HasCode,
        };
    }

    /// <summary>The form of a new paper, or of one that is changed.</summary>
    public async Task<OutgoingFormView> FormAsync(Guid? id, Guid? org, Guid? answers, CancellationToken stop)
    {
        var today = clock.Today();
        var paper = id is { } known ? await book.IssuedAsync(known, stop) : null;
        var organisation = paper?.OrganisationId ?? await desks.ChosenAsync(DocumentsRights.Register, org, stop);
        await desks.MustAsync(DocumentsRights.Register, organisation, stop);
        var setting = await settings.OnAsync(organisation, today, stop);
        var last = await store.Books.AsNoTracking().Where(b => b.OrganisationId == organisation && b.Direction == Numbering.Out && b.Year == today.Year)
            .OrderBy(b => b.Book).ToListAsync(stop);
        var question = (answers ?? paper?.AnswersId) is { } asked ? await store.Incoming.AsNoTracking().FirstOrDefaultAsync(p => p.Id == asked
            && p.OrganisationId == organisation, stop) : null;
        var all = await desks.OfAsync(DocumentsRights.Register, stop);
        var names = await organisations.NamesAsync(all, null, stop);
        var input = paper is { } p ? new OutgoingInput(p.Type, p.Symbol, p.Subject, p.Day, p.Signer, p.Recipients, p.Copies, p.Archive, p.Note, p.Number, p.AnswersId,
            p.PlanId)
            : new("", "", question is null ? "" : "Trả lời " + question.Code, today, "", question?.Issuer ?? "", 1, "VT", "", null, question?.Id, null);
        return new(paper, input, organisation, [.. all.Select(o => (o, names.GetValueOrDefault(o, "")))], setting.Symbol, setting.OneBook,
            [.. last.Select(b => (b.Book, b.Last + 1))], question,
            [.. (await plans.ListAsync(stop)).Take(200).Select(l => (l.Id.ToString(), l.Title))], today);
    }

    async Task<IQueryable<Outgoing>> RowsAsync(PapersAsk ask, Guid organisation, CancellationToken stop)
    {
        var rows = store.Outgoing.Where(o => o.OrganisationId == organisation);
        if (ask.Q.Length > 0)
        {
            var found = (await index.FindAsync(organisation, Numbering.Out, ask.Q, 400, stop)).Select(f => f.Paper).ToList();
            rows = rows.Where(o => found.Contains(o.Id));
        }
        if (Enum.TryParse<OutgoingState>(ask.State, out var state) && Enum.IsDefined(state)) rows = rows.Where(o => o.State == state);
        if (ask.Type.Length > 0) rows = rows.Where(o => o.Type == (ask.Type == "CV" ? "" : ask.Type));
        if (ask.Year is { } year) rows = rows.Where(o => o.Year == year);
        if (ask.From is { } from) rows = rows.Where(o => o.Day >= from);
        if (ask.To is { } to) rows = rows.Where(o => o.Day <= to);
        return rows;
    }

    static IQueryable<Outgoing> Ordered(IQueryable<Outgoing> rows) => rows.OrderByDescending(o => o.Day).ThenByDescending(o => o.Number).ThenBy(o => o.Book);
}
