using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Practitioners.Tests;

/// <summary>Words of the domain for tests.</summary>
static class Scene
{
    static int number;

    /// <summary>A licence number that nobody has yet.</summary>
    public static string FreshNumber() => $"{Interlocked.Increment(ref number):000000}/THU-GPHN";

    /// <summary>Enters a doctor with a licence.</summary>
    public static Task<Guid> DoctorAsync(this TestSite site, Guid at, string name, string licence = "", DateOnly? from = null, DateOnly? to = null, Guid? user = null, DateOnly? born = null) =>
        site.HouseAsync(s => s.GetRequiredService<IPractitioners>().EnterAsync(new(name, born, user, "doctor", at, licence, licence.Length > 0 ? from ?? new(2024, 3, 1) : from, to, "Nội khoa"), default));

    /// <summary>Asks the register.</summary>
    public static Task<T> AskAsync<T>(this TestSite site, Func<IPractitioners, Task<T>> ask) => site.HouseAsync(s => ask(s.GetRequiredService<IPractitioners>()));
}
