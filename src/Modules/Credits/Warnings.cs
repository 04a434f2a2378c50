using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Credits;

/// <summary>Warns who is short 180, 90 and 60 days before their window ends, and says to the ledger how windows ended.</summary>
sealed class Warnings(CreditsStore store, Standing standing, IPractitioners register, IOrganisations organisations, Keys keys, TimeProvider clock)
{
    /// <summary>Days before the end of the first warning.</summary>
    public const int First = 180;

    static readonly int[] Days = [60, 90, First];
    const int Back = 30;
    const int Most = 1_000_000;

    /// <summary>The job.</summary>
    public static readonly Job Round = new("credit-warnings", TimeSpan.FromHours(6), async (services, stop) =>
        await ActivatorUtilities.GetServiceOrCreateInstance<Warnings>(services).RunAsync(stop));

    /// <summary>Warns and reports what has come due; again the same day it does nothing.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var today = clock.Today();
        var all = await register.AtAsync([.. (await organisations.ListAsync(null, Most, stop)).Select(o => o.Id)], null, Most, stop);
        foreach (var stand in await standing.OfAsync(all, today, stop))
            if (stand.Short > 0 && Days.FirstOrDefault(d => stand.DaysLeft <= d) is var days and > 0) await WarnAsync(stand, days, stop);
        await store.SaveChangesAsync(stop);
        await EndedAsync(all, today, stop);
    }

    async Task WarnAsync(Stand stand, int days, CancellationToken stop)
    {
        var once = $"credit/{stand.Card.Id}/{stand.Window.To:yyyyMMdd}/{days}";
        if (await store.Set<Notice>().AnyAsync(n => n.Once == once || n.Once == once + "/me", stop)) return;
        var args = Notice.ArgsOf(stand.Card.Name, Say.Number(stand.Short / 100m), Say.Day(stand.Window.To));
        store.Notify(new Notice
        {
            OrganisationId = stand.Card.OrganisationId,
            Text = Words.Key("{0} còn thiếu {1} giờ cập nhật kiến thức, chu kỳ kết thúc ngày {2}."),
            Args = args,
            Link = $"/credits/people/{stand.Card.Id}",
            Once = once,
        });
        if (stand.Card.UserId is { } user)
            store.Notify(new Notice
            {
                UserId = user,
                Text = Words.Key("Ông/bà còn thiếu {1} giờ cập nhật kiến thức, chu kỳ kết thúc ngày {2}."),
                Args = args,
                Link = "/credits",
                Once = once + "/me",
            });
    }

    // Windows that ended lately: who ended short, and who met it, each once.
    async Task EndedAsync(IReadOnlyList<PractitionerCard> all, DateOnly today, CancellationToken stop)
    {
        var book = await RuleBook.LoadAsync(store, stop);
        var ended = all.Select(c => (Card: c, Window: book.Window(c, today.AddDays(-Back)))).Where(w => w.Window is { } window && window.To < today)
            .ToDictionary(w => w.Card.Id, w => (w.Card, Window: w.Window!));
        if (ended.Count == 0) return;
        var sources = ended.Select(e => Source(e.Value.Card.Id, e.Value.Window.To)).ToList();
        var told = (await store.Set<Fact>().AsNoTracking().Where(f => f.Module == "credits" && sources.Contains(f.SourceId)).Select(f => f.SourceId).ToListAsync(stop)).ToHashSet();
        var sums = await standing.SumsAsync(ended.ToDictionary(e => e.Key, e => e.Value.Window), today, stop);
        foreach (var (id, (card, window)) in ended)
        {
            if (told.Contains(Source(id, window.To))) continue;
            var met = sums.GetValueOrDefault(id) >= window.Rule.Hundredths;
            store.Report(Of("credit.renewal.due", card, window));
            store.Report(Of(met ? "credit.renewal.met" : "credit.short", card, window));
        }
        await store.SaveChangesAsync(stop);
    }

    static string Source(Guid person, DateOnly to) => $"credit-window/{person}/{to:yyyyMMdd}";

    Fact Of(string kind, PractitionerCard card, CreditWindow window) => new()
    {
        Kind = kind,
        UnitId = card.OrganisationId,
        OccurredOn = window.To,
        Value = 1,
        Module = "credits",
        SourceId = Source(card.Id, window.To),
        SubjectHash = keys.Subject("practitioner/" + card.Id),
        Dims = Fact.DimsOf(("rule", window.Rule.Code)),
    };
}

/// <summary>Hours that are missing, and claims that wait, on "Hôm nay".</summary>
sealed class CreditsToday(CreditsStore store, Standing standing, Doors doors, IPractitioners register, Caller caller, TimeProvider clock, Words words) : ITodaySource
{
    const int Most = 5000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!caller.May(CreditsRights.Mine)) return [];
        var (items, today) = (new List<TodayItem>(), clock.Today());
        if (await doors.MeAsync(stop) is { } me && (await standing.OfAsync([me], today, stop)).FirstOrDefault() is { Short: > 0, DaysLeft: <= Warnings.First } own)
            items.Add(new(TodayList.Due, words["Ông/bà còn thiếu {0} giờ cập nhật kiến thức", own.Short / 100m], words[own.Window.Rule.Name], own.Window.To, "/credits", words["Xem"]));
        var units = caller.Posts.Where(p => p.Role == Role.UnitOfficer).SelectMany(p => p.Reach).Distinct().ToList();
        if (units.Count == 0) return items;
        var waiting = await store.Claims.CountAsync(c => units.Contains(c.OrganisationId) && c.State == ClaimState.Sent, stop);
        if (waiting > 0) items.Add(new(TodayList.Due, words["{0} đề nghị ghi giờ cập nhật kiến thức chờ duyệt", waiting], "", null, "/credits/claims", words["Xem"]));
        var stands = await standing.OfAsync(await register.AtAsync(units, null, Most, stop), today, stop);
        var urgent = stands.Where(s => s.Short > 0 && s.DaysLeft <= Warnings.First).ToList();
        if (urgent.Count > 0)
            items.Add(new(TodayList.Due, words["{0} người thiếu giờ cập nhật kiến thức, chu kỳ sắp kết thúc", urgent.Count], "", urgent.Min(s => s.Window.To), "/credits/unit?state=urgent",
                words["Xem"]));
        return items;
    }
}
