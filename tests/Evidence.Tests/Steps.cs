using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence.Tests;

/// <summary>Targets and facts in the domain's words, on a running site.</summary>
sealed class Steps(TestSite site)
{
    static readonly DateOnly Start = new(2025, 1, 1);
    int sources;

    public Guid Plan { get; } = Guid.CreateVersion7();
    public Guid Unit { get; } = Guid.CreateVersion7();

    public Target Target(string name, Comparator comparator, decimal? value, string unit = "lần", DateOnly? to = null, decimal? high = null, DateOnly? from = null) =>
        new(Guid.CreateVersion7(), Plan, "II.1", name, comparator, value, high, unit, from ?? Start, to ?? new(2025, 12, 31), Unit);

    /// <summary>The plan is adopted with these targets; its event is delivered.</summary>
    public async Task AdoptAsync(params (Target Target, MeasureChoice Measure)[] indicators)
    {
        await site.HouseAsync(async s =>
        {
            await using var store = new Desk(s.GetRequiredService<StoreScope>());
            store.Publish("plan/" + Plan, new PlanAdopted(Plan, Unit, "Kế hoạch thử", Start, new(2025, 12, 31),
                [.. indicators.Select(i => new AdoptedIndicator(i.Target, i.Measure))], []));
            return await store.SaveChangesAsync();
        });
        await site.SettleAsync();
    }

    public Fact Fact(string kind, DateOnly on, decimal value = 1, Target? topic = null, Guid? unit = null, Grade grade = Grade.Computed, string? subject = null, params (string, string)[] dims) => new()
    {
        Kind = kind,
        UnitId = unit ?? Unit,
        OccurredOn = on,
        Value = value,
        Module = "test",
        SourceId = $"thing/{Plan}/{++sources}",
        PlanId = Plan,
        TopicId = topic?.IndicatorId,
        Grade = grade,
        SubjectHash = subject,
        Dims = LienY.Kernel.Fact.DimsOf(dims),
    };

    /// <summary>Facts enter the ledger and the roll-up follows.</summary>
    public async Task HappenAsync(params Fact[] facts)
    {
        await site.Services.GetRequiredService<Ledger>().AppendAsync(facts, TestContext.Current.CancellationToken);
        await site.SettleAsync();
    }

    public async Task<IndicatorReading> ReadAsync(Target target, DateOnly asOf) =>
        (await site.Services.GetRequiredService<IEvidence>().ReadAsync([target], asOf, TestContext.Current.CancellationToken))[0];
}

/// <summary>A store without tables of its own, to publish what another module would.</summary>
sealed class Desk(StoreScope scope) : Store(scope)
{
    protected override void Map(ModelBuilder model)
    {
    }
}
