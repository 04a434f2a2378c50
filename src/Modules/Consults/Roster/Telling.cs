using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Consults;

/// <summary>Notices about cases. They name the code, the facility and the urgency; never the patient.</summary>
sealed class Telling(ConsultsStore store, IPeople people, ICallers callers, IOrganisations organisations)
{
    /// <summary>Tells one person, or the directors of a facility where there is none.</summary>
    public async Task TellAsync(Guid? user, Guid facility, Case of, string text, CancellationToken stop)
    {
        var to = user is { } one ? [one] : await DirectorsAsync(facility, stop);
        foreach (var person in to) Put(person, null, of, text, await ArgsAsync(of, facility, stop));
        // A facility without a director in the house: whoever holds a post there.
        if (to.Count == 0) Put(null, facility, of, text, await ArgsAsync(of, facility, stop));
    }

    /// <summary>Directors of a facility.</summary>
    public async Task<IReadOnlyList<Guid>> DirectorsAsync(Guid facility, CancellationToken stop)
    {
        var directors = new List<Guid>();
        foreach (var person in await people.AtAsync([facility], stop))
            if ((await callers.OfPersonAsync(person.Id, stop)).Posts.Any(p => p.OrganisationId == facility && p.Role == Role.Director)) directors.Add(person.Id);
        return directors;
    }

    async Task<string> ArgsAsync(Case of, Guid facility, CancellationToken stop)
    {
        var other = facility == of.AskingId ? of.AnsweringId ?? of.AskingId : of.AskingId;
        var names = await organisations.NamesAsync([other], null, stop);
        return Notice.ArgsOf(of.Code, names.GetValueOrDefault(other, ""));
    }

    void Put(Guid? user, Guid? facility, Case of, string text, string args) => store.Notify(new Notice
    {
        UserId = user,
        OrganisationId = facility,
        Text = text,
        Args = args,
        Link = $"/consults/cases/{of.Id}",
        Once = $"consult/{of.Id}/{of.StepCount}/{user ?? facility}",
    });
}
