using System.Data.Common;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Takes up, changes and ends subscriptions as their resources are written, and puts calls into the queue for what others write.</summary>
sealed class HookListening(Database database, ReadSeats reading, AbsentSeats seats, IFhirDoor door, IFhirSearch search, TimeProvider clock) : IListen<ResourcesChanged>
{
    /// <inheritdoc/>
    public async Task OnAsync(ResourcesChanged happened, CancellationToken stop)
    {
        foreach (var change in happened.Changes.Where(c => c.Type == "Subscription").DistinctBy(c => c.Id)) await TakeAsync(change, stop);
        var told = happened.Changes.Where(c => c.Action != "delete" && c.Type != "Subscription").ToList();
        if (told.Count == 0) return;
        List<Hook> hooks;
        await using (var lease = await reading.LeaseAsync(stop)) hooks = await HookBook.ActiveAsync(lease.Connection, [.. told.Select(c => c.Type).Distinct()], clock.GetUtcNow(), stop);
        if (hooks.Count == 0) return;
        await using var connection = await database.OpenAsync(stop);
        foreach (var hook in hooks) await MatchAsync(connection, hook, [.. told.Where(c => c.Type == hook.Type)], stop);
    }

    async Task MatchAsync(DbConnection connection, Hook hook, List<ResourceChanged> changes, CancellationToken stop)
    {
        var found = await seats.InAsync(hook.UserId, hook.ClientId, hook.Purpose, async (seat, _) =>
        {
            var fits = new List<ResourceChanged>();
            foreach (var change in changes)
            {
                var query = (hook.Query.Length > 0 ? hook.Query + "&" : "") + "_id=" + change.Id;
                if ((await search.MatchAsync(connection, seat, hook.Type, query, stop)).Count > 0) fits.Add(change);
            }
            return fits;
        }, stop);
        if (found is null)
        {
            await HookBook.StateAsync(connection, hook.Fid, "error", "Who asked for this subscription may no longer read records.", stop);
            await SayAsync(hook, "error", stop);
            return;
        }
        foreach (var change in found) await HookBook.WaitAsync(connection, hook.Fid, change.Type, change.Id, change.Version, clock.GetUtcNow(), stop);
    }

    async Task TakeAsync(ResourceChanged change, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var rows = await connection.RowsAsync("select body, is_deleted, version from records_resource where type = 'Subscription' and fid = @p0",
            r => (Body: (byte[])r.GetValue(0), IsDeleted: r.GetBoolean(1), Version: r.GetInt32(2)), stop, change.Id);
        if (rows is not [var row] || row.IsDeleted)
        {
            await HookBook.RemoveAsync(connection, change.Id, stop);
            return;
        }
        // An older version of it that is told late must not undo what a newer one says.
        if (row.Version != change.Version) return;
        var ask = HookAsk.Of(row.Body);
        var known = await HookBook.FindAsync(connection, change.Id, stop);
        // Its state alone was changed by the server itself.
        if (ask.Status is "active" or "error" && known is not null && change.UserId is null && change.ClientId is null) return;
        var problem = ask.Problem.Length > 0 ? ask.Problem : await TryAsync(connection, ask, change, stop);
        var state = problem.Length > 0 ? "error" : ask.Status == "off" ? "off" : "active";
        await HookBook.PutAsync(connection, new(change.Id, change.HolderId, change.UserId, change.ClientId, change.Purpose, ask.Type, ask.Query, ask.Endpoint, ask.Payload,
            ask.Headers, state, problem, 0, ask.End, clock.GetUtcNow(), null, 0), stop);
        if (state != ask.Status) await SayAsync(change.Id, change.HolderId, state, problem, stop);
    }

    async Task<string> TryAsync(DbConnection connection, HookAsk ask, ResourceChanged change, CancellationToken stop)
    {
        if (ask.Status == "off") return "";
        try
        {
            return await seats.InAsync(change.UserId, change.ClientId, change.Purpose, async (seat, _) =>
            {
                await search.MatchAsync(connection, seat, ask.Type, ask.Query.Length > 0 ? ask.Query : "_id=none", stop);
                return "";
            }, stop) ?? "Who asks for this subscription may not read records.";
        }
        catch (FhirProblem wrong)
        {
            return $"criteria: {wrong.Message}";
        }
    }

    Task SayAsync(Hook hook, string state, CancellationToken stop) => SayAsync(hook.Fid, hook.HolderId, state, hook.Error, stop);

    /// <summary>Writes the state into the resource, so that whoever asked can read it.</summary>
    async Task SayAsync(string fid, Guid holder, string state, string error, CancellationToken stop)
    {
        var patch = new StringBuilder("[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"").Append(state).Append("\"}");
        if (error.Length > 0) patch.Append(",{\"op\":\"add\",\"path\":\"/error\",\"value\":").Append(System.Text.Json.JsonSerializer.Serialize(error)).Append('}');
        patch.Append(']');
        await door.SendAsync("PATCH", $"Subscription/{fid}", Encoding.UTF8.GetBytes(patch.ToString()), new(holder, "Liên Y", Guid.Empty), stop);
    }
}
