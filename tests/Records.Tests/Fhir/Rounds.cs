using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records.Tests;

/// <summary>Work that comes round by itself, made to come now.</summary>
static class Rounds
{
    /// <summary>Runs a job of the house once.</summary>
    public static Task<bool> RoundAsync(this TestSite site, string job) =>
        site.HouseAsync(s => s.GetRequiredService<JobRunner>().RunAsync(s.GetServices<Job>().Single(j => j.Name == job), default));
}
