using System.Runtime.CompilerServices;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Network.Tests;

/// <summary>The network of the demonstration, told once into a site.</summary>
static class Told
{
    static readonly ConditionalWeakTable<TestSite, Task<DemoWorld>> Worlds = [];

    /// <summary>Its organisations by key.</summary>
    public static Task<DemoWorld> WorldAsync(this TestSite site)
    {
        lock (Worlds) return Worlds.GetValue(site, s => s.HouseAsync(async services =>
        {
            var world = new DemoWorld(s.Clock.Today(), new Dictionary<string, byte[]>());
            await services.GetServices<IDemonstration>().Single(d => d.Order == 10).TellAsync(world, default);
            return world;
        }));
    }

    /// <summary>Asks the network as the house.</summary>
    public static Task<T> AskAsync<T>(this TestSite site, Func<IOrganisations, Task<T>> question) =>
        site.HouseAsync(s => question(s.GetRequiredService<IOrganisations>()));
}
