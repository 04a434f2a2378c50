using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Documents;

/// <summary>What came of a message: its row, and whether it was known already.</summary>
sealed record Received(Guid Id, bool IsEarlier, MessageState State);

/// <summary>
/// Fetches what lies on the axis for the organisations of this house, some at a time: they are opened side by side, saved in one transaction, and only then does the
/// axis hear that they were taken. Two processes that fetch from one box get in each other's way and lose nothing: a message is known by its id.
/// </summary>
sealed class Receiving(DocumentsStore store, RegisterSettings settings, Axes axes, Unpacking unpacking, Taking taking, IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Messages saved together; the trail names every paper of so many.</summary>
    const int Together = 20;

    const int Listed = 200;
    const int MostRounds = 20;

    /// <summary>Takes what lies on the axis; returns how many. For the house only.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        if (await axes.CurrentAsync(stop) is not { } axis) return 0;
        var taken = 0;
        var today = clock.Today();
        var all = await store.Settings.AsNoTracking().Where(s => s.OrganCode != "" && s.FromDay <= today).Select(s => s.OrganisationId).Distinct().ToListAsync(stop);
        foreach (var organisation in all)
        {
            var code = (await settings.OnAsync(organisation, today, stop)).OrganCode;
            for (var round = 0; code.Length > 0 && round < MostRounds; round++)
            {
                var arrivals = await axis.PendingAsync(code, Listed, stop);
                foreach (var some in arrivals.Chunk(Together)) taken += await TakeAsync(organisation, axis, some, stop);
                if (arrivals.Count < Listed) break;
            }
        }
        return taken;
    }

    /// <summary>
    /// Takes one message for an organisation; <paramref name="refuse"/>: one that cannot be read is refused to whoever brings it, else kept as broken.
    /// </summary>
    public async Task<Received> TakeAsync(Guid organisation, Stream content, bool refuse, CancellationToken stop)
    {
        var one = await unpacking.OpenAsync(organisation, content, "", stop);
        if (refuse && one.Fault is { } fault) throw fault;
        return (await taking.TakeAsync(organisation, [one], stop))[0];
    }

    async Task<int> TakeAsync(Guid organisation, IDocumentAxis axis, IReadOnlyList<Arrival> arrivals, CancellationToken stop)
    {
        var opened = new (Arrival Arrival, Brought Brought)?[arrivals.Count];
        await Parallel.ForAsync(0, arrivals.Count, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = stop }, async (i, one) =>
            opened[i] = await OpenAsync(organisation, axis, arrivals[i], one) is { } brought ? (arrivals[i], brought) : null);
        var here = opened.OfType<(Arrival Arrival, Brought Brought)>().ToList();
        await taking.TakeAsync(organisation, here.ConvertAll(h => h.Brought), stop);
        store.ChangeTracker.Clear();
        await axis.TakenAsync(here.ConvertAll(h => h.Arrival), stop);
        return here.Count;
    }

    // Null: another process has taken it since it was listed.
    async Task<Brought?> OpenAsync(Guid organisation, IDocumentAxis axis, Arrival arrival, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        await using var content = await axis.OpenAsync(arrival, stop);
        if (content is null) return null;
        try
        {
            return await scope.ServiceProvider.GetRequiredService<Unpacking>().OpenAsync(organisation, content, arrival.Key, stop);
        }
        catch (Refusal tooLarge)
        {
            // Not even kept: what lies behind it must not wait for it.
            return new() { Kept = new("", 0), Key = arrival.Key, Fault = tooLarge };
        }
    }
}
