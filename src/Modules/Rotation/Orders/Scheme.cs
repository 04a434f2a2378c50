using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Rotation;

/// <summary>What part of a day is owed.</summary>
enum DayPart
{
    /// <summary>Cả ngày.</summary>
    Day,

    /// <summary>Buổi sáng.</summary>
    Morning,

    /// <summary>Buổi chiều.</summary>
    Afternoon,
}

/// <summary>A scheme and the duty that it puts on a place, as it holds between days: QĐ 1816, Đề án 585, doctors to communes.</summary>
sealed class Scheme
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary><c>1816</c>, <c>585</c>, <c>commune</c>.</summary>
    public required string Key { get; init; }
    public required string Name { get; init; }

    /// <summary>Zone of the commune (I, II, III); empty: of any place.</summary>
    public required string Zone { get; init; }

    /// <summary>Days or sessions owed to the place in a week; 0: the order's dates say it.</summary>
    public required int PerWeek { get; init; }

    /// <summary>Whole days or sessions.</summary>
    public required DayPart Part { get; init; }
    public required DateOnly FromDay { get; init; }
    public DateOnly? ToDay { get; set; }
    public required string Source { get; init; }

    /// <summary>The duty of a scheme at a zone on a day; null where there is none.</summary>
    public static Scheme? Of(IEnumerable<Scheme> schemes, string key, string zone, DateOnly day) =>
        schemes.Where(s => s.Key == key && s.FromDay <= day && (s.ToDay is null || s.ToDay >= day) && (s.Zone == zone || s.Zone.Length == 0))
            .OrderByDescending(s => s.Zone.Length).ThenByDescending(s => s.FromDay).FirstOrDefault();
}

/// <summary>Keeps the schemes: a new duty ends the one that stood.</summary>
sealed class SchemeBook(RotationStore store)
{
    /// <summary>All, by key, zone and day.</summary>
    public Task<List<Scheme>> AllAsync(CancellationToken stop) => store.Schemes.AsNoTracking().OrderBy(s => s.Key)
        .ThenBy(s => s.Zone).ThenByDescending(s => s.FromDay).ToListAsync(stop);

    /// <summary>Sets what a scheme owes a zone from a day on.</summary>
    public async Task SetAsync(string key, string zone, int perWeek, DayPart part, DateOnly from, string source, CancellationToken stop)
    {
        if (perWeek is < 0 or > 14) throw new Refusal(RefusalKind.Invalid, "Số ngày (buổi) mỗi tuần từ 0 đến 14.") { Field = "perWeek" };
        var known = await store.Schemes.Where(s => s.Key == key && s.Zone == zone).ToListAsync(stop);
        var name = known.FirstOrDefault()?.Name ?? (await store.Schemes.AsNoTracking().FirstOrDefaultAsync(s => s.Key == key, stop))?.Name
            ?? throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "scheme" };
        foreach (var old in known.Where(s => s.ToDay is null || s.ToDay >= from))
        {
            if (old.FromDay >= from) throw new Refusal(RefusalKind.Conflict, "Đã có mức cho đề án này từ {0}. Xin chọn ngày sau đó.",
                Say.Day(old.FromDay))
            { Field = "from" };
            old.ToDay = from.AddDays(-1);
        }
        store.Schemes.Add(new() { Key = key, Name = name, Zone = zone, PerWeek = perWeek, Part = part, FromDay = from, Source = source });
        await store.SaveChangesAsync(stop);
    }
}
