using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>Answers <see cref="IRegisters"/>: other modules number their papers in the register. Who may issue has been judged by them.</summary>
sealed class Registers(DocumentsStore store, Issuing issuing, Numbering numbering, RegisterSettings settings, TimeProvider clock) : IRegisters
{
    /// <inheritdoc/>
    public async Task<int> NextAsync(Guid organisation, string type, int year, CancellationToken stop)
    {
        var today = clock.Today();
        var day = year == today.Year ? today : new DateOnly(year, 12, 31);
        return await numbering.LastAsync(organisation, Numbering.Out, (await settings.OnAsync(organisation, day, stop)).BookOf(type), year, stop) + 1;
    }

    /// <inheritdoc/>
    public async Task<RegisteredPaper> EnterAsync(OutgoingPaper paper, CancellationToken stop)
    {
        if (paper.Subject.Length > IncomingInput.SubjectLength) paper = paper with { Subject = paper.Subject[..(IncomingInput.SubjectLength - 1)] + "…" };
        return Of(await issuing.IssueAsync(paper.OrganisationId, new(paper.Type, paper.Symbol, paper.Subject, paper.Day, paper.Signer, paper.Recipients, 1, "", "",
            paper.Number, null, paper.PlanId),
            paper.Source, paper.Href, [], stop));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RegisteredPaper>> IssuedAsync(Guid organisation, DateOnly from, DateOnly to, Guid? plan, CancellationToken stop) =>
        [.. (await store.Outgoing.AsNoTracking().Where(o => o.OrganisationId == organisation && o.State == OutgoingState.Issued && o.Day >= from && o.Day <= to
            && (plan == null || o.PlanId == plan))
            .OrderBy(o => o.Day).ThenBy(o => o.Number).Take(5_000).ToListAsync(stop)).Select(Of)];

    static RegisteredPaper Of(Outgoing o) => new(o.Id, o.Source ?? "", o.Type, o.Number, o.Year, o.Code, o.Subject, o.Day, o.Href.Length > 0 ? o.Href
        : "/documents/out/" + o.Id);
}
