using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Practitioners;

/// <summary>A person of the register with all that is known.</summary>
sealed record PersonView(Practitioner Person, Line Line, IReadOnlyDictionary<Guid, string> Places, string? Account, string? National, bool MayKeep, bool IsMe, DateOnly Today,
    IReadOnlyList<(string, string)> Organisations);

/// <summary>The form of a person.</summary>
sealed record EditView(Practitioner? Person, string? National, IReadOnlyList<(string, string)> Organisations, IReadOnlyList<(string, string)> Accounts, DateOnly Today);

/// <summary>Enters people, what is decided about their licences, and their moves.</summary>
sealed class Keeping(PractitionersStore store, Listing listing, IOrganisations organisations, IPeople people, NationalNumber nationals, Caller caller, TimeProvider clock)
{
    const int MostOrganisations = 5000;

    /// <summary>The page of a person; refused as missing where the caller may not see them.</summary>
    public async Task<PersonView> ShowAsync(Guid id, CancellationToken stop) => await ViewAsync(await FindAsync(id, stop), stop);

    /// <summary>The caller's own page; null where the register does not know the account.</summary>
    public async Task<PersonView?> MineAsync(CancellationToken stop) =>
        caller.UserId is { } me && await store.Anyone.AsNoTracking().SingleOrDefaultAsync(p => p.UserId == me, stop) is { } person ? await ViewAsync(person, stop) : null;

    async Task<PersonView> ViewAsync(Practitioner person, CancellationToken stop)
    {
        var keeps = Keeps(person);
        var names = await organisations.NamesAsync(person.Workplaces.Select(w => w.OrganisationId), null, stop);
        var account = person.UserId is { } user ? (await people.NamesAsync([user], stop)).GetValueOrDefault(user) : null;
        return new(person, (await listing.LinesAsync([person], stop))[0], names, account, person.NationalSealed is { } secret ? nationals.Masked(secret) : null, keeps,
            person.UserId is not null && person.UserId == caller.UserId, clock.Today(), keeps ? await TargetsAsync(stop) : []);
    }

    /// <summary>The whole national number, for who keeps the register; the reading is traced.</summary>
    public async Task<string> NationalAsync(Guid id, CancellationToken stop)
    {
        var person = await KeptAsync(id, stop);
        store.Trace("practitioners.national.read", "practitioners_person", id.ToString());
        await store.SaveChangesAsync(stop);
        return person.NationalSealed is { } secret ? nationals.Open(secret) : throw Refusal.Missing("Người này chưa có số định danh trong danh sách.");
    }

    /// <summary>The form; without an id for somebody new.</summary>
    public async Task<EditView> EditAsync(Guid? id, CancellationToken stop)
    {
        var person = id is { } one ? await KeptAsync(one, stop) : null;
        var at = person?.PlaceOn(clock.Today())?.OrganisationId;
        var accounts = await people.AtAsync(at is { } place ? [place] : [.. caller.Posts.Select(p => p.OrganisationId).Distinct()], stop);
        return new(person, person?.NationalSealed is { } secret ? nationals.Masked(secret) : null, person is null ? await TargetsAsync(stop) : [],
            [.. accounts.Select(a => (a.Id.ToString(), a.Title.Length > 0 ? $"{a.Name}, {a.Title}" : a.Name))], clock.Today());
    }

    /// <summary>Enters somebody new; answers the id.</summary>
    public async Task<Guid> EnterAsync(Form form, CancellationToken stop)
    {
        var at = form.Id("organisation") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn nơi làm việc.") { Field = "organisation" };
        caller.Must(PractitionersRights.Keep, at);
        var person = new Practitioner { MadeAt = clock.GetUtcNow() };
        await DescribeAsync(person, form, stop);
        person.MoveTo(at, form.Text("position", 200), form.Day("since") ?? clock.Today());
        if (form.Text("licence", 60).Length > 0) await LicenseAsync(person, form, stop);
        store.People.Add(person);
        await SaveAsync(person, stop);
        return person.Id;
    }

    /// <summary>Changes who somebody is.</summary>
    public async Task ChangeAsync(Guid id, Form form, CancellationToken stop)
    {
        var person = store.Expect(await KeptAsync(id, stop), form.Whole("version"));
        await DescribeAsync(person, form, stop);
        await SaveAsync(person, stop);
    }

    /// <summary>Adds a licence.</summary>
    public async Task LicenseAsync(Guid id, Form form, CancellationToken stop)
    {
        var person = store.Expect(await KeptAsync(id, stop), form.Whole("version"));
        await LicenseAsync(person, form, stop);
        await SaveAsync(person, stop);
    }

    /// <summary>Notes what was decided about a licence: renewed, suspended, resumed, withdrawn.</summary>
    public async Task DecideAsync(Guid id, Guid licence, Form form, CancellationToken stop)
    {
        var person = store.Expect(await KeptAsync(id, stop), form.Whole("version"));
        var row = person.Licences.Find(l => l.Id == licence) ?? throw Refusal.Missing("Không tìm thấy giấy phép này.");
        var from = form.Day("from") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày bắt đầu.") { Field = "from" };
        if (from < row.From) throw new Refusal(RefusalKind.Invalid, "Ngày này trước ngày cấp giấy phép ({0}).", row.From) { Field = "from" };
        var to = form.Day("to");
        if (to < from) throw new Refusal(RefusalKind.Invalid, "Ngày kết thúc phải sau ngày bắt đầu.") { Field = "to" };
        if (row.Spans.Any(s => s.Kind == SpanKind.Withdrawn)) throw Refusal.Conflict("Giấy phép này đã bị thu hồi; giấy phép cấp lại là một giấy phép mới.");
        if (form.Text("kind", 20) == "Resumed")
        {
            var open = row.Spans.Find(s => s.Kind == SpanKind.Suspended && s.Covers(from))
                ?? throw new Refusal(RefusalKind.Invalid, "Giấy phép không bị đình chỉ vào ngày này.") { Field = "from" };
            if (from <= open.FromDay) throw new Refusal(RefusalKind.Invalid, "Ngày cho hành nghề lại phải sau ngày đình chỉ.") { Field = "from" };
            open.ToDay = from.AddDays(-1);
        }
        else row.Spans.Add(new()
        {
            LicenceId = row.Id,
            Kind = form.One<SpanKind>("kind"),
            FromDay = from,
            ToDay = form.Text("kind", 20) == nameof(SpanKind.Withdrawn) ? null : to,
            Paper = form.Required("paper", 200),
            NotedAt = clock.GetUtcNow(),
            NotedBy = caller.Name,
        });
        if (form.Text("scope", 500) is { Length: > 0 } scope) row.Scope = scope;
        await SaveAsync(person, stop);
    }

    /// <summary>Notes that somebody went to work elsewhere.</summary>
    public async Task MoveAsync(Guid id, Form form, CancellationToken stop)
    {
        var person = store.Expect(await KeptAsync(id, stop), form.Whole("version"));
        var to = form.Id("organisation") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn nơi làm việc.") { Field = "organisation" };
        if (await organisations.FindAsync(to, null, stop) is not { IsOpen: true })
            throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "organisation" };
        person.MoveTo(to, form.Text("position", 200), form.Day("from") ?? clock.Today());
        await SaveAsync(person, stop);
    }

    async Task DescribeAsync(Practitioner person, Form form, CancellationToken stop)
    {
        person.Call(form.Required("name", 200));
        person.Title = Titles.Names.ContainsKey(form.Text("title", 20)) ? form.Text("title", 20)
            : throw new Refusal(RefusalKind.Invalid, "Xin chọn chức danh.") { Field = "title" };
        person.BirthDay = Born(form.Day("born"), clock.Today(), "born");
        person.UserId = form.Id("account");
        if (person.UserId is { } user && await store.Anyone.AsNoTracking().FirstOrDefaultAsync(p => p.UserId == user && p.Id != person.Id, stop) is { } holder)
            throw new Refusal(RefusalKind.Conflict, "Tài khoản này đã gắn với {0}.", holder.Name) { Field = "account" };
        if (form.Text("national", 20) is not { Length: > 0 } typed) return;
        var number = NationalNumber.Checked(typed);
        var hash = nationals.HashOf(number);
        if (await store.Anyone.AsNoTracking().FirstOrDefaultAsync(p => p.NationalHash == hash && p.Id != person.Id, stop) is { } same)
            throw new Refusal(RefusalKind.Conflict, "Số định danh này đã có trong danh sách, của {0}.", same.Name) { Field = "national" };
        (person.NationalHash, person.NationalSealed) = (hash, nationals.Close(number));
    }

    async Task LicenseAsync(Practitioner person, Form form, CancellationToken stop)
    {
        var number = form.Required("licence", 60);
        var key = Licence.KeyOf(number);
        var holder = await store.Anyone.AsNoTracking().FirstOrDefaultAsync(p => p.Licences.Any(l => l.NumberKey == key), stop);
        if (holder is not null)
            throw new Refusal(RefusalKind.Conflict, "Số giấy phép {0} đã có trong danh sách, của {1}.", number, holder.Name) { Field = "licence" };
        person.Take(number, form.Text("issuer", 200), form.Day("licence-from") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày cấp giấy phép.")
        { Field = "licence-from" }, form.Day("licence-to"), form.Text("scope", 500), clock.GetUtcNow(), caller.Name);
    }

    async Task SaveAsync(Practitioner person, CancellationToken stop)
    {
        store.Publish("practitioner/" + person.Id, new PractitionerEntered(person.Id, person.UserId));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A day of birth that can be; refused otherwise.</summary>
    public static DateOnly? Born(DateOnly? day, DateOnly today, string field) => day is null || (day > new DateOnly(1900, 1, 1) && day <= today.AddYears(-15)) ? day
        : throw new Refusal(RefusalKind.Invalid, "Ngày sinh {0} không hợp lệ với người hành nghề.", day.Value) { Field = field };

    bool Keeps(Practitioner person) => person.PlaceOn(clock.Today()) is { } place && caller.May(PractitionersRights.Keep, place.OrganisationId);

    async Task<Practitioner> FindAsync(Guid id, CancellationToken stop) =>
        await PractitionersStore.Whole(store.People).SingleOrDefaultAsync(p => p.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy người này trong danh sách.");

    async Task<Practitioner> KeptAsync(Guid id, CancellationToken stop)
    {
        var person = await FindAsync(id, stop);
        caller.Must(PractitionersRights.Keep, person.PlaceOn(clock.Today())?.OrganisationId ?? Guid.Empty);
        return person;
    }

    async Task<IReadOnlyList<(string, string)>> TargetsAsync(CancellationToken stop) =>
        [.. (await organisations.ListAsync(null, MostOrganisations, stop)).Where(o => o.Country == "VN").Select(o => (o.Id.ToString(), o.Name))];
}
