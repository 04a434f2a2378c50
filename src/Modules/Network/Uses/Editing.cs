using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Network;

/// <summary>Changes of organisations by people: each checks the right, expects the version that was seen, and leaves dated lineage.</summary>
sealed class Editing(NetworkStore store, AtlasBook book, Caller caller, TimeProvider clock)
{
    /// <summary>May the caller change this organisation? One outside every tree (a partner) is the administrators' to change.</summary>
    public static bool May(Caller caller, Unit unit, DateOnly today) =>
        caller.May(Rights.Edit, unit.Id) || (unit.Parent(today) is null && caller.Posts.Any(p => p.Role == Role.Administrator));

    /// <summary>Creates an organisation.</summary>
    public async Task<Guid> CreateAsync(Form form, CancellationToken stop)
    {
        var atlas = await book.NowAsync(stop);
        var parent = Chosen.Of(atlas, form, "parent", clock.Today());
        if (parent is not null) Must(parent);
        else if (!caller.IsHouse && !caller.Posts.Any(p => p.Role == Role.Administrator))
            throw new Refusal(RefusalKind.Forbidden, "Chỉ quản trị viên được lập đơn vị không có cấp trên. Xin chọn cấp trên.") { Field = "parent" };
        var made = Organisation.Of(Name(form), form.Required("kind", 40), parent?.Id, form.Day("from"));
        Describe(made, form);
        store.AllOrganisations.Add(made);
        await store.SaveChangesAsync(stop);
        return made.Id;
    }

    /// <summary>Changes what is not dated: kind, tier, level, country, short name, place, note.</summary>
    public Task DescribeAsync(Guid id, Form form, CancellationToken stop) => ChangeAsync(id, form, (organisation, _) =>
    {
        organisation.Kind = Kinds.Known(form.Required("kind", 40));
        Describe(organisation, form);
    }, stop);

    /// <summary>Renames from a day.</summary>
    public Task RenameAsync(Guid id, Form form, CancellationToken stop) => ChangeAsync(id, form, (organisation, _) => organisation.Rename(Name(form), Day(form)), stop);

    /// <summary>Puts it under another from a day.</summary>
    public Task MoveAsync(Guid id, Form form, CancellationToken stop) => ChangeAsync(id, form, (organisation, atlas) =>
    {
        var day = Day(form);
        var parent = Chosen.Of(atlas, form, "parent", day);
        if (parent is not null)
        {
            Must(parent);
            if (atlas.Circles(id, parent.Id, day)) throw new Refusal(RefusalKind.Invalid, "“{0}” đang trực thuộc chính đơn vị này.", parent.Name(day)) { Field = "parent" };
        }
        organisation.MoveUnder(parent?.Id, day);
    }, stop);

    /// <summary>Adds or takes away another name.</summary>
    public Task AliasAsync(Guid id, Form form, CancellationToken stop) => ChangeAsync(id, form, (organisation, _) =>
    {
        if (form.Id("remove") is { } gone) organisation.Aliases.RemoveAll(a => a.Id == gone);
        else organisation.Call(form.Required("alias", 200));
    }, stop);

    /// <summary>Gives a code from a day; no two organisations hold one code at the same time.</summary>
    public Task CodeAsync(Guid id, Form form, CancellationToken stop) => ChangeAsync(id, form, (organisation, atlas) =>
    {
        var kind = form.One<CodeKind>("kind");
        var from = form.Day("from");
        var code = Code.Checked(kind, form.Required("code", 40));
        if (atlas.Units.Values.FirstOrDefault(u => u.Id != id && u.Codes.Any(c => c.Kind == kind && c.Text == code && c.Meets(from, null))) is { } other)
            throw new Refusal(RefusalKind.Conflict, "Mã {0} đang thuộc “{1}”.", code, other.Name(from ?? clock.Today())) { Field = "code" };
        organisation.TakeCode(kind, code, from);
    }, stop);

    /// <summary>Merges it into another on a day; units below pass along where asked.</summary>
    public Task MergeAsync(Guid id, Form form, CancellationToken stop) => ChangeAsync(id, form, async (organisation, atlas) =>
    {
        var day = Day(form);
        var into = Chosen.Of(atlas, form, "into", day) ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị nhận.") { Field = "into" };
        if (into.Id == id || atlas.Reach(id, day).Contains(into.Id)) throw new Refusal(RefusalKind.Invalid, "Không thể sáp nhập vào chính nó hoặc vào đơn vị cấp dưới.") { Field = "into" };
        if (form.Ticked("along")) await PassAlongAsync(atlas, id, into.Id, day, stop);
        else MustBeBare(atlas, id, day);
        organisation.End(day.AddDays(-1));
        store.Passages.Add(new() { FromId = id, ToId = into.Id, Kind = PassageKind.Merged, HappenedOn = day });
    }, stop);

    /// <summary>Splits a new organisation off on a day; the old one goes on unless it ends with that.</summary>
    public async Task<Guid> SplitAsync(Guid id, Form form, CancellationToken stop)
    {
        var born = Guid.Empty;
        await ChangeAsync(id, form, (organisation, atlas) =>
        {
            var day = Day(form);
            if (!atlas.Units[id].IsOpen(day.AddDays(-1))) throw new Refusal(RefusalKind.Invalid, "Đơn vị không hoạt động vào ngày này.") { Field = "on" };
            var made = Organisation.Of(Name(form), organisation.Kind, atlas.Units[id].Parent(day), day);
            (made.Tier, made.Level, made.Country, made.PlaceId) = (organisation.Tier, organisation.Level, organisation.Country, organisation.PlaceId);
            store.AllOrganisations.Add(made);
            store.Passages.Add(new() { FromId = id, ToId = made.Id, Kind = PassageKind.Split, HappenedOn = day });
            born = made.Id;
            if (!form.Ticked("ends")) return;
            MustBeBare(atlas, id, day);
            organisation.End(day.AddDays(-1));
        }, stop);
        return born;
    }

    /// <summary>Ends it; the given day is its last.</summary>
    public Task EndAsync(Guid id, Form form, CancellationToken stop) => ChangeAsync(id, form, (organisation, atlas) =>
    {
        var last = Day(form);
        MustBeBare(atlas, id, last.AddDays(1));
        organisation.End(last);
    }, stop);

    Task ChangeAsync(Guid id, Form form, Action<Organisation, OrganisationAtlas> change, CancellationToken stop) => ChangeAsync(id, form, (organisation, atlas) =>
    {
        change(organisation, atlas);
        return Task.CompletedTask;
    }, stop);

    async Task ChangeAsync(Guid id, Form form, Func<Organisation, OrganisationAtlas, Task> change, CancellationToken stop)
    {
        var atlas = await book.NowAsync(stop);
        if (!atlas.Units.TryGetValue(id, out var unit)) throw Refusal.Missing("Không tìm thấy đơn vị này.");
        Must(unit);
        var organisation = await store.AllOrganisations.Include(o => o.Names).Include(o => o.Parents).Include(o => o.Aliases).Include(o => o.Codes).AsSplitQuery()
            .SingleAsync(o => o.Id == id, stop);
        store.Expect(organisation, form.Whole("version", -1));
        await change(organisation, atlas);
        await store.SaveChangesAsync(stop);
    }

    async Task PassAlongAsync(OrganisationAtlas atlas, Guid from, Guid to, DateOnly day, CancellationToken stop)
    {
        var ids = atlas.Below(from, day).Where(u => u.IsOpen(day)).Select(u => u.Id).ToList();
        foreach (var child in await store.AllOrganisations.Include(o => o.Parents).Where(o => ids.Contains(o.Id)).ToListAsync(stop))
        {
            child.MoveUnder(to, day);
            store.Entry(child).State = EntityState.Modified;
        }
    }

    static void MustBeBare(OrganisationAtlas atlas, Guid id, DateOnly day)
    {
        var left = atlas.Below(id, day).Count(u => u.IsOpen(day));
        if (left > 0) throw new Refusal(RefusalKind.Conflict, "Còn {0} đơn vị trực thuộc đang hoạt động. Xin chuyển hoặc kết thúc các đơn vị đó trước.", left) { Field = "on" };
    }

    void Must(Unit unit)
    {
        if (!May(caller, unit, clock.Today())) caller.Must(Rights.Edit, unit.Id);
    }

    static void Describe(Organisation organisation, Form form)
    {
        organisation.Tier = form.One<Tier>("tier");
        organisation.Level = form.One<CareLevel>("level");
        var country = form.Text("country", 2).ToUpperInvariant();
        if (country.Length != 2 || !country.All(char.IsAsciiLetterUpper)) throw new Refusal(RefusalKind.Invalid, "Mã nước có hai chữ cái, ví dụ VN.") { Field = "country" };
        organisation.Country = country;
        if (form.Text("short", 120) is { Length: > 0 } shorter) organisation.Short = shorter;
        organisation.PlaceId = form.Id("place");
        organisation.Note = form.Text("note", 2000);
    }

    static string Name(Form form) => string.Join(' ', form.Required("name", 300).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static DateOnly Day(Form form) => form.Day("on") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn ngày.") { Field = "on" };
}
