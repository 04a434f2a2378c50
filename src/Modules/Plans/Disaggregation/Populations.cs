using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>A population that may weigh the levels of units, in the version now in force ("Dân số trung bình · Ước 2026").</summary>
sealed record PopulationChoice(string Code, string Name);

/// <summary>Takes reported populations as denominators of a shared target; which version they were taken from stays in the plan's history.</summary>
sealed class Populations(PlanDesk desk)
{
    readonly PlansStore store = desk.Store;

    /// <summary>Numbers of people that come in dated versions; empty in a house without reported figures.</summary>
    public async Task<IReadOnlyList<PopulationChoice>> ChoicesAsync(CancellationToken stop)
    {
        if (desk.Services.GetService<IDataDictionary>() is not { } dictionary || desk.Services.GetService<IAnalytics>() is null) return [];
        var words = await dictionary.LoadAsync(stop);
        return [.. words.Elements.Where(e => e.CurrentAttribute is not null).OrderBy(e => Fold.Of(e.Name), StringComparer.Ordinal)
            .Select(e => new PopulationChoice(e.Code, words.Option(e.CurrentAttribute!) is { } version ? $"{e.Name} · {version.Name}" : e.Name))];
    }

    /// <summary>
    /// Writes the newest figure up to the end of a year as the denominator of each unit. Returns how many units got one, the name of what was taken, and the
    /// units without a figure, whose denominators stay.
    /// </summary>
    public async Task<(int Taken, string Name, IReadOnlyList<string> Without)> TakeAsync(Plan plan, Indicator whole, string code, int year, CancellationToken stop)
    {
        var choice = (await ChoicesAsync(stop)).FirstOrDefault(c => c.Code == code) ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn số liệu dân số trong danh sách.") { Field = "population" };
        if (year < 1990 || year > desk.Today.Year) throw new Refusal(RefusalKind.Invalid, "Năm phải từ 1990 đến năm nay.") { Field = "year" };
        var shares = await store.Shares.Where(s => s.IndicatorId == whole.Id).ToListAsync(stop);
        var figures = await desk.Services.GetRequiredService<IAnalytics>()
            .ReadAsync([.. shares.Select(s => new FigureAsk($"#{{{choice.Code}}}", s.UnitId, new DateOnly(year, 1, 1), new DateOnly(year, 12, 31)))], new(), stop);
        var without = new List<Guid>();
        for (var i = 0; i < shares.Count; i++)
            if (figures[i].Value is > 0 and var people) shares[i].Weight = people;
            else without.Add(shares[i].UnitId);
        if (without.Count == shares.Count)
            throw Refusal.Conflict("Chưa đơn vị nào có số liệu {0} đến hết năm {1}. Xin nhập ở trang Số liệu, hoặc ghi mẫu số bằng tay.", choice.Name, year.ToString(CultureInfo.InvariantCulture));
        var name = string.Create(CultureInfo.InvariantCulture, $"{choice.Name}, {year}");
        store.Remember(plan.Id, Words.Key("Chỉ tiêu “{0}”: lấy mẫu số từ {1}"), "share", whole.Id, whole.Name, name);
        await store.SaveChangesAsync(stop);
        var names = await desk.Organisations.NamesAsync(without, null, stop);
        return (shares.Count - without.Count, name, [.. without.Select(u => names.GetValueOrDefault(u, "–"))]);
    }
}
