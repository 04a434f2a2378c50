using System.Globalization;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Plans;

/// <summary>How the workload is looked at; it stands in the address.</summary>
sealed record LoadLook(bool ByPerson, bool ByWeek, DateOnly From, Guid? Plan)
{
    /// <summary>Reads it from the address; what does not fit is left out.</summary>
    public static LoadLook Of(IQueryCollection query, DateOnly today)
    {
        var week = query["step"] == "week";
        var from = Say.TryDay(query["from"], out var day) && day.Year is > 2000 and < 2100 ? day : today;
        return new(query["by"] == "person", week, week ? from.AddDays(-(((int)from.DayOfWeek + 6) % 7)) : new DateOnly(from.Year, from.Month, 1),
            Guid.TryParse(query["plan"], out var plan) ? plan : null);
    }

    /// <summary>The periods shown: twelve weeks or eight months.</summary>
    public IReadOnlyList<LoadPeriod> Periods => [.. Enumerable.Range(0, ByWeek ? 12 : 8).Select(i => ByWeek
        ? new LoadPeriod(From.AddDays(i * 7), From.AddDays((i * 7) + 6), From.AddDays(i * 7).ToString("dd/MM", CultureInfo.InvariantCulture))
        : new LoadPeriod(From.AddMonths(i), From.AddMonths(i + 1).AddDays(-1), From.AddMonths(i).ToString("MM/yyyy", CultureInfo.InvariantCulture)))];

    /// <summary>As it stands in the address, moved by so many periods.</summary>
    public string Query(int periods = 0) => string.Create(CultureInfo.InvariantCulture,
        $"?by={(ByPerson ? "person" : "unit")}&step={(ByWeek ? "week" : "month")}&from={(ByWeek ? From.AddDays(periods * 7) : From.AddMonths(periods)):yyyy-MM-dd}{(Plan is { } p ? "&plan=" + p : "")}");
}

/// <summary>A week or a month of the table.</summary>
sealed record LoadPeriod(DateOnly From, DateOnly To, string Label)
{
    /// <summary>How many days.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The day lies in it.</summary>
    public bool Holds(DateOnly day) => From <= day && day <= To;
}
