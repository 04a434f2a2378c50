using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>The director and the data officers of a facility, who are told at once when something passes or is asked for.</summary>
sealed class Officers(IPeople people, ICallers callers)
{
    /// <summary>Their accounts.</summary>
    public async Task<IReadOnlyList<Guid>> AtAsync(Guid organisation, CancellationToken stop)
    {
        var officers = new List<Guid>();
        foreach (var person in await people.AtAsync([organisation], stop))
            if ((await callers.OfPersonAsync(person.Id, stop)).Posts.Any(p => p.OrganisationId == organisation
                && RecordsRights.Bases.Roles.Contains(p.Role))) officers.Add(person.Id);
        return officers;
    }
}
