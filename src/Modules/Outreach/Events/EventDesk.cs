using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Outreach;

/// <summary>The list of events.</summary>
sealed record EventsView(string Text, string Kind, IReadOnlyList<Event> Rows, IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<Guid, int> People, bool MayArrange);

/// <summary>One event, or a new one, with what may be chosen.</summary>
sealed record EventView(Event? One, string Unit, bool MayArrange, IReadOnlyList<(string Value, string Label)> Units, IReadOnlyList<(string Value, string Label)> Agreements,
    IReadOnlyList<(string Value, string Label)> Targets, IReadOnlyList<(string Value, string Label)> People);

/// <summary>Keeps events; a conference that was held credits those who were there.</summary>
sealed class EventDesk(OutreachStore store, Choices choices, IOrganisations organisations, Caller caller, TimeProvider clock)
{
    /// <summary>The list as the address asks.</summary>
    public async Task<EventsView> ListAsync(HttpRequest request, CancellationToken stop)
    {
        var (text, kind) = (request.Query["q"].ToString() is { Length: <= 200 } q ? q.Trim() : "", EventKinds.Kinds.ContainsKey(request.Query["kind"].ToString())
            ? request.Query["kind"].ToString() : "");
        var rows = store.Events.AsNoTracking();
        foreach (var word in Fold.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries)) rows = rows.Where(e => e.Folded.Contains(word));
        if (kind.Length > 0) rows = rows.Where(e => e.Kind == kind);
        var list = await rows.Include(e => e.Members).OrderByDescending(e => e.FromDay).ThenBy(e => e.Id).Take(1_000).ToListAsync(stop);
        return new(text, kind, list, await organisations.NamesAsync(list.Select(e => e.OrganisationId).Distinct(), null, stop),
            list.ToDictionary(e => e.Id, e => e.Members.Count), caller.May(OutreachRights.Arrange));
    }

    /// <summary>One event, or the form of a new one.</summary>
    public async Task<EventView> FindAsync(Guid? id, CancellationToken stop)
    {
        var one = id is { } known ? await GetAsync(known, stop) : null;
        var may = one is null ? caller.May(OutreachRights.Arrange) : caller.May(OutreachRights.Arrange, one.OrganisationId);
        if (one is null && !may) throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}”. Xin liên hệ quản trị viên của đơn vị.", OutreachRights.Arrange.Title);
        var unit = one is null ? "" : (await organisations.NamesAsync([one.OrganisationId], null, stop)).GetValueOrDefault(one.OrganisationId, "");
        return new(one, unit, may, may ? await choices.UnitsAsync(stop) : [], may ? await choices.AgreementsAsync(stop) : [], may ? await choices.TargetsAsync(stop) : [],
            may && one is not null ? await choices.PeopleAsync(one.OrganisationId, stop) : []);
    }

    /// <summary>Saves a new event, or changes one.</summary>
    public async Task<Guid> SaveAsync(Guid? id, Form form, CancellationToken stop)
    {
        var (from, to) = (Choices.Day(form, "from"), Choices.Day(form, "to"));
        if (to < from) throw new Refusal(RefusalKind.Invalid, "Ngày cuối phải từ ngày đầu trở đi.") { Field = "to" };
        Event one;
        if (id is { } known)
        {
            one = await GetAsync(known, stop);
            caller.Must(OutreachRights.Arrange, one.OrganisationId);
            one.Open();
            store.Expect(one, form.Whole("version"));
        }
        else
        {
            var unit = form.Id("unit") ?? caller.OrganisationId;
            caller.Must(OutreachRights.Arrange, unit);
            store.Events.Add(one = new() { OrganisationId = unit, MadeAt = clock.GetUtcNow(), MadeByName = caller.Name });
        }
        (one.FromDay, one.ToDay, one.Kind) = (from, to, Choices.One(form, "kind", EventKinds.Kinds));
        (one.Title, one.Partner, one.Place) = (form.Required("title", 300), form.Text("partner", 300), form.Text("place", 300));
        (one.Country, one.Programme) = (form.Text("country", 60), form.Text("programme", 8000));
        (one.AgreementId, one.AgreementTitle) = await choices.AgreementAsync(form.Id("agreement"), stop);
        (one.PlanId, one.TopicId) = await choices.TargetAsync(form.Id("topic"), stop);
        one.Folded = Fold.Of($"{one.Title} {one.Partner} {one.Place} {one.Country}");
        await store.SaveChangesAsync(stop);
        return one.Id;
    }

    /// <summary>Adds somebody.</summary>
    public async Task AddMemberAsync(Guid id, Form form, CancellationToken stop)
    {
        var one = await EditableAsync(id, stop);
        if (one.Members.Count >= 500) throw Refusal.Invalid("Danh sách đã đủ {0} người. Xin ghi phần còn lại vào chương trình.", 500);
        var (person, name) = await choices.PersonAsync(form.Id("person"), form.Text("name", 200), stop);
        if (person is not null && one.Members.Exists(m => m.PractitionerId == person)) throw Refusal.Conflict("Người này đã có trong danh sách.");
        store.Add(new EventMember { EventId = id, PractitionerId = person, Name = name, Workplace = form.Text("workplace", 300), Role = Choices.One(form, "role", EventKinds.Roles) });
        store.Expect(one, one.Version);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Adds a line of cost.</summary>
    public async Task AddCostAsync(Guid id, Form form, CancellationToken stop)
    {
        var one = await EditableAsync(id, stop);
        var amount = form.Number("amount") ?? 0;
        if (amount is < 0 or > 1_000_000_000_000 || amount != decimal.Truncate(amount)) throw new Refusal(RefusalKind.Invalid, "Số tiền phải là số đồng từ 0 trở lên.") { Field = "amount" };
        store.Add(new EventCost { EventId = id, Item = form.Required("item", 300), Payer = Choices.One(form, "payer", EventKinds.Payers), Amount = (long)amount });
        store.Expect(one, one.Version);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes a member or a cost out again.</summary>
    public async Task RemoveAsync(Guid id, Guid part, CancellationToken stop)
    {
        var one = await EditableAsync(id, stop);
        if (one.Members.Find(m => m.Id == part) is { } member) store.Remove(member);
        else if (one.Costs.Find(c => c.Id == part) is { } cost) store.Remove(cost);
        store.Expect(one, one.Version);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Says that it was held: it counts, and who was at a seminar or conference is credited.</summary>
    public async Task HoldAsync(Guid id, int version, string result, string report, CancellationToken stop)
    {
        var one = await EditableAsync(id, stop);
        store.Expect(one, version);
        one.Hold(result, report, clock.Today());
        OutreachFacts.Held(store, one);
        if (one.Kind is "seminar" or "conference")
            foreach (var member in one.Members.Where(m => m.PractitionerId is not null))
                store.Publish($"credit/event/{one.Id}/{member.Id}", new CreditEarned($"event/{one.Id}/{member.PractitionerId}", member.PractitionerId, null,
                    member.Role == "speaker" ? "conference-spoke" : "conference", null, one.ToDay, one.OrganisationId, one.Title, "/outreach/events/" + one.Id));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Calls it off.</summary>
    public async Task CallOffAsync(Guid id, int version, string why, CancellationToken stop)
    {
        var one = await EditableAsync(id, stop);
        store.Expect(one, version);
        one.CallOff(why);
        await store.SaveChangesAsync(stop);
    }

    async Task<Event> EditableAsync(Guid id, CancellationToken stop)
    {
        var one = await GetAsync(id, stop);
        caller.Must(OutreachRights.Arrange, one.OrganisationId);
        one.Open();
        return one;
    }

    async Task<Event> GetAsync(Guid id, CancellationToken stop) =>
        await store.Events.Include(e => e.Members).Include(e => e.Costs).SingleOrDefaultAsync(e => e.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy sự kiện này.");
}
