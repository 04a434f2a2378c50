using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>Where the limits and reasons that the house was delivered with come from (keys of translations); what an administrator enters stands as typed.</summary>
static class RuleSources
{
    /// <summary>All of them.</summary>
    public static readonly string[] Texts =
    [
        Words.Key("Mức ban đầu của hệ thống"), Words.Key("Điều 61 Luật 15/2023/QH15"), Words.Key("Điều 64 Luật 15/2023/QH15"), Words.Key("Điều 80 Luật 15/2023/QH15"),
    ];
}

/// <summary>Who is on call, and until when an answer is due: from rosters and dated rules.</summary>
sealed class Clocks(ConsultsStore store, IWorkdays workdays)
{
    static readonly TimeSpan LeastOfDay = TimeSpan.FromHours(4);

    /// <summary>The clock that begins now for a facility.</summary>
    public async Task<RunningClock> StartAsync(ClockKind kind, Urgency urgency, Guid facility, string specialty, DateTimeOffset at, CancellationToken stop)
    {
        var due = Due(await RuleAsync(kind, urgency, at, stop), at, await workdays.LoadAsync(stop));
        return new(due, due, (await OnCallAsync(facility, specialty, at, stop)).Select(d => (Guid?)d.UserId).FirstOrDefault());
    }

    /// <summary>The rule of the day.</summary>
    public async Task<ClockRule> RuleAsync(ClockKind kind, Urgency urgency, DateTimeOffset at, CancellationToken stop)
    {
        var day = Say.DayOf(at);
        return await store.ClockRules.AsNoTracking().Where(r => r.Clock == kind && r.Urgency == urgency && r.FromDay <= day).OrderByDescending(r => r.FromDay)
            .FirstOrDefaultAsync(stop) ?? throw Refusal.Unavailable("Chưa có quy định thời hạn cho mức khẩn này. Xin liên hệ quản trị viên.");
    }

    /// <summary>Until when, by a rule: minutes; or the end of the n-th working day; or the end of the day, at least four hours.</summary>
    public static DateTimeOffset Due(ClockRule rule, DateTimeOffset at, Workdays days)
    {
        if (rule.Minutes > 0) return at.AddMinutes(rule.Minutes);
        var day = Say.DayOf(at);
        if (rule.Workdays == 0) return EndOf(day) is var end && end < at + LeastOfDay ? at + LeastOfDay : end;
        for (var left = rule.Workdays; left > 0;)
        {
            day = day.AddDays(1);
            if (days.IsWorkday(day)) left--;
        }
        return EndOf(day);
    }

    /// <summary>Who is on call at a moment, the first to be called first: those of the specialty before those of all.</summary>
    public async Task<IReadOnlyList<Duty>> OnCallAsync(Guid facility, string specialty, DateTimeOffset at, CancellationToken stop)
    {
        var wall = Say.WallClock(at);
        var (day, before) = (DateOnly.FromDateTime(wall), DateOnly.FromDateTime(wall).AddDays(-1));
        var rows = await store.Duties.AsNoTracking().Where(d => d.OrganisationId == facility && d.FromDay <= day && d.ToDay >= before
            && (d.Specialty == "" || d.Specialty == specialty)).ToListAsync(stop);
        return [.. rows.Where(d => d.Covers(wall)).OrderBy(d => d.Rank).ThenBy(d => d.Specialty.Length == 0).ThenBy(d => d.UserName, StringComparer.Ordinal)
            .DistinctBy(d => d.UserId)];
    }

    static DateTimeOffset EndOf(DateOnly day) => Moments.At(day.AddDays(1), "00:00").ToUniversalTime();
}
