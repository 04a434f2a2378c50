using System.Text;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>
/// A year of entered values for the demonstration's plans: by month or quarter, some late, some missing, one corrected; the same at every start.
/// Documents and numbers are invented and say so.
/// </summary>
sealed class EvidenceDemonstration(EvidenceStore store, IPlans plans, IFiles files, Database database, Following following) : IDemonstration
{
    const string By = "Người nhập trình diễn";

    public int Order => 40;

    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        foreach (var (_, planId) in world.Plans.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var targets = await plans.TargetsAsync(planId, stop);
            var units = (await plans.TasksAsync(planId, stop)).Select(t => t.UnitId).OfType<Guid>().Distinct().Take(3).ToList();
            await using var connection = await database.OpenAsync(stop);
            var measures = await MeasureBook.LoadAsync(connection, [planId], stop);
            for (var i = 0; i < targets.Count; i++)
                if (measures.Of(targets[i].IndicatorId, world.Today) is { Kind: MeasureKind.Official or MeasureKind.Declared } measure)
                    await TellAsync(world, new(targets[i], measure, i, units), stop);
            await store.SaveChangesAsync(stop);
            store.ChangeTracker.Clear();
        }
        await following.RunAsync(stop);
    }

    /// <summary>One indicator's story: each seventh has no figure yet, each fifth stopped half a year ago.</summary>
    async Task TellAsync(DemoWorld world, Story story, CancellationToken stop)
    {
        var target = story.Target;
        if (story.Index % 7 == 6 || target.From > world.Today) return;
        // A plan of an earlier year tells its own last year.
        var today = target.To < world.Today ? target.To : world.Today;
        var until = story.Index % 5 == 3 ? today.AddMonths(-6) : today;
        var months = story.Measure.OverTime == OverTime.Sum ? 1 : 3;
        var first = Later(target.From, new DateOnly(today.Year, today.Month, 1).AddMonths(-14));
        var step = 0;
        for (var from = new DateOnly(first.Year, first.Month, 1); ; from = from.AddMonths(months), step++)
        {
            var to = from.AddMonths(months).AddDays(-1);
            if (to > until || to > target.To) break;
            if (to < target.From) continue;
            // Somebody was on leave: a month stays empty.
            if (world.Chance.Next(12) == 0) continue;
            var unit = story.Reporting[step % story.Reporting.Count];
            if (story.Value(world.Chance, from, to) is { } number) await EnterAsync(world, story, unit, from, to, number, step, stop);
        }
    }

    async Task EnterAsync(DemoWorld world, Story story, Guid unit, DateOnly from, DateOnly to, decimal number, int step, CancellationToken stop)
    {
        var grade = story.Measure.Kind == MeasureKind.Official ? Grade.Official : world.Chance.Next(3) == 0 ? Grade.Declared : Grade.DeclaredWithFile;
        var entry = Guid.CreateVersion7();
        var slips = story.Index == 2 && step == 1;
        var value = await MadeAsync(story, unit, from, to, slips ? number * 10 : number, grade, entry, 1, null, stop);
        ValueFacts.State(store, value);
        store.Values.Add(value);
        if (!slips) return;
        const string reason = "Nhập thừa một chữ số 0";
        var next = await MadeAsync(story, unit, from, to, number, grade, entry, 2, reason, stop);
        var stated = store.ChangeTracker.Entries<Fact>().Select(e => e.Entity).Where(f => f.SourceId == value.Source).ToList();
        ValueFacts.TakeBack(store, stated, 2, reason);
        ValueFacts.State(store, next, stated.ToDictionary(f => f.Kind));
        value.IsCurrent = false;
        store.Values.Add(next);
    }

    async Task<EnteredValue> MadeAsync(Story story, Guid unit, DateOnly from, DateOnly to, decimal number, Grade grade, Guid entry, int edition, string? reason, CancellationToken stop)
    {
        var file = grade == Grade.Declared ? null : await FileAsync(story.Target, unit, from, to, number, stop);
        var isOfficial = grade == Grade.Official;
        return new()
        {
            EntryId = entry,
            Edition = edition,
            IndicatorId = story.Target.IndicatorId,
            PlanId = story.Target.PlanId,
            UnitId = unit,
            FromDay = from,
            ToDay = to,
            Value = number,
            Grade = grade,
            DocumentNumber = isOfficial ? FormattableString.Invariant($"{10 + to.Month:00}/BC-TK") : null,
            DocumentDate = isOfficial ? to.AddDays(5) : null,
            DocumentIssuer = isOfficial ? "Đơn vị thống kê (giả định)" : null,
            FileOwner = unit,
            FileHash = file?.Hash,
            FileName = file is null ? null : "trich-so-lieu.csv",
            FileSize = file?.Size,
            Note = "Số liệu trình diễn",
            Reason = reason,
            EnteredByName = By,
            EnteredAt = store.Clock.GetUtcNow(),
        };
    }

    /// <summary>The extract that proves the figure, as a small table.</summary>
    async Task<Kept> FileAsync(Target target, Guid unit, DateOnly from, DateOnly to, decimal number, CancellationToken stop)
    {
        var text = $"\uFEFFChỉ tiêu;Từ ngày;Đến ngày;Giá trị;Đơn vị tính\r\n\"{target.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\";{Say.Day(from)};{Say.Day(to)};{Say.Number(number)};{target.Unit}\r\nSố liệu trình diễn, không phải số liệu thật\r\n";
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await files.PutAsync(unit, content, 1024 * 1024, stop);
    }

    static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    /// <summary>How one indicator goes: most reach their level, some do not.</summary>
    sealed record Story(Target Target, IndicatorMeasure Measure, int Index, IReadOnlyList<Guid> Units)
    {
        /// <summary>Counts are reported by the units that work; a rate by the one that answers for it.</summary>
        public IReadOnlyList<Guid> Reporting => Measure.OverTime == OverTime.Sum && Units.Count > 1 ? Units : [Target.OwnerId];

        /// <summary>Where the indicator ends up against its level.</summary>
        decimal Fate => (Index % 6) switch { 0 => 1.04m, 1 => 1.0m, 2 => 0.98m, 3 => 0.9m, 4 => 1.08m, _ => 1.01m };

        /// <summary>What is reported for a period; null where nothing happened that could be counted.</summary>
        public decimal? Value(Random chance, DateOnly from, DateOnly to)
        {
            var level = Target.High is { } high && Target.Value is { } low ? (low + high) / 2 : Target.Value ?? 1;
            var noise = 1 + (chance.Next(-100, 101) / 100m) * 0.02m;
            if (Measure.OverTime == OverTime.Sum)
            {
                var whole = level * Fate;
                var counted = decimal.Round(whole * Rules.Share(Target, to)) - decimal.Round(whole * Rules.Share(Target, from.AddDays(-1)));
                return counted > 0 ? counted : null;
            }
            if (Target.Comparator == Comparator.Maintain) return decimal.Round(level, 2);
            var lower = Target.Comparator is Comparator.AtMost or Comparator.Below;
            var start = lower ? 1.18m : 0.86m;
            var end = lower ? 2 - Fate : Fate;
            var value = level * (start + (end - start) * Rules.Share(Target, to)) * noise;
            return MeasuresFromPlan.IsRate(Target) ? decimal.Round(Target.Unit.Contains('%') ? Math.Min(value, 100) : value, 2) : decimal.Round(value);
        }
    }
}
