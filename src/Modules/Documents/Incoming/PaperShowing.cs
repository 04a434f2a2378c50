using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>Everything on the page of an incoming paper.</summary>
sealed record IncomingPaperView(Incoming Paper, string Organisation, IReadOnlyList<PaperFile> Files, IReadOnlyList<Seat> Seats, IReadOnlyList<Opinion> Opinions,
    IReadOnlyList<PaperStep> Steps,
    IReadOnlyList<Double> Doubles, ExchangeMessage? Message, IReadOnlyList<(string Value, string Label, string Group)> Choices, IReadOnlyList<(string Value,
        string Label)> Answers, Outgoing? Answer,
    bool MayRegister, bool MayRoute, bool MayHand, bool MayWork, bool MayTake, bool MayImport, DateOnly Today);

/// <summary>Gathers what a page shows.</summary>
sealed class PaperShowing(DocumentsStore store, PaperBook book, Desks desks, Entering entering, SlipChoices choices, Keeping keeping, IOrganisations organisations,
    IEnumerable<IPlanImports> imports,
    Words words, TimeProvider clock)
{
    /// <summary>An incoming paper.</summary>
    public async Task<IncomingPaperView> InAsync(Guid id, CancellationToken stop)
    {
        var paper = await book.FindAsync(id, stop);
        var (register, route) = (await desks.HoldsAsync(DocumentsRights.Register, paper.OrganisationId, stop), await desks.HoldsAsync(DocumentsRights.Route,
            paper.OrganisationId, stop));
        var mine = await book.SeatsAsync(id, stop);
        var moves = paper is { IsOpen: true, Frozen: false };
        var hand = moves && paper.State != IncomingState.Received && (register || route || mine.Any(s => s.Role == SeatRole.Lead));
        var work = moves && (register || route || mine.Any(s => s.Role != SeatRole.With));
        var answers = work ? await store.Outgoing.AsNoTracking().Where(o => o.OrganisationId == paper.OrganisationId && o.State == OutgoingState.Issued
            && o.Day >= paper.ArrivedOn)
            .OrderByDescending(o => o.Day).ThenByDescending(o => o.Number).Take(100).ToListAsync(stop) : [];
        return new(paper, (await organisations.FindAsync(paper.OrganisationId, null, stop))?.Name ?? "", await keeping.OfAsync(id, stop),
            await store.Seats.AsNoTracking().Where(s => s.PaperId == id).OrderBy(s => s.EndedAt != null).ThenBy(s => s.MadeAt).ThenBy(s => s.Id).ToListAsync(stop),
            await store.Opinions.AsNoTracking().Where(o => o.PaperId == id).OrderBy(o => o.At).ToListAsync(stop),
            await store.Steps.AsNoTracking().Where(s => s.PaperId == id).OrderByDescending(s => s.At).ThenByDescending(s => s.Id).ToListAsync(stop),
            await entering.DoublesAsync(paper.OrganisationId, paper.Issuer, paper.Code, paper.PaperDay, paper.Id, stop),
            paper.MessageId is { } message ? await store.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.Id == message, stop) : null,
            moves && (register || route || hand) ? await choices.OfAsync(paper.OrganisationId, words, stop) : [],
            [.. answers.Select(o => (o.Id.ToString(), $"{o.Code} · {o.Subject}"))], paper.AnswerId is { } answer ? await store.Outgoing.AsNoTracking()
                .FirstOrDefaultAsync(o => o.Id == answer, stop) : null,
            register, route, hand, work, moves && mine.Any(s => s.TakenAt is null), imports.Any(i => i.May(paper.OrganisationId)), clock.Today());
    }
}
