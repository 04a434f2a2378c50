using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Logbook;

/// <summary>
/// A dated rule for techniques of a class (begin of the class's name; empty: any): does the head confirm what was done alone, after how many days is
/// an entry late.
/// </summary>
sealed class LogRule
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary><c>P</c>, <c>P1</c>, <c>T</c> …; the longest that fits holds.</summary>
    public required string TechniqueClass { get; init; }
    public required DateOnly FromDay { get; init; }
    public DateOnly? ToDay { get; set; }
    public required bool NeedsHead { get; init; }

    /// <summary>Days after the case within which it is entered without being late.</summary>
    public required int LateDays { get; init; }
    public required string Source { get; init; }
    public required string MadeByName { get; init; }

    /// <summary>The rule for a class on a day.</summary>
    public static LogRule Of(IEnumerable<LogRule> rules, string technique, DateOnly day) =>
        rules.Where(r => r.FromDay <= day && (r.ToDay is null || r.ToDay >= day) && technique.StartsWith(r.TechniqueClass, StringComparison.Ordinal))
            .OrderByDescending(r => r.TechniqueClass.Length).ThenByDescending(r => r.FromDay).FirstOrDefault()
        ?? new() { TechniqueClass = "", FromDay = DateOnly.MinValue, NeedsHead = true, LateDays = 7, Source = "", MadeByName = "" };
}

/// <summary>Keeps the rules: a new one ends the one that stood.</summary>
sealed class RuleBook(LogbookStore store, Caller caller)
{
    /// <summary>Every rule, by class and day.</summary>
    public Task<List<LogRule>> AllAsync(CancellationToken stop) =>
        store.Rules.AsNoTracking().OrderBy(r => r.TechniqueClass).ThenByDescending(r => r.FromDay).ToListAsync(stop);

    /// <summary>The rule for a class on a day.</summary>
    public async Task<LogRule> OfAsync(string technique, DateOnly day, CancellationToken stop) => LogRule.Of(await AllAsync(stop), technique, day);

    /// <summary>Sets what holds for a class from a day on.</summary>
    public async Task SetAsync(string technique, DateOnly from, bool needsHead, int lateDays, string source, CancellationToken stop)
    {
        if (technique.Length > 2 || !technique.All(char.IsAsciiLetterOrDigit)) throw new Refusal(RefusalKind.Invalid,
            "Loại kỹ thuật viết như P, P1, T2; để trống là mọi loại.")
        { Field = "class" };
        if (lateDays is < 0 or > 90) throw new Refusal(RefusalKind.Invalid, "Số ngày từ 0 đến 90.") { Field = "days" };
        foreach (var old in await store.Rules.Where(r => r.TechniqueClass == technique && (r.ToDay == null || r.ToDay >= from)).ToListAsync(stop))
        {
            if (old.FromDay >= from) throw new Refusal(RefusalKind.Conflict, "Đã có quy định cho loại này từ {0}. Xin chọn ngày sau đó.",
                Say.Day(old.FromDay))
            { Field = "from" };
            old.ToDay = from.AddDays(-1);
        }
        store.Rules.Add(new() { TechniqueClass = technique, FromDay = from, NeedsHead = needsHead, LateDays = lateDays, Source = source, MadeByName = caller.Name });
        await store.SaveChangesAsync(stop);
    }
}
