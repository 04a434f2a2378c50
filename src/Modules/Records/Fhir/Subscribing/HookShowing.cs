using LienY.Contracts;
using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>A subscription on the page.</summary>
sealed record HookRow(Hook Hook, string Holder, long Waiting);

/// <summary>Shows the subscriptions of an organisation's systems, and switches one on again.</summary>
sealed class HookShowing(HookBook book, Homes homes, IOrganisations organisations, Database database, TrailBook trail, IFhirDoor door, Caller caller)
{
    /// <summary>Those of the homes of the caller.</summary>
    public async Task<IReadOnlyList<HookRow>> ListAsync(CancellationToken stop)
    {
        var held = await homes.ReadingAsync(RecordsRights.Exchange, stop);
        var hooks = await book.OfAsync(held, stop);
        var names = await organisations.NamesAsync(hooks.Select(h => h.Hook.HolderId), null, stop);
        return [.. hooks.Select(h => new HookRow(h.Hook, names.GetValueOrDefault(h.Hook.HolderId, ""), h.Waiting))];
    }

    /// <summary>Switches one on again, or off; what waits goes out first.</summary>
    public async Task SwitchAsync(string fid, bool on, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var hook = await HookBook.FindAsync(connection, fid, stop) ?? throw Refusal.Missing("Không có đăng ký nhận tin này.");
        if (!(await homes.ReadingAsync(RecordsRights.Exchange, stop)).Contains(hook.HolderId)) throw Refusal.Missing("Không có đăng ký nhận tin này.");
        var state = on ? "active" : "off";
        await HookBook.StateAsync(connection, fid, state, "", stop);
        await trail.WriteAsync(caller, on ? "fhir.hook.on" : "fhir.hook.off", "Subscription", fid, "ok", null, stop);
        var patch = System.Text.Encoding.UTF8.GetBytes($"[{{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"{state}\"}}]");
        await door.SendAsync("PATCH", $"Subscription/{fid}", patch, new(hook.HolderId, "Liên Y", Guid.Empty), stop);
    }
}
