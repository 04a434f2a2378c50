using System.Globalization;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Single writes: create, update, patch, delete, each also by a condition.</summary>
sealed class FhirWrites(CommitQueue queue, FhirCheck check, TimeProvider clock, IEnumerable<IFhirWatch> watches)
{
    /// <summary>Reads what is asked into a change; the entry of a bundle comes with its place and name.</summary>
    public async ValueTask<FhirChange> ChangeAsync(FhirAsk ask, string? fullUrl, int entry, CancellationToken stop)
    {
        var type = FhirAsk.Known(ask.Type ?? throw new FhirProblem(400, "invalid", "", "The address names no resource type."));
        var query = ask.Id is null ? Condition(ask) : null;
        var kind = ask.Method switch
        {
            "POST" => ChangeKind.Create,
            "PUT" => ChangeKind.Update,
            "PATCH" => ChangeKind.Patch,
            _ => ChangeKind.Delete,
        };
        if (kind == ChangeKind.Create ? ask.Id is not null : ask.Id is null && query is null)
            throw new FhirProblem(kind == ChangeKind.Create ? 405 : 400, "invalid", "", kind == ChangeKind.Create ? "A resource is made by POST to its type; PUT goes to an id."
                : $"{ask.Method} needs an id, or a condition that names the resource.");
        if (kind == ChangeKind.Update && ask.Id is not null) FhirChange.MustBeId(ask.Id);
        var read = kind is ChangeKind.Create or ChangeKind.Update ? FhirCheck.Resource(ask.Body, type) : null;
        var id = kind == ChangeKind.Create ? FhirIds.New(clock.GetUtcNow()) : ask.Id;
        if (kind == ChangeKind.Update && ask.Id is { } named)
        {
            if (read!.Id != named) throw new FhirProblem(400, "value", $"{type}.id", read.Id is null ? $"The resource has no id; it must be '{named}' as in the address."
                : $"The resource is '{read.Id}', the address says '{named}'.");
        }
        if (kind == ChangeKind.Patch && ask.Body.Length == 0) throw new FhirProblem(400, "required", "", "The request has no body; a JSON Patch is needed.");
        var change = new FhirChange(kind, type)
        {
            Id = id,
            Read = read,
            Patch = kind == ChangeKind.Patch ? ask.Body : default,
            Query = kind == ChangeKind.Create ? ask.IfNoneExist : query,
            IfMatch = FhirChange.VersionOf(ask.IfMatch),
            IfNone = ask.IfNoneMatch == "*",
            FullUrl = fullUrl,
            Entry = entry,
        };
        await check.ReadyAsync(change, stop);
        return change;
    }

    // What says how to answer is no part of the condition.
    static string? Condition(FhirAsk ask)
    {
        var parts = ask.Query.Where(q => q.Key is not ("_format" or "_pretty" or "_purpose")).Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value)}").ToList();
        return parts.Count == 0 ? null : string.Join('&', parts);
    }

    /// <summary>Does it, durably.</summary>
    public async Task<FhirReply> WriteAsync(FhirCall call)
    {
        call.Seat.MustWrite();
        var change = await ChangeAsync(call.Ask, null, 0, call.Stop);
        var action = $"fhir.{change.Kind.ToString().ToLowerInvariant()}";
        var done = await queue.WriteAsync(new(call.Seat, [change])
        {
            Action = action,
            IsConditional = change.IsConditional,
            Source = call.Ask.Source,
            Size = call.Ask.Body.Length,
        }, call.Stop);
        foreach (var watch in watches) watch.Wrote(call.Seat, action, change.Type, 1);
        return Reply(call.Ask, call.Seat, done[0], change.Kind);
    }

    /// <summary>The answer to a write that was done.</summary>
    public static FhirReply Reply(FhirAsk ask, FhirSeat seat, FhirChanged done, ChangeKind kind)
    {
        if (done.Row is not { } row) return new(204);
        var location = $"{row.Type}/{row.Fid}/_history/{row.Version.ToString(CultureInfo.InvariantCulture)}";
        if (kind == ChangeKind.Delete)
            return ask.Return is FhirReturn.Outcome or FhirReturn.Representation ? new(200) { Version = row.Version, Body = OperationOutcomes.Done($"{row.Type}/{row.Fid} is deleted.") }
                : new(204) { Version = row.Version };
        // What was there before may be another holder's: then only where it is, is told.
        var own = seat.Reader.Homes.Contains(row.HolderId);
        return new(done.Status)
        {
            Version = row.Version,
            At = row.At,
            Location = location,
            Write = own && (ask.Return is FhirReturn.Usual or FhirReturn.Representation) ? to => Sending.Write(to, row) : null,
            Body = ask.Return == FhirReturn.Outcome ? OperationOutcomes.Done($"{row.Type}/{row.Fid} is at version {row.Version.ToString(CultureInfo.InvariantCulture)}.") : default,
        };
    }
}
