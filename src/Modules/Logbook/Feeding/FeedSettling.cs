using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Logbook;

/// <summary>Finds out who of the facility's own staff stands in rows of the feed, and tells what changed: the ledger, and those who follow counts.</summary>
sealed class FeedSettling(LogbookStore store, IServiceProvider services, TimeProvider clock) : IListen<FeedRowsCame>
{
    /// <summary>People whom the register learnt of later: each day rows without a known performer are looked at again.</summary>
    public static readonly Job Daily = new("logbook-feed", TimeSpan.FromDays(1), (provider, stop) => provider.GetRequiredService<FeedSettling>().AgainAsync(stop));

    const int Piece = 200;

    /// <inheritdoc/>
    public async Task OnAsync(FeedRowsCame happened, CancellationToken stop)
    {
        while (true)
        {
            var rows = await store.FeedRows.Include(r => r.Members).Where(r => r.FacilityId == happened.FacilityId && !r.IsSettled).OrderBy(r => r.Id).Take(Piece)
                .ToListAsync(stop);
            if (rows.Count == 0) return;
            await SettleAsync(rows, stop);
        }
    }

    /// <summary>Looks again at rows of the last 400 days whose performers nobody knew.</summary>
    public async Task AgainAsync(CancellationToken stop)
    {
        var since = clock.Today().AddDays(-400);
        Guid last = default;
        while (true)
        {
            var rows = await store.FeedRows.Include(r => r.Members).Where(r => r.IsThere && r.IsSettled && r.ToldOn == null && r.OnDay >= since && r.Licences != ""
                && r.Id > last)
                .OrderBy(r => r.Id).Take(Piece).ToListAsync(stop);
            if (rows.Count == 0) return;
            last = rows[^1].Id;
            await SettleAsync(rows, stop);
        }
    }

    async Task SettleAsync(List<FeedRow> rows, CancellationToken stop)
    {
        var register = services.GetRequiredService<IPractitioners>();
        foreach (var day in rows.GroupBy(r => r.OnDay))
        {
            var numbers = day.SelectMany(Numbers).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            var known = numbers.Count == 0 ? new Dictionary<string, PractitionerCard>() : await register.ByLicencesAsync(numbers, day.Key, stop);
            var cards = new Dictionary<string, PractitionerCard>(known, StringComparer.OrdinalIgnoreCase);
            foreach (var row in day)
            {
                store.FeedMembers.RemoveRange(row.Members);
                row.Members.Clear();
                foreach (var card in Numbers(row).Select(n => cards.GetValueOrDefault(n)).OfType<PractitionerCard>()
                    .Where(c => c.OrganisationId == row.FacilityId).DistinctBy(c => c.Id))
                    row.Members.Add(new() { RowId = row.Id, PractitionerId = card.Id, UserId = card.UserId, Name = card.Name });
                await TellAsync(row, stop);
                row.IsSettled = true;
            }
        }
        await store.SaveChangesAsync(stop);
        store.ChangeTracker.Clear();
    }

    static IEnumerable<string> Numbers(FeedRow row) => row.Licences.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    async Task TellAsync(FeedRow row, CancellationToken stop)
    {
        var counts = row.IsThere && row.Members.Count > 0;
        if (counts && row.ToldOn == row.OnDay && row.ToldTechnique == row.Technique) return;
        if (row.ToldOn is { } before)
        {
            var source = "feedrow/" + row.Id;
            var told = await store.Set<Fact>().AsNoTracking().Where(f => f.Module == "logbook" && f.SourceId == source && f.Part == 0)
                .OrderByDescending(f => f.SourceVersion).FirstAsync(stop);
            store.Report(told.Reversal(row.ToldVersion + 1, Words.Key("Cơ sở gửi lại hồ sơ với nội dung khác")));
            store.Publish($"case/{row.FacilityId}", new CaseCounted(row.Key, row.FacilityId, row.ToldTechnique, before, true));
        }
        row.ToldVersion++;
        (row.ToldTechnique, row.ToldOn) = counts ? (row.Technique, (DateOnly?)row.OnDay) : ("", null);
        if (!counts) return;
        store.Report(new Fact
        {
            Kind = "logbook.feed.performed",
            UnitId = row.FacilityId,
            OccurredOn = row.OnDay,
            Value = 1,
            Module = "logbook",
            SourceId = "feedrow/" + row.Id,
            SourceVersion = row.ToldVersion,
            Dims = Fact.DimsOf(("code", row.Technique)),
        });
        store.Publish($"case/{row.FacilityId}", new CaseCounted(row.Key, row.FacilityId, row.Technique, row.OnDay, false));
    }
}
