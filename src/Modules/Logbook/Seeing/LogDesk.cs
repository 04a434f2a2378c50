using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Logbook;

/// <summary>A page of a logbook: of a person, an ekip, a facility or a technique.</summary>
/// <param name="Kind"><c>mine</c>, <c>person</c>, <c>ekip</c>, <c>facility</c> or <c>technique</c>.</param>
/// <param name="Head">What the lines of the counts are.</param>
/// <param name="Curves">Learning curves by name.</param>
/// <param name="Facilities">Facilities to choose from, where the page is of one.</param>
sealed record LogView(string Kind, string Title, string Lead, LogAsk Ask, string Head, IReadOnlyList<TallyRow> Rows,
    IReadOnlyList<(string Name, IReadOnlyList<CurvePoint> Points)> Curves,
    IReadOnlyList<LoggedCase> Latest, int Total, IReadOnlyList<(string Value, string Label)> Facilities, IReadOnlyDictionary<Guid, string> Names, bool MayLog,
        int ToSign, string Owner)
{
    /// <summary>Cases of the feed that count as independent practice, on pages of a facility or a technique.</summary>
    public int FromFeed { get; init; }
}

/// <summary>A list of cases.</summary>
sealed record CasesView(LogAsk Ask, IReadOnlyList<LoggedCase> Rows, int Total, IReadOnlyDictionary<Guid, string> Names,
    IReadOnlyList<(string Value, string Label)> Facilities)
{
    /// <summary>Pages.</summary>
    public int Pages => Math.Max(1, (Total + LogAsk.Size - 1) / LogAsk.Size);
}

/// <summary>A case with what the caller may do.</summary>
sealed record CaseView(LoggedCase Case, IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<string, string> Roles, string Encounter, bool MayCorrect,
    bool MayLeave,
    bool MaySign, bool MayTakeBack, bool IsSound, int? RoomMinutes, ProofWays? Ways, FeedRow? Same);

/// <summary>Looks at the log for its pages; the store shows only what the caller may see.</summary>
sealed class LogDesk(LogbookStore store, Seats seats, Logging logging, LogSigning signing, Encounters encounters, People people, IServiceProvider services,
    IOrganisations organisations,
    IProof proof, IRooms rooms, RootKey key, Caller caller, Words words)
{
    const int Most = 20_000;

    IQueryable<LoggedCase> Cases => store.Cases.AsNoTracking().Include(c => c.Members).Where(c => c.State != LogState.Withdrawn);

    /// <summary>The logbook of a practitioner; null: the caller's own.</summary>
    public async Task<LogView> PersonAsync(Guid? id, LogAsk ask, CancellationToken stop)
    {
        var card = services.GetService<IPractitioners>() is not { } register ? null
            : id is { } asked ? await register.FindAsync(asked, null, stop)
            : caller.UserId is { } user ? await register.OfUserAsync(user, null, stop) : null;
        if (id is not null && card is null) throw Refusal.Missing("Không tìm thấy người hành nghề này.");
        var mine = id is null || (card?.UserId is not null && card.UserId == caller.UserId);
        if (!mine && !caller.May(LogbookRights.See)) throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}”. Xin liên hệ quản trị viên của đơn vị.",
            LogbookRights.See.Title);
        var person = card?.Id;
        ask = ask with { Person = person };
        // An account that the register does not know still sees what it entered.
        var me = caller.UserId;
        var rows = await (person is null ? Cases.Where(c => c.LoggedBy == me) : ask.Narrow(Cases)).OrderByDescending(c => c.OnDay).ThenByDescending(c => c.Id)
            .Take(Most).ToListAsync(stop);
        short? Level(LoggedCase c) => person is { } p ? Tally.LevelOf(c, p) : Tally.Top(c);
        var lines = rows.GroupBy(c => c.Technique).Select(g => Tally.Row(g.First().TechniqueName, g.Key, $"/logbook/techniques/{Uri.EscapeDataString(g.Key)}", g, Level))
            .OrderByDescending(r => r.Total + r.Open).ThenBy(r => r.Detail, StringComparer.Ordinal).ToList();
        var curves = rows.GroupBy(c => c.Technique).Select(g => (g.First().TechniqueName, Tally.Curve(g, Level))).Where(c => c.Item2.Count > 1)
            .OrderByDescending(c => c.Item2.Count)
            .Take(3).ToList();
        return await ViewAsync(mine ? "mine" : "person", mine ? words["Nhật ký tay nghề của tôi"] : words["Nhật ký tay nghề của {0}", (object)card!.Name],
            card is null ? words["Danh bạ người hành nghề chưa có tên ông/bà. Xin báo đầu mối của đơn vị để gắn tài khoản với hồ sơ hành nghề."]
                : "", ask, words["Kỹ thuật"], lines, curves,
            rows, card?.Name ?? caller.Name, stop);
    }

    /// <summary>The logbook of an ekip.</summary>
    public async Task<LogView> EkipAsync(Guid id, LogAsk ask, CancellationToken stop)
    {
        ask = ask with { Ekip = id };
        var rows = await ask.Narrow(Cases).OrderByDescending(c => c.OnDay).ThenByDescending(c => c.Id).Take(Most).ToListAsync(stop);
        var title = rows.Count > 0 ? rows[0].EkipName : words["Ekip"];
        var lines = ByPerson(rows);
        var curves = lines.Select(l => (l.Row.Label, Tally.Curve(rows, c => Tally.LevelOf(c, l.Person)))).Where(c => c.Item2.Count > 1).Take(6).ToList();
        return await ViewAsync("ekip", title, "", ask, words["Người tham gia"], [.. lines.Select(l => l.Row)], curves, rows, title, stop);
    }

    /// <summary>The logbook of a facility.</summary>
    public async Task<LogView> FacilityAsync(LogAsk ask, CancellationToken stop)
    {
        var facilities = await FacilitiesAsync(stop);
        if (ask.Facility is null && facilities.Count > 0) ask = ask with { Facility = facilities[0] };
        if (ask.Facility is { } one && !caller.May(LogbookRights.See,
            one)) throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}” tại đơn vị này. Xin liên hệ quản trị viên của đơn vị.",
            LogbookRights.See.Title);
        var rows = ask.Facility is null ? [] : await ask.Narrow(Cases).OrderByDescending(c => c.OnDay).ThenByDescending(c => c.Id).Take(Most).ToListAsync(stop);
        var lines = rows.GroupBy(c => c.Technique).Select(g => Tally.Row(g.First().TechniqueName, g.Key,
                $"/logbook/techniques/{Uri.EscapeDataString(g.Key)}?facility={ask.Facility}", g, c => Tally.Top(c)))
            .OrderByDescending(r => r.Total + r.Open).ThenBy(r => r.Detail, StringComparer.Ordinal).ToList();
        var names = await organisations.NamesAsync([ask.Facility ?? default], null, stop);
        var view = await ViewAsync("facility", words["Nhật ký tay nghề của cơ sở"], "", ask, words["Kỹ thuật"], lines, [], rows,
            names.GetValueOrDefault(ask.Facility ?? default, ""), stop);
        return view with { FromFeed = await FeedAsync(ask, stop) };
    }

    /// <summary>The logbook of a technique, at one facility or at all that the caller sees.</summary>
    public async Task<LogView> TechniqueAsync(string code, LogAsk ask, CancellationToken stop)
    {
        ask = ask with { Technique = CaseInput.CodeOf(code) };
        var rows = ask.Technique.Length == 0 ? [] : await ask.Narrow(Cases).OrderByDescending(c => c.OnDay).ThenByDescending(c => c.Id).Take(Most).ToListAsync(stop);
        var lines = ByPerson(rows);
        var curves = lines.Select(l => (l.Row.Label, Tally.Curve(rows, c => Tally.LevelOf(c, l.Person)))).Where(c => c.Item2.Count > 1).Take(4).ToList();
        var name = rows.Count > 0 ? rows[0].TechniqueName : code;
        var view = await ViewAsync("technique", name, ask.Technique, ask, words["Người tham gia"], [.. lines.Select(l => l.Row)], curves, rows, name, stop);
        return view with { FromFeed = await FeedAsync(ask, stop) };
    }

    Task<int> FeedAsync(LogAsk ask, CancellationToken stop)
    {
        var rows = store.FeedRows.Where(r => r.IsThere && r.Members.Any());
        if (ask.Facility is { } facility) rows = rows.Where(r => r.FacilityId == facility);
        if (ask.Technique.Length > 0) rows = rows.Where(r => r.Technique == ask.Technique);
        if (ask.From is { } from) rows = rows.Where(r => r.OnDay >= from);
        if (ask.To is { } to) rows = rows.Where(r => r.OnDay <= to);
        return rows.CountAsync(stop);
    }

    static List<(Guid Person, TallyRow Row)> ByPerson(List<LoggedCase> rows) =>
        [.. rows.SelectMany(c => c.Members).GroupBy(m => m.PractitionerId).Select(g => (g.Key, Tally.Row(g.First().Name, "", "/logbook/people/" + g.Key,
            rows.Where(c => c.Members.Exists(m => m.PractitionerId == g.Key)), c => Tally.LevelOf(c, g.Key))))
            .OrderByDescending(r => r.Item2.Total).ThenBy(r => r.Item2.Label, StringComparer.Create(Say.Vietnam, true))];

    async Task<LogView> ViewAsync(string kind, string title, string lead, LogAsk ask, string head, IReadOnlyList<TallyRow> lines,
        IReadOnlyList<(string, IReadOnlyList<CurvePoint>)> curves, List<LoggedCase> rows, string owner, CancellationToken stop) =>
        new(kind, title, lead, ask, head, lines, curves, [.. rows.Take(15)], rows.Count, kind == "facility" ? await ChoicesAsync(stop) : [],
            await NamesAsync(rows.Take(15), stop), (await seats.OfAsync(LogbookRights.Log, stop)).Count > 0, (await signing.WaitingAsync(200, stop)).Count, owner);

    /// <summary>The list of cases.</summary>
    public async Task<CasesView> ListAsync(LogAsk ask, CancellationToken stop)
    {
        var rows = ask.Narrow(store.Cases.AsNoTracking());
        var total = await rows.CountAsync(stop);
        var page = await rows.Include(c => c.Members).OrderByDescending(c => c.OnDay).ThenByDescending(c => c.Id).Skip((ask.Page - 1) * LogAsk.Size).Take(LogAsk.Size)
            .ToListAsync(stop);
        return new(ask, page, total, await NamesAsync(page, stop), await ChoicesAsync(stop));
    }

    /// <summary>Everything that is asked for, for a file or a paper, oldest first.</summary>
    public Task<List<LoggedCase>> AllAsync(LogAsk ask, CancellationToken stop) =>
        ask.Narrow(store.Cases.AsNoTracking().Include(c => c.Members)).OrderBy(c => c.OnDay).ThenBy(c => c.Id).Take(50_000).ToListAsync(stop);

    /// <summary>Names of the facilities and supervisors' organisations of cases.</summary>
    public Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<LoggedCase> rows, CancellationToken stop) =>
        organisations.NamesAsync(rows.SelectMany(c => new[] { c.FacilityId, c.SupervisorAt ?? c.FacilityId }).Distinct(), null, stop);

    /// <summary>One case.</summary>
    public async Task<CaseView> CaseAsync(Guid id, CancellationToken stop)
    {
        var one = await store.Cases.AsNoTracking().Include(c => c.Members).SingleOrDefaultAsync(c => c.Id == id, stop)
            ?? throw Refusal.Missing("Không tìm thấy ca này trong nhật ký.");
        var (me, heads) = (caller.UserId, await seats.HoldsAsync(LogbookRights.Confirm, one.FacilityId, stop));
        var own = me is not null && (one.LoggedBy == me || one.Members.Exists(m => m.UserId == me));
        var inHouse = await seats.HoldsAsync(LogbookRights.Log, one.FacilityId, stop) || await seats.HoldsAsync(LogbookRights.Compare, one.FacilityId, stop);
        var encounter = inHouse ? encounters.Open(one.FacilityId, one.EncounterSealed) : "";
        if (encounter.Length > 0)
        {
            store.Trace("logbook.encounter.read", "logbook_case", one.Id.ToString());
            await store.SaveChangesAsync(stop);
        }
        var maySign = !own && ((one.State == LogState.AwaitsSupervisor && one.SupervisorUser == me) || (one.State == LogState.AwaitsHead && heads));
        var facility = await store.FeedRows.AsNoTracking().Include(r => r.Members).Where(r => r.FacilityId == one.FacilityId && r.Technique == one.Technique && r.IsThere
            && r.OnDay >= one.OnDay.AddDays(-1) && r.OnDay <= one.OnDay.AddDays(1)).ToListAsync(stop);
        var pair = CaseLog.Pairs([one], facility).GetValueOrDefault(one.Key);
        return new(one, await NamesAsync([one], stop), people.Roles, encounter, own && one.IsOpen && inHouse, heads && !own && one.State == LogState.AwaitsLeave, maySign,
            one.State == LogState.Counted && (heads || (one.SignedBy is not null && one.SignedBy == me && one.SignedAs != "none")),
            one.SignedHash is null || (one.SignedHash == one.Hash() && key.IsOurs(one.Sealed(), one.SignedSeal ?? [])), await RoomAsync(one, stop),
            maySign ? await proof.WaysAsync(stop) : null, facility.Find(r => r.Key == pair));
    }

    // How long the supervisor was in the room in which they say they supervised.
    async Task<int?> RoomAsync(LoggedCase one, CancellationToken stop)
    {
        if (one.RoomId is not { } room || await rooms.ReportAsync(room, stop) is not { } report) return null;
        return (int)report.Presence.Where(p => p.UserId is not null && p.UserId == one.SupervisorUser && p.To is not null).Sum(p => (p.To!.Value - p.From).TotalMinutes);
    }

    /// <summary>The case as the form shows it.</summary>
    public async Task<(LoggedCase Case, CaseInput Input)> CorrectableAsync(Guid id, CancellationToken stop)
    {
        var one = await logging.FindAsync(id, stop);
        one.MustBeOpen();
        await seats.MustAsync(LogbookRights.Log, one.FacilityId, stop);
        return (one, CaseInput.Of(one, encounters.Open(one.FacilityId, one.EncounterSealed)));
    }

    async Task<List<Guid>> FacilitiesAsync(CancellationToken stop) => [.. await seats.OfAsync(LogbookRights.See, stop)];

    async Task<IReadOnlyList<(string, string)>> ChoicesAsync(CancellationToken stop)
    {
        var known = await store.Cases.AsNoTracking().Select(c => c.FacilityId).Distinct().ToListAsync(stop);
        var names = await organisations.NamesAsync(known.Union(await FacilitiesAsync(stop)), null, stop);
        return [.. names.OrderBy(n => n.Value, StringComparer.Create(Say.Vietnam, true)).Select(n => (n.Key.ToString(), n.Value))];
    }
}
