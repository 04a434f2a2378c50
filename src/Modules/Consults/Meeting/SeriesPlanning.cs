using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>What the form of a weekly line holds.</summary>
sealed record SeriesInput(Guid Holder, string Title, short Weekday, string At, int Length, DateOnly From, DateOnly To, IReadOnlyList<Guid> Facilities, Guid? PlanId,
    Guid? TopicId);

/// <summary>Makes weekly lines with all their meetings, and ends them.</summary>
sealed class SeriesPlanning(ConsultsStore store, Seats seats, Caller caller, IPeople people, TimeProvider clock)
{
    /// <summary>Longest line: two years of weeks.</summary>
    const int MostWeeks = 105;

    /// <summary>Makes the line; each week becomes a meeting with the holder's chair and secretary to be named. Returns its id.</summary>
    public async Task<Guid> MakeAsync(SeriesInput input, Guid? chair, Guid? secretary, CancellationToken stop)
    {
        await seats.MustAsync(ConsultsRights.Arrange, input.Holder, stop);
        var days = Series.Days(input.From, input.To, input.Weekday).ToList();
        if (input.Facilities.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn ít nhất một bệnh viện tham gia.") { Field = "facilities" };
        if (input.To < input.From || days.Count == 0) throw new Refusal(RefusalKind.Invalid, "Từ ngày đến ngày phải có ít nhất một buổi.") { Field = "to" };
        if (days.Count > MostWeeks) throw new Refusal(RefusalKind.Invalid, "Mỗi lịch tuần dài nhất {0} buổi. Xin chia thành nhiều lịch.", MostWeeks) { Field = "to" };
        var now = clock.GetUtcNow();
        var series = new Series
        {
            OrganisationId = input.Holder,
            Title = input.Title,
            Weekday = input.Weekday,
            At = input.At,
            Length = input.Length,
            FromDay = input.From,
            ToDay = input.To,
            PlanId = input.PlanId,
            TopicId = input.TopicId,
            MadeAt = now,
            MadeBy = caller.UserId,
            MadeByName = caller.Name,
        };
        series.Facilities.Add(new() { SeriesId = series.Id, FacilityId = input.Holder, IsHost = true });
        series.Facilities.AddRange(input.Facilities.Where(f => f != input.Holder).Distinct()
            .Select(f => new SeriesFacility { SeriesId = series.Id, FacilityId = f, IsHost = false }));
        store.Series.Add(series);
        var names = await people.NamesAsync(new[] { chair, secretary }.OfType<Guid>(), stop);
        foreach (var day in days) await AddAsync(series, day, chair, secretary, names, now, stop);
        await store.SaveChangesAsync(stop);
        return series.Id;
    }

    async Task AddAsync(Series series, DateOnly day, Guid? chair, Guid? secretary, IReadOnlyDictionary<Guid, string> names, DateTimeOffset now, CancellationToken stop)
    {
        var starts = Moments.At(day, series.At);
        var session = new Session
        {
            OrganisationId = series.OrganisationId,
            SeriesId = series.Id,
            Occurrence = day,
            Title = series.Title,
            StartsAt = starts,
            EndsAt = starts.AddMinutes(series.Length),
            MadeAt = now,
            MadeBy = caller.UserId,
            MadeByName = caller.Name,
            ChangedAt = now,
        };
        var ordinal = 0;
        if (chair is { } leads && names.TryGetValue(leads, out var leader))
            session.Seats.Add(new()
            {
                SessionId = session.Id,
                UserId = leads,
                Name = leader,
                FacilityId = series.OrganisationId,
                Role = RoomRole.Chair,
                Ordinal = ++ordinal
            });
        if (secretary is { } writes && writes != chair && names.TryGetValue(writes, out var writer))
            session.Seats.Add(new()
            {
                SessionId = session.Id,
                UserId = writes,
                Name = writer,
                FacilityId = series.OrganisationId,
                Role = RoomRole.Secretary,
                Ordinal = ++ordinal
            });
        // A seat without a name keeps the facility's place in the meeting until its people are named.
        store.Sessions.Add(session);
        await ReminderBook.LayAsync(store, session, now, stop);
    }

    /// <summary>No meeting after a day: those that are still ahead are skipped.</summary>
    public async Task EndAsync(Guid id, int version, DateOnly last, string why, CancellationToken stop)
    {
        var series = await store.Series.SingleOrDefaultAsync(s => s.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy lịch tuần này.");
        await seats.MustAsync(ConsultsRights.Arrange, series.OrganisationId, stop);
        store.Expect(series, version);
        series.EndedOn = last;
        var now = clock.GetUtcNow();
        var after = Moments.At(last.AddDays(1), "00:00");
        foreach (var session in await store.Sessions.Include(s => s.Seats).Where(s => s.SeriesId == id && s.State == SessionState.Planned && s.StartsAt >= after)
            .ToListAsync(stop))
        {
            if (await store.Agenda.AnyAsync(a => a.SessionId == session.Id, stop))
                throw Refusal.Conflict("Buổi ngày {0} đã có ca trong chương trình. Xin chuyển các ca sang buổi khác trước.", Say.Day(Say.DayOf(session.StartsAt)));
            session.CallOff(why, now);
        }
        await store.SaveChangesAsync(stop);
    }
}

/// <summary>Moments of Hà Nội.</summary>
static class Moments
{
    static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>A day and an hour (HH:mm) at Hà Nội.</summary>
    public static DateTimeOffset At(DateOnly day, string hour) =>
        new(day.ToDateTime(TimeOnly.ParseExact(hour, "HH:mm", System.Globalization.CultureInfo.InvariantCulture)), Offset);

    /// <summary>An hour as a form sends it.</summary>
    public static string Hour(string text, string field) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var at)
            ? at.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)
            : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là giờ. Ví dụ đúng: 14:00.", text) { Field = field };
}
