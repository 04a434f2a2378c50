using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Credits.Tests;

/// <summary>Words of the domain for tests.</summary>
static class Scene
{
    static int number;

    /// <summary>A doctor with a licence at an organisation.</summary>
    public static Task<Guid> DoctorAsync(this TestSite site, Guid at, string name, DateOnly? from = null, Guid? user = null) => site.HouseAsync(s =>
        s.GetRequiredService<IPractitioners>().EnterAsync(new(name, null, user, "doctor", at, $"{Interlocked.Increment(ref number):000000}/CNKT-GPHN", from ?? new(2024, 3, 1)), default));

    /// <summary>Posts an activity, as the outbox does.</summary>
    public static Task EarnAsync(this TestSite site, CreditEarned earned) => site.HouseAsync(async s =>
    {
        await s.GetRequiredService<CreditLedger>().PostAsync(earned, default);
        return true;
    });

    /// <summary>Takes one back.</summary>
    public static Task LoseAsync(this TestSite site, string key, string reason = "nhầm") => site.HouseAsync(async s =>
    {
        await s.GetRequiredService<CreditLedger>().ReverseAsync(new(key, reason), default);
        return true;
    });

    /// <summary>A course of so many hours on a day.</summary>
    public static CreditEarned Course(string key, Guid person, decimal hours, DateOnly on) => new(key, person, null, "course", hours, on, Guid.Empty, "Lớp " + key, "/training/" + key);

    /// <summary>How somebody stands.</summary>
    public static Task<CreditStanding?> StandAsync(this TestSite site, Guid person, DateOnly? on = null) =>
        site.HouseAsync(async s => (await s.GetRequiredService<ICredits>().StandingAsync([person], on, default)).GetValueOrDefault(person));

    /// <summary>The lines of somebody.</summary>
    public static Task<List<Entry>> EntriesAsync(this TestSite site, Guid person) =>
        site.HouseAsync(s => s.GetRequiredService<CreditsStore>().Entries.AsNoTracking().Where(e => e.PractitionerId == person).ToListAsync());
}
