using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Messages.Tests;

/// <summary>What other modules would do.</summary>
static class Scene
{
    /// <summary>Publishes an event.</summary>
    public static Task PublishAsync<T>(this TestSite site, string stream, T happened) where T : notnull => site.WithDeskAsync(desk => desk.Publish(stream, happened));

    /// <summary>Puts a notice.</summary>
    public static Task NotifyAsync(this TestSite site, Notice notice) => site.WithDeskAsync(desk => desk.Notify(notice));

    /// <summary>Runs a statement.</summary>
    public static async Task<int> RunAsync(this TestSite site, string sql, params object?[] values)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return await connection.RunAsync(sql, default, values);
    }

    static Task WithDeskAsync(this TestSite site, Action<Store> work) => site.HouseAsync(async s =>
    {
        await using var desk = new Desk(s.GetRequiredService<StoreScope>());
        work(desk);
        return await desk.SaveChangesAsync();
    });

    /// <summary>A store without tables of its own.</summary>
    sealed class Desk(StoreScope scope) : Store(scope)
    {
        protected override void Map(ModelBuilder model)
        {
        }
    }
}
