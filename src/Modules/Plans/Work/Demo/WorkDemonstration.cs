using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>
/// A year of work on the plans of the demonstration, told by the same uses that people have: done on time, late, overdue, products accepted and returned,
/// meetings, remarks, spending. The same at every start; every file says that it is sample data.
/// </summary>
sealed class WorkDemonstration(PlansStore store, IOrganisations organisations, IPeople people, IFiles files) : IDemonstration
{
    static readonly string[] Keys = ["ubnd-kien-giang", "kien-giang", "than-uyen", "lao-cai"];

    /// <inheritdoc/>
    public int Order => 31;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        foreach (var key in Keys)
        {
            if (!world.Plans.TryGetValue(key, out var id) || await store.Plans.FirstOrDefaultAsync(p => p.Id == id, stop) is not { } plan) continue;
            var year = new DemoYear(plan, world.Today, world.Chance);
            if (year.First > world.Today) continue;
            var cast = await CastAsync(plan, world.Today, stop);
            await TasksAsync(year, cast, stop);
            await MeetingsAsync(year, cast, stop);
            await MoneyAsync(year, cast, stop);
            await DemoOrders.TellAsync(store, year, cast, stop);
            if (key == "than-uyen") await DemoOpenness.TellAsync(store, year, cast, stop);
            await store.SaveChangesAsync(stop);
        }
    }

    // Who works: people at the parties and at those that carry on after a merger.
    async Task<DemoCast> CastAsync(Plan plan, DateOnly today, CancellationToken stop)
    {
        var parties = await store.Parties.Where(p => p.PlanId == plan.Id && p.Role != PartyRole.Recipient).Select(p => p.OrgId).Distinct().ToListAsync(stop);
        var at = new Dictionary<Guid, IReadOnlyCollection<Guid>>();
        foreach (var party in parties) at[party] = [party, .. await organisations.SuccessorsAsync(party, today, stop)];
        var found = await people.AtAsync([.. at.Values.SelectMany(o => o).Append(plan.OwnerId).Distinct()], stop);
        return new(plan.OwnerId, at, await organisations.NamesAsync(parties, plan.IssuedOn ?? plan.StartsOn, stop), found);
    }

    async Task TasksAsync(DemoYear year, DemoCast cast, CancellationToken stop)
    {
        var plan = year.Plan;
        var tasks = await store.Tasks.Where(t => t.PlanId == plan.Id).OrderBy(t => t.Ordinal).ToListAsync(stop);
        var activities = await store.Activities.Where(a => a.PlanId == plan.Id).ToDictionaryAsync(a => a.Id, stop);
        for (var i = 0; i < tasks.Count; i++)
        {
            var task = tasks[i];
            var unit = task.UnitId ?? cast.UnitFor(i);
            var doer = cast.PersonAt(unit, i);
            var (from, due) = year.Window(i, tasks.Count, task);
            var lead = year.Act(year.Clamp(from.AddDays(-5)), cast.Lead);
            TaskWork.Change(store, task, lead, new(task.Name, task.Content, task.ActivityId, unit, doer?.Id, from, due, 0, task.Note), cast.NameOf(unit), doer?.Name ?? "");
            await FateAsync(year, task, i, due, doer ?? cast.Lead, cast, task.ActivityId is { } a ? activities.GetValueOrDefault(a) : null, stop);
        }
        await DemoTiming.TellAsync(store, year, cast, tasks, stop);
        await DemoTrouble.TellAsync(store, year, cast, tasks, stop);
    }

    async Task FateAsync(DemoYear year, PlanTask task, int index, DateOnly due, PersonCard? doer, DemoCast cast, Activity? activity, CancellationToken stop)
    {
        var begin = task.StartsOn!.Value;
        if (begin > year.Last) return;
        TaskWork.Start(store, task, year.Act(begin, doer));
        var (done, progress) = year.Fate(index, due);
        if (year.Chance.Next(3) == 0) Talk.Say(store, year.Plan, task, year.Act(year.Clamp(begin.AddDays(9)), cast.Lead), DemoTexts.Question(index));
        if (done is not { } on)
        {
            TaskWork.Progress(store, task, year.Act(year.Clamp(begin.AddDays(12)), doer), progress);
            if (due < year.Last) Talk.Say(store, year.Plan, task, year.Act(year.Clamp(due.AddDays(2)), doer), DemoTexts.Obstacle(index));
            return;
        }
        TaskWork.Progress(store, task, year.Act(year.Clamp(begin.AddDays((on.DayNumber - begin.DayNumber) / 2)), doer), 50);
        await TaskWork.DoneAsync(store, year.Plan, task, year.Act(on, doer), on, stop);
        if (index % 3 != 2) await ProductAsync(year, task, activity, index, on, doer, cast, stop);
    }

    async Task ProductAsync(DemoYear year, PlanTask task, Activity? activity, int index, DateOnly on, PersonCard? doer, DemoCast cast, CancellationToken stop)
    {
        var (fileName, content) = DemoTexts.ProductFile(year.Plan, task, on, index);
        var kept = await files.PutAsync(year.Plan.OwnerId, new MemoryStream(content), Uploads.Limit, stop);
        var product = await ProductWork.DeliverAsync(store, year.Plan, year.Act(on, doer), task, activity, DemoTexts.ProductName(activity, task), on, "Dữ liệu mẫu",
            new(fileName, kept.Hash, kept.Size), year.Plan.OwnerId, stop);
        var looked = on.AddDays(4 + (index % 9));
        if (looked > year.Last || index % 7 == 3) return;
        if (index % 8 == 4) await ProductWork.ReturnAsync(store, year.Plan, year.Act(looked, cast.Other(doer)), product, DemoTexts.ReturnReason(index), stop);
        else await ProductWork.AcceptAsync(store, year.Plan, year.Act(looked, cast.Other(doer)), product, task, activity, stop);
    }

    async Task MeetingsAsync(DemoYear year, DemoCast cast, CancellationToken stop)
    {
        foreach (var (on, kind, title) in year.Meetings())
        {
            var (fileName, content) = DemoTexts.Minutes(year.Plan, on, kind, title, cast);
            // The last meeting's minutes are still to be written: late things are part of the picture.
            KeptUpload? minutes = null;
            if (on < year.Last.AddDays(-20))
            {
                var kept = await files.PutAsync(year.Plan.OwnerId, new MemoryStream(content), Uploads.Limit, stop);
                minutes = new(fileName, kept.Hash, kept.Size);
            }
            await MeetingWork.AddAsync(store, year.Plan, year.Act(on, cast.Lead), new(on, kind, title, cast.Attendees), minutes, stop);
        }
    }

    async Task MoneyAsync(DemoYear year, DemoCast cast, CancellationToken stop)
    {
        var lines = await store.Budgets.Where(b => b.PlanId == year.Plan.Id && !b.IsTotal && b.Axis != "source" && b.Planned != null).OrderBy(b => b.Ordinal).ToListAsync(stop);
        var number = 12;
        foreach (var line in lines.Where(l => (l.Year ?? year.Last.Year) <= year.Last.Year))
        {
            var planned = line.Planned!.Value;
            var allocated = planned / 100 * (85 + (year.Chance.Next(4) * 5));
            var spent = allocated / 100 * (line.Year == year.Last.Year ? 35 + year.Chance.Next(40) : 88 + year.Chance.Next(12));
            var on = line.Year is { } y && y < year.Last.Year ? year.Clamp(new DateOnly(y, 12, 20)) : year.Clamp(year.Last.AddDays(-18 - year.Chance.Next(30)));
            await EnterAsync(year, cast, line, MoneyKind.Allocated, allocated / 100_000 * 100_000, year.Clamp(on.AddDays(-160)), $"{number++}/QĐ-GKP (mẫu)", stop);
            var first = spent / 100 * 40 / 100_000 * 100_000;
            if (first > 0) await EnterAsync(year, cast, line, MoneyKind.Spent, first, year.Clamp(on.AddDays(-70)), $"BK {number++:00} (mẫu)", stop);
            await EnterAsync(year, cast, line, MoneyKind.Spent, (spent / 100_000 * 100_000) - first, on, $"BK {number:00} (mẫu)", stop);
        }
    }

    async Task EnterAsync(DemoYear year, DemoCast cast, Budget line, MoneyKind kind, long amount, DateOnly on, string document, CancellationToken stop)
    {
        if (amount == 0) return;
        var kept = await files.PutAsync(year.Plan.OwnerId, new MemoryStream(DemoTexts.Voucher(year.Plan, BudgetWork.Name(line), amount, on, document)), Uploads.Limit, stop);
        await BudgetWork.EnterAsync(store, year.Plan, year.Act(on, cast.Lead), line, new(kind, amount, on, document, on, "Dữ liệu mẫu", null), new("chung-tu.txt", kept.Hash, kept.Size), stop);
    }
}
