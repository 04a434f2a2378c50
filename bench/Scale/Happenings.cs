using System.Globalization;
using LienY.Kernel;

namespace LienY.Bench;

/// <summary>
/// What happened in the invented network, month by month in the order of a ledger: some two of five facts declared values of indicators, one of five
/// work of plans, the rest reported figures of stations; one in a hundred corrected a month later.
/// </summary>
sealed class Happenings(World world, long facts)
{
    readonly Random chance = new(20261122);
    readonly List<Fact> toCorrect = [];
    long source;

    public IEnumerable<Fact> All()
    {
        var made = 0L;
        for (var month = 0; month < world.Months; month++)
        {
            var share = facts * (month + 1) / world.Months;
            foreach (var fact in Month(World.Start.AddMonths(month), share - made).Take((int)(share - made)))
            {
                made++;
                yield return fact;
            }
        }
    }

    IEnumerable<Fact> Month(DateOnly first, long most)
    {
        var last = first.AddMonths(1).AddDays(-1);
        var old = toCorrect.ToList();
        toCorrect.Clear();
        foreach (var fact in old)
        {
            yield return fact.Reversal(fact.SourceVersion + 1, "Số liệu báo cáo nhầm");
            yield return Made(fact.Kind, fact.UnitId, fact.OccurredOn, fact.Value + chance.Next(1, 20), fact.Module, fact.SourceId, fact.PlanId, fact.TopicId, fact.Dims, fact.Grade, version: fact.SourceVersion + 1);
        }
        var declared = 0;
        var period = Fact.DimsOf(("period", Text(first) + "/" + Text(last)));
        foreach (var plan in world.Plans)
        {
            for (var place = 0; place < plan.Indicators.Count; place++)
            {
                if (World.Measure(place).Kind != "Declared") continue;
                declared++;
                yield return Correctable(Made("indicator.value", plan.Units[place % plan.Units.Count], last, chance.Next(10, 1000) / 10m, "evidence", null, plan.Id, plan.Indicators[place], period,
                    (Grade)(2 + chance.Next(3))));
            }
        }
        // Of the rest, one of three is work of the plans, two are figures of stations.
        var work = (most - declared) / 3;
        for (var i = 0; i < work; i++) yield return Work(world.Plans[i % world.Plans.Count], first, last);
        for (var i = 0; ; i++)
        {
            var series = i / world.Stations.Count % 12;
            var dims = series < 8 ? "{\"pt\":\"Monthly\"}" : series % 2 == 0 ? "{\"coc\":\"NAM\",\"pt\":\"Monthly\"}" : "{\"coc\":\"NU\",\"pt\":\"Monthly\"}";
            yield return Correctable(Made("data.value", world.Stations[i % world.Stations.Count], last, chance.Next(0, 500), "datasets", null, null, world.Elements[series < 8 ? series : 8 + (series - 8) / 2], dims,
                Grade.Declared));
        }
    }

    Fact Work(BenchPlan plan, DateOnly first, DateOnly last)
    {
        var day = first.AddDays(chance.Next(last.DayNumber - first.DayNumber + 1));
        var unit = plan.Units[chance.Next(plan.Units.Count)];
        return chance.Next(20) switch
        {
            < 13 => Made("plan.task.done", unit, day, 1, "plans", null, plan.Id, plan.Activities[chance.Next(plan.Activities.Count)], chance.Next(5) == 0 ? "{\"late\":\"true\"}" : "{\"late\":\"false\"}"),
            < 16 => Made("plan.product.accepted", unit, day, 1, "plans", null, plan.Id, plan.Activities[chance.Next(plan.Activities.Count)], "{}"),
            < 18 => Made("plan.meeting.held", plan.Owner, day, 1, "plans", null, plan.Id, null, chance.Next(2) == 0 ? "{\"kind\":\"Giao ban\"}" : "{\"kind\":\"Sơ kết\"}"),
            _ => Made("training.certificate.issued", unit, day, 1, "training", null, plan.Id, null, "{}", subject: "n" + chance.Next(100_000).ToString(CultureInfo.InvariantCulture)),
        };
    }

    Fact Correctable(Fact fact)
    {
        if (chance.Next(100) == 0) toCorrect.Add(fact);
        return fact;
    }

    Fact Made(string kind, Guid unit, DateOnly on, decimal value, string module, string? source, Guid? plan, Guid? topic, string dims, Grade grade = Grade.Computed, int version = 1, string? subject = null) => new()
    {
        Kind = kind,
        UnitId = unit,
        OccurredOn = on,
        Value = value,
        Module = module,
        SourceId = source ?? "bench/" + (++this.source).ToString("D10", CultureInfo.InvariantCulture),
        SourceVersion = version,
        PlanId = plan,
        TopicId = topic,
        Dims = dims,
        Grade = grade,
        SubjectHash = subject,
    };

    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
