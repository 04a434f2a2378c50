using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Evidence;

/// <summary>What values are entered for: a target of a plan, or an official indicator of the catalogue, which belongs to no plan (<see cref="Plan"/> is null).</summary>
sealed record Subject(Target Target, PlanCard? Plan, string Name)
{
    /// <summary>Page of the indicator itself.</summary>
    public string Home => Plan is null ? $"/evidence/catalogue/{Target.IndicatorId}" : $"/evidence/indicators/{Target.IndicatorId}";

    /// <summary>Page of its values.</summary>
    public string Values => Home + "/values";
}

/// <summary>Finds what values are entered for; a target of a plan that the caller may not see is missing.</summary>
sealed class Subjects(EvidenceStore store, IPlans plans, Caller caller, Words words)
{
    /// <summary>By the id of the target or of the catalogue's indicator.</summary>
    public async Task<Subject> FindAsync(Guid id, CancellationToken stop)
    {
        if (await OfficialAsync(id, stop) is { } official) return official;
        var target = await plans.TargetAsync(id, stop);
        return new(target, await plans.FindAsync(target.PlanId, stop), target.Name);
    }

    /// <summary>An official indicator of the catalogue; null where the id is none of the catalogue, refused where its figure is computed.</summary>
    async Task<Subject?> OfficialAsync(Guid id, CancellationToken stop)
    {
        var version = await store.IndicatorVersions.AsNoTracking().Where(v => v.IndicatorId == id && v.PublishedAt != null).OrderByDescending(v => v.Number).FirstOrDefaultAsync(stop);
        if (version is null) return null;
        if (version.Kind != IndicatorKind.Official)
            throw Refusal.Conflict("Chỉ tiêu “{0}” được tính bằng công thức nên không nhập tay. Xin nhập số liệu của các mục trong công thức.", version.Name);
        var target = new Target(id, Guid.Empty, "", version.Name, Comparator.None, null, null, version.Unit, new DateOnly(1990, 1, 1), DateOnly.MaxValue, caller.OrganisationId);
        return new(target, null, version.In(words.Language));
    }

    /// <summary>Rows of values that the caller may see: of a plan all, of the catalogue those of the own organisations.</summary>
    public IQueryable<EnteredValue> Seen(IQueryable<EnteredValue> values)
    {
        if (caller.IsHouse) return values;
        var mine = caller.Organisations.ToList();
        return values.Where(v => v.PlanId != Guid.Empty || mine.Contains(v.UnitId));
    }
}
