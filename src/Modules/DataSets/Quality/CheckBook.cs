using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>What a run of rules came to.</summary>
/// <param name="Opened">Violations that are new or came back.</param>
/// <param name="Standing">Violations that were there before and still are.</param>
/// <param name="Closed">Violations that are no more.</param>
sealed record CheckRun(CheckResult Result, int Opened, int Standing, int Closed);

/// <summary>
/// Runs rules and keeps what came of it: a violation that is new opens, one that is no more closes, and what was said about it stays. Each opening leaves a
/// fact, each closing its reversal.
/// </summary>
sealed class CheckBook(DataSetsStore store, Checker checker, TimeProvider clock)
{
    /// <summary>A warning about a period that ended longer ago than this tells nobody.</summary>
    const int NewsDays = 62;

    /// <summary>Runs rules among units for their periods that end in the days.</summary>
    public async Task<CheckRun> RunAsync(IReadOnlyCollection<Rule> rules, IReadOnlyCollection<Guid> units, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var ground = await checker.GroundAsync(stop);
        var result = await checker.RunAsync(ground, rules, units, from, to, stop);
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        await LockAsync(store, stop);
        var ids = rules.Where(r => !result.Troubles.ContainsKey(r.Id)).Select(r => r.Id).ToList();
        var among = units.ToHashSet();
        var stored = (await store.Violations.Where(v => ids.Contains(v.RuleId) && v.EndsOn >= from && v.EndsOn <= to).ToListAsync(stop))
            .Where(v => among.Contains(v.UnitId)).ToDictionary(v => (v.RuleId, v.UnitId, v.Period));
        var (opened, standing, now) = (0, 0, clock.GetUtcNow());
        foreach (var reading in result.Failing)
        {
            stored.Remove((reading.Rule.Id, reading.UnitId, reading.Period.Code), out var row);
            if (row is { State: not ViolationState.Closed }) standing++;
            else opened++;
            Keep(ground, row, reading, now);
        }
        var gone = stored.Values.Where(v => v.State != ViolationState.Closed).ToList();
        await CloseAsync(gone, Words.Key("Kiểm tra lại: quy tắc đã thỏa."), stop);
        store.Trace("datasets.check", "rule", $"{rules.Count}/{units.Count}", "ok", $"+{opened} -{gone.Count}");
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new(result, opened, standing, gone.Count);
    }

    /// <summary>Closes violations with a note of the house; facts are taken back. The caller saves.</summary>
    public async Task CloseAsync(IReadOnlyCollection<Violation> rows, string why, CancellationToken stop)
    {
        var factIds = rows.Select(v => v.FactId).OfType<Guid>().ToList();
        var facts = new Dictionary<Guid, Fact>();
        foreach (var chunk in factIds.Chunk(1_000))
            foreach (var fact in await store.Facts.AsNoTracking().Where(f => chunk.Contains(f.Id)).ToListAsync(stop)) facts[fact.Id] = fact;
        var now = clock.GetUtcNow();
        foreach (var row in rows)
        {
            row.Edition++;
            if (row.FactId is { } id && facts.TryGetValue(id, out var fact)) store.Report(fact.Reversal(row.Edition, "datasets.check"));
            (row.State, row.FactId, row.ClosedAt, row.CheckedAt) = (ViolationState.Closed, null, now, now);
            store.ViolationNotes.Add(new() { ViolationId = row.Id, At = now, ByName = Caller.House.Name, State = ViolationState.Closed, Text = why });
        }
    }

    void Keep(Ground ground, Violation? row, Reading reading, DateTimeOffset now)
    {
        var (rule, period) = (reading.Rule, reading.Period);
        var fresh = row is null;
        if (row is null)
        {
            row = new() { RuleId = rule.Id, UnitId = reading.UnitId, Period = period.Code, StartsOn = period.First, EndsOn = period.Last, OpenedAt = now };
            store.Violations.Add(row);
        }
        var moved = !fresh && (row.LeftValue != reading.Left || row.RightValue != reading.Right);
        var back = row.State == ViolationState.Closed;
        (row.Kind, row.Importance, row.LeftValue, row.RightValue) = (rule.Kind, rule.Importance, reading.Left, reading.Right);
        if (!fresh && !back)
        {
            if (moved) row.CheckedAt = now;
            // A reason was given for other figures.
            if (!moved || row.State != ViolationState.Explained) return;
            row.State = ViolationState.Open;
            store.ViolationNotes.Add(new()
            {
                ViolationId = row.Id,
                At = now,
                ByName = Caller.House.Name,
                State = ViolationState.Open,
                Text = Words.Key("Số liệu đã thay đổi sau khi giải trình.")
            });
            return;
        }
        if (back)
        {
            row.Edition++;
            (row.State, row.OpenedAt, row.ClosedAt) = (ViolationState.Open, now, null);
            store.ViolationNotes.Add(new()
            {
                ViolationId = row.Id,
                At = now,
                ByName = Caller.House.Name,
                State = ViolationState.Open,
                Text = Words.Key("Kiểm tra lại: quy tắc lại không thỏa.")
            });
        }
        row.CheckedAt = now;
        var fact = row.Fact(period);
        row.FactId = fact.Id;
        store.Report(fact);
        if (fresh && rule.Kind == RuleKind.Warning && period.Last >= clock.Today().AddDays(-NewsDays)) Tell(ground, row, reading);
    }

    /// <summary>Tells the unit and its department, once for each warning.</summary>
    void Tell(Ground ground, Violation row, Reading reading)
    {
        if (ground.Tree.Find(reading.UnitId) is not { } unit) return;
        var department = unit.Above.FirstOrDefault(a => ground.Tree.Find(a) is { Kind: "department", IsOpen: true });
        foreach (var organisation in new[] { unit.Id, department }.Where(o => o != Guid.Empty).Distinct())
            store.Notify(new Notice
            {
                OrganisationId = organisation,
                Text = Words.Key("Cảnh báo “{0}”: {1}, {2}: {3} so với ngưỡng {4}."),
                Args = Notice.ArgsOf(reading.Rule.Name, unit.Name, reading.Period.Title("vi"), Say.Number(reading.Left), Say.Number(reading.Right)),
                Link = $"/data/checks/{row.Id}",
                Once = $"data-warning/{row.Id}/{organisation}",
            });
    }

    /// <summary>Two runs on PostgreSQL come one after the other, as on SQLite.</summary>
    static async Task LockAsync(DataSetsStore store, CancellationToken stop)
    {
        if (store.Database.IsNpgsql()) await store.Database.ExecuteSqlRawAsync("select pg_advisory_xact_lock(hashtext('datasets_violation'))", stop);
    }
}
