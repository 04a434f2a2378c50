using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>What the page of chains shows.</summary>
sealed record ChainView(Guid Organisation, string OrganisationName, string Type, IReadOnlyList<ChainStep> Steps, IReadOnlyList<ChainDelegate> Delegates, IReadOnlyList<PersonCard> People,
    IReadOnlyList<(Guid Id, string Name)> Mine, bool MayArrange, DateOnly Today, Guid? Me);

/// <summary>Arranging chains: steps by organisation and type, and who decides in whose place.</summary>
sealed class ChainDesk(ReportsStore store, IPeople people, IOrganisations organisations, Caller caller, TimeProvider clock)
{
    /// <summary>The page of an organisation and a type.</summary>
    public async Task<ChainView> LoadAsync(Guid? organisation, string type, CancellationToken stop)
    {
        var mine = caller.Posts.Select(p => p.OrganisationId).Distinct().ToList();
        var at = organisation is { } asked && caller.Organisations.Contains(asked) ? asked : caller.OrganisationId;
        var names = await organisations.NamesAsync(mine.Append(at).Distinct(), null, stop);
        return new(at, names.GetValueOrDefault(at, "–"), type, await store.ChainSteps.AsNoTracking().Where(s => s.OrganisationId == at && s.Type == type).OrderBy(s => s.Ordinal).ToListAsync(stop),
            await store.Delegates.AsNoTracking().Where(d => d.OrganisationId == at && d.EndedAt == null && d.ToDay >= clock.Today()).OrderBy(d => d.FromDay).ToListAsync(stop),
            await people.AtAsync([at], stop), [.. mine.Where(names.ContainsKey).Select(m => (m, names[m]))], caller.May(ReportsRights.Arrange, at), clock.Today(), caller.UserId);
    }

    /// <summary>Adds a step at the end.</summary>
    public async Task AddAsync(Guid organisation, string type, string title, Guid user, int workdays, CancellationToken stop)
    {
        caller.Must(ReportsRights.Arrange, organisation);
        if (workdays is < 1 or > 60) throw new Refusal(RefusalKind.Invalid, "Số ngày làm việc là số nguyên từ 1 đến 60.") { Field = "workdays" };
        var person = await PersonAsync(organisation, user, "user", stop);
        var last = await store.ChainSteps.Where(s => s.OrganisationId == organisation && s.Type == type).MaxAsync(s => (int?)s.Ordinal, stop) ?? 0;
        if (last >= 10) throw Refusal.Conflict("Quy trình có nhiều nhất 10 bước.");
        store.ChainSteps.Add(new() { OrganisationId = organisation, Type = type, Ordinal = last + 1, Title = title, UserId = user, UserName = person.Name, Workdays = workdays });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes a step away; papers already on their way keep theirs.</summary>
    public async Task RemoveAsync(Guid id, CancellationToken stop)
    {
        var step = await store.ChainSteps.FirstOrDefaultAsync(s => s.Id == id, stop) ?? throw Refusal.Missing("Không có bước duyệt này, hoặc văn bản không thuộc đơn vị của ông/bà.");
        caller.Must(ReportsRights.Arrange, step.OrganisationId);
        store.ChainSteps.Remove(step);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>The present person lets another decide in their place for some days.</summary>
    public async Task DelegateAsync(Guid organisation, Guid to, DateOnly from, DateOnly until, CancellationToken stop)
    {
        if (caller.UserId is not { } me || !caller.Organisations.Contains(organisation)) throw Refusal.Forbidden("Chỉ người có tài khoản tại đơn vị mới ủy quyền được.");
        if (until < from || until < clock.Today()) throw new Refusal(RefusalKind.Invalid, "Ngày cuối phải sau ngày đầu và chưa qua.") { Field = "until" };
        if (to == me) throw new Refusal(RefusalKind.Invalid, "Xin chọn người khác để ủy quyền.") { Field = "to" };
        var person = await PersonAsync(organisation, to, "to", stop);
        store.Delegates.Add(new() { OrganisationId = organisation, UserId = me, UserName = caller.Name, ToId = to, ToName = person.Name, FromDay = from, ToDay = until });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Ends a delegation by who gave it or who arranges chains.</summary>
    public async Task EndAsync(Guid id, int version, CancellationToken stop)
    {
        var given = await store.Delegates.FirstOrDefaultAsync(d => d.Id == id, stop) ?? throw Refusal.Missing("Không có ủy quyền này.");
        if (given.UserId != caller.UserId) caller.Must(ReportsRights.Arrange, given.OrganisationId);
        store.Expect(given, version).EndedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(stop);
    }

    async Task<PersonCard> PersonAsync(Guid organisation, Guid user, string field, CancellationToken stop) => (await people.AtAsync([organisation], stop)).FirstOrDefault(p => p.Id == user)
        ?? throw new Refusal(RefusalKind.Invalid, "Người này không có vai trò tại đơn vị. Xin chọn người khác.") { Field = field };
}
