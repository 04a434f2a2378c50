using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>The roster of a facility.</summary>
sealed record RosterView(Guid Facility, IReadOnlyList<(string, string)> Facilities, IReadOnlyList<Duty> Duties, IReadOnlyList<PersonCard> People,
    IReadOnlyList<Duty> Now, bool MayEdit, DateOnly Today);

/// <summary>Keeps rosters: one line at a time, or a table at once.</summary>
sealed class RosterDesk(ConsultsStore store, Seats seats, IPeople people, IOrganisations organisations, TimeProvider clock)
{
    const int Most = 2000;

    /// <summary>The page: what is and what comes.</summary>
    public async Task<RosterView> ShowAsync(Guid? facility, CancellationToken stop)
    {
        var mine = await seats.OfAsync(ConsultsRights.See, stop);
        if (mine.Count == 0) throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}”. Xin liên hệ quản trị viên của đơn vị.", ConsultsRights.See.Title);
        var at = facility is { } asked && mine.Contains(asked) ? asked : mine[0];
        var names = await organisations.NamesAsync(mine, null, stop);
        var rows = await RowsAsync(at, stop);
        var onCall = rows.Where(d => d.Covers(Say.WallClock(clock.GetUtcNow()))).OrderBy(d => d.Rank).ToList();
        return new(at, [.. mine.Select(m => (m.ToString(), names.GetValueOrDefault(m, "–")))], rows, await people.AtAsync([at], stop), onCall,
            await seats.HoldsAsync(ConsultsRights.Roster, at, stop), clock.Today());
    }

    /// <summary>Lines that have not ended.</summary>
    public async Task<IReadOnlyList<Duty>> RowsAsync(Guid facility, CancellationToken stop)
    {
        var yesterday = clock.Today().AddDays(-1);
        return await store.Duties.AsNoTracking().Where(d => d.OrganisationId == facility && d.ToDay >= yesterday).OrderBy(d => d.FromDay).ThenBy(d =>
            d.Rank).ThenBy(d => d.UserName)
            .Take(Most).ToListAsync(stop);
    }

    /// <summary>Adds a line.</summary>
    public async Task AddAsync(Form form, CancellationToken stop)
    {
        var facility = form.Id("facility");
        await seats.MustAsync(ConsultsRights.Roster, facility, stop);
        var person = (await people.AtAsync([facility!.Value], stop)).FirstOrDefault(p => p.Id == form.Id("user"))
            ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn người trực.") { Field = "user" };
        var from = form.Day("from") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày bắt đầu.") { Field = "from" };
        var specialty = form.Text("specialty", 40);
        store.Duties.Add(Line(facility.Value, specialty.Length == 0 ? "" : Specialties.Known(specialty), person, from, form.Day("to") ?? from,
            Minute(form.Text("start", 5), "start"), Minute(form.Text("end", 5), "end"), form.Whole("rank", 1)));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes a line out.</summary>
    public async Task RemoveAsync(Guid id, int version, CancellationToken stop)
    {
        var row = await store.Duties.SingleOrDefaultAsync(d => d.Id == id, stop) ?? throw Refusal.Missing("Dòng trực này không còn trong lịch.");
        await seats.MustAsync(ConsultsRights.Roster, row.OrganisationId, stop);
        store.Duties.Remove(store.Expect(row, version));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>
    /// Adds the lines of a table with the heads người trực, chuyên khoa, từ ngày, đến ngày, từ giờ, đến giờ, thứ tự; all or none, and lines that are there already
    /// are not added twice. Answers how many are new.
    /// </summary>
    public async Task<int> ImportAsync(Guid facility, IEnumerable<TableRow> table, CancellationToken stop)
    {
        await seats.MustAsync(ConsultsRights.Roster, facility, stop);
        var staff = await people.AtAsync([facility], stop);
        var (there, added, number) = (await store.Duties.AsNoTracking().Where(d => d.OrganisationId == facility).ToListAsync(stop), 0, 0);
        foreach (var row in table)
        {
            if (++number > Most) throw new Refusal(RefusalKind.Invalid, "Bảng có quá {0} dòng. Xin chia nhỏ.", Most) { Field = "file" };
            var cells = row.Texts.Select(c => c.Trim()).ToList();
            if (number == 1 || cells.All(c => c.Length == 0)) continue;
            string Cell(int i) => i < cells.Count ? cells[i] : "";
            var person = staff.Where(p => Fold.Of(p.Name) == Fold.Of(Cell(0))).ToList() is [var one] ? one
                : throw Wrong(number, Words.Key("Dòng {0}: không rõ người trực “{1}”. Tên phải trùng một tài khoản của đơn vị."), Cell(0));
            var specialty = Specialties.Find(Cell(1)) ?? throw Wrong(number, Words.Key("Dòng {0}: không có chuyên khoa “{1}”."), Cell(1));
            var from = Say.TryDay(Cell(2), out var f) ? f : throw Wrong(number, Words.Key("Dòng {0}: “{1}” không phải là ngày."), Cell(2));
            var to = Cell(3).Length == 0 ? from : Say.TryDay(Cell(3), out var t) ? t : throw Wrong(number, Words.Key("Dòng {0}: “{1}” không phải là ngày."), Cell(3));
            var line = Line(facility, specialty, person, from, to, Minute(Cell(4), "file"), Minute(Cell(5), "file"),
                int.TryParse(Cell(6), NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : 1);
            if (there.Any(d => Same(d, line))) continue;
            there.Add(line);
            store.Duties.Add(line);
            added++;
        }
        await store.SaveChangesAsync(stop);
        return added;
    }

    /// <summary>The present limits, and those that will hold.</summary>
    public async Task<IReadOnlyList<ClockRule>> RulesAsync(CancellationToken stop) =>
        await store.ClockRules.AsNoTracking().OrderBy(r => r.Clock).ThenBy(r => r.Urgency).ThenByDescending(r => r.FromDay).ToListAsync(stop);

    /// <summary>Sets a limit from a day on; what holds today or held before is never changed.</summary>
    public async Task SetRuleAsync(Form form, CancellationToken stop)
    {
        var (minutes, days, next) = (form.Whole("minutes"), form.Whole("workdays"), form.Whole("next"));
        if (minutes is < 0 or > 43_200 || days is < 0 or > 60 || (minutes > 0 && days > 0)) throw new Refusal(RefusalKind.Invalid,
            "Xin ghi số phút hoặc số ngày làm việc, không ghi cả hai.")
        { Field = "minutes" };
        if (next is < 1 or > 10_080) throw new Refusal(RefusalKind.Invalid, "Xin ghi số phút dành cho người trực kế tiếp.") { Field = "next" };
        var from = form.Day("from") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày bắt đầu.") { Field = "from" };
        if (from <= clock.Today()) throw new Refusal(RefusalKind.Invalid, "Thời hạn mới chỉ áp dụng từ ngày mai trở đi.") { Field = "from" };
        var (kind, urgency) = (form.One<ClockKind>("clock"), form.One<Urgency>("urgency"));
        if (await store.ClockRules.SingleOrDefaultAsync(r => r.Clock == kind && r.Urgency == urgency && r.FromDay == from, stop) is { } old) store.ClockRules.Remove(old);
        store.ClockRules.Add(new()
        {
            Clock = kind,
            Urgency = urgency,
            Minutes = minutes,
            Workdays = days,
            NextMinutes = next,
            FromDay = from,
            Source = form.Required("source", 200)
        });
        await store.SaveChangesAsync(stop);
    }

    static Duty Line(Guid facility, string specialty, PersonCard person, DateOnly from, DateOnly to, int start, int end, int rank) => to < from || to > from.AddYears(2)
        ? throw new Refusal(RefusalKind.Invalid, "Ngày kết thúc phải sau ngày bắt đầu và không quá hai năm.") { Field = "to" }
        : new()
        {
            OrganisationId = facility,
            Specialty = specialty,
            UserId = person.Id,
            UserName = person.Name,
            FromDay = from,
            ToDay = to,
            FromMinute = start,
            ToMinute = end,
            Rank = Math.Clamp(rank, 1, 99)
        };

    static bool Same(Duty a, Duty b) => (a.Specialty, a.UserId, a.FromDay, a.ToDay, a.FromMinute, a.ToMinute) == (b.Specialty, b.UserId, b.FromDay,
        b.ToDay, b.FromMinute, b.ToMinute);

    /// <summary>Minute of the day of an hour as people type it; empty: midnight.</summary>
    static int Minute(string text, string field) => text.Length == 0 ? 0
        : TimeOnly.TryParseExact(text.Replace('h', ':'), ["H:mm", "HH:mm", "H:"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? (at.Hour * 60) + at.Minute
        : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là giờ. Ví dụ đúng: 07:30.", text) { Field = field };

    static Refusal Wrong(int row, string text, string cell) => new(RefusalKind.Invalid, text, row, cell) { Field = "file" };
}
