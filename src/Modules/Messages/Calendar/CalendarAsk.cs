using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Messages;

/// <summary>What of the calendar is asked for: how it is shown, around which day, which entries.</summary>
/// <param name="View"><c>month</c>, <c>list</c> or <c>year</c>.</param>
/// <param name="Day">A day of the month or year that is shown; first day of the list.</param>
/// <param name="Mine">Only what an organisation of the caller's own posts answers for.</param>
/// <param name="Late">Only what is late.</param>
sealed record CalendarAsk(string View, DateOnly Day, string Kind, Guid? Plan, Guid? Unit, bool Mine, bool Late)
{
    /// <summary>Reads the address.</summary>
    public static CalendarAsk Of(HttpRequest request, DateOnly today)
    {
        string Text(string name) => request.Query[name].ToString();
        Guid? Id(string name) => Guid.TryParse(Text(name), out var id) ? id : null;
        var day = Say.TryDay(Text("day"), out var asked) && asked.Year is >= 2000 and <= 2100 ? asked : today;
        return new(Text("view") is "list" or "year" ? Text("view") : "month", day, Kinds.All.Any(k => k.Kind == Text("kind")) ? Text("kind") : "", Id("plan"), Id("unit"),
            Text("mine") is "on" or "1", Text("late") is "on" or "1");
    }

    /// <summary>First day that is shown.</summary>
    public DateOnly From => View switch
    {
        "year" => new(Day.Year, 1, 1),
        "list" => Day,
        _ => Monday(new(Day.Year, Day.Month, 1)),
    };

    /// <summary>Last day that is shown.</summary>
    public DateOnly To => View switch
    {
        "year" => new(Day.Year, 12, 31),
        "list" => Day.AddMonths(3),
        _ => Monday(new DateOnly(Day.Year, Day.Month, 1).AddMonths(1).AddDays(-1)).AddDays(6),
    };

    static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>The same a step earlier (-1) or later (1).</summary>
    public CalendarAsk Step(int by) => this with { Day = View == "year" ? Day.AddYears(by) : View == "list" ? Day.AddMonths(by) : new DateOnly(Day.Year, Day.Month, 1).AddMonths(by) };

    /// <summary>The filters as a query, with <paramref name="path"/> before it.</summary>
    public string Href(string path = "/calendar")
    {
        var query = new Dictionary<string, string?> { ["view"] = View, ["day"] = Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        if (Kind.Length > 0) query["kind"] = Kind;
        if (Plan is { } plan) query["plan"] = plan.ToString();
        if (Unit is { } unit) query["unit"] = unit.ToString();
        if (Mine) query["mine"] = "on";
        if (Late) query["late"] = "on";
        return QueryHelpers.AddQueryString(path, query);
    }

    /// <summary>Does an entry pass the filters?</summary>
    public bool Takes(CalendarEntry entry, IReadOnlySet<Guid> own, DateOnly today) =>
        (Kind.Length == 0 || entry.Kind == Kind) && (Plan is null || entry.PlanId == Plan) && (Unit is null || entry.UnitId == Unit)
        && (!Mine || (entry.UnitId is { } unit && own.Contains(unit))) && (!Late || entry.IsLate(today));
}

/// <summary>Kinds of entries with their words (keys).</summary>
static class Kinds
{
    public static readonly (string Kind, string Word)[] All =
    [
        ("report", Words.Key("báo cáo")), ("task", Words.Key("nhiệm vụ")), ("meeting", Words.Key("cuộc họp")), ("milestone", Words.Key("mốc")), ("order", Words.Key("mua sắm")),
    ];

    /// <summary>Word of a kind; the kind itself where it is a new one.</summary>
    public static string Word(string kind) => Array.Find(All, k => k.Kind == kind).Word ?? kind;

    /// <summary>Not done though its last day has passed.</summary>
    public static bool IsLate(this CalendarEntry entry, DateOnly today) => !entry.IsDone && entry.To < today && entry.Kind != "meeting";

    /// <summary>Stands in the cell of this day: a short entry on all its days, a long one on its first and last.</summary>
    public static bool StandsOn(this CalendarEntry entry, DateOnly day) =>
        entry.To.DayNumber - entry.From.DayNumber < 7 ? entry.From <= day && day <= entry.To : day == entry.From || day == entry.To;
}
