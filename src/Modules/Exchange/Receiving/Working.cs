using System.Text;
using System.Text.Json;
using LienY.Contracts;
using LienY.Hl7;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LienY.Exchange;

/// <summary>
/// Works on a kept message: maps it by the sender's map, sends the transaction to the record, writes state, faults and answer in one transaction. Ids follow
/// from the content, so work that was cut off is done again without harm.
/// </summary>
sealed class Working(ExchangeStore store, MapDesk maps, Facilities facilities, IEnumerable<IFhirDoor> doors, IMergeProposals merges, IFiles files, TimeProvider clock,
    ILogger<Working> log)
{
    /// <summary>So long a message belongs to whoever works on it.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromMinutes(2);

    const int MostFaults = 100, MostTries = 12;

    /// <summary>What was left: the house died, or the record was not there.</summary>
    public static readonly Job Round = new("exchange-in", TimeSpan.FromSeconds(5), (services, stop) => services.GetRequiredService<Working>().LeftAsync(stop));

    /// <summary>Works on a message; returns what refused it, null where nothing did.</summary>
    public async Task<Fault?> RunAsync(IncomingMessage row, ReadMessage read, Link link, CancellationToken stop)
    {
        var message = read.Message!;
        var facility = await facilities.OfAsync(link.OrganisationId, stop);
        var made = BundleMaker.Make(message, await maps.BookAsync(link.Id, stop), new(link.OrganisationId, facility.Code));
        var faults = read.Faults.Concat(made.Faults).ToList();
        if (faults.All(f => f.IsWarning)) faults.AddRange(await SendAsync(row, made, link, stop));
        await CloseAsync(row, message, made, faults, stop);
        return faults.FirstOrDefault(f => !f.IsWarning);
    }

    async Task<IReadOnlyList<Fault>> SendAsync(IncomingMessage row, MadeBundle made, Link link, CancellationToken stop)
    {
        if (doors.FirstOrDefault() is not { } door) return [new(FaultKind.Unavailable, "")];
        try
        {
            var answer = await door.SendAsync("POST", "", made.Bundle, new(link.OrganisationId, link.Name, row.Id, row.ControlId), stop);
            if (answer.Status >= 500) return [new(FaultKind.Unavailable, "", null, null)];
            if (!answer.IsDone) return Outcome(answer);
            foreach (var merge in made.Merges)
                if (!await merges.ProposeAsync(link.OrganisationId, merge.Survivor, merge.Merged, link.Name, stop))
                    return [new(FaultKind.LeftOut, "MRG-1", Fault.Short(merge.Merged), "MRG-1", IsWarning: true)];
            return [];
        }
        catch (Refusal refusal)
        {
            return [refusal.Kind == RefusalKind.Unavailable ? new(FaultKind.Unavailable, "") : new(FaultKind.Refused, "", Fault.Short(refusal.Text), refusal.Code)];
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogError(problem, "Message '{Message}' could not be given to the record; it is tried again.", row.Id);
            return [new(FaultKind.Unavailable, "")];
        }
    }

    // Where the record names an element, the sender learns which; what it says of the value stays with the hospital.
    static List<Fault> Outcome(FhirAnswer answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            var faults = json.RootElement.GetProperty("issue").EnumerateArray().Take(10).Where(i => Text(i, "severity") is "error" or "fatal")
                .Select(i => new Fault(FaultKind.Refused, "", Fault.Short(Text(i, "diagnostics")), i.TryGetProperty("expression", out var at)
                    && at.GetArrayLength() > 0 ? at[0].GetString() : Text(i, "code")))
                .ToList();
            if (faults.Count > 0) return faults;
        }
        catch (Exception odd) when (odd is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // An answer without an OperationOutcome: its status says what there is to say.
        }
        return [new(FaultKind.Refused, "", null, $"HTTP {answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)}")];
    }

    static string? Text(JsonElement e, string name) => e.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    async Task CloseAsync(IncomingMessage row, Message message, MadeBundle made, List<Fault> faults, CancellationToken stop)
    {
        if (store.Entry(row).State == EntityState.Detached) store.Messages.Attach(row);
        var (code, now) = (Answers.CodeOf(faults), clock.GetUtcNow());
        row.Tries++;
        var waits = faults.Any(f => f.Kind == FaultKind.Unavailable) && row.Tries < MostTries;
        row.State = waits ? MessageState.Waiting : code == AckCode.AA ? MessageState.Done : MessageState.Failed;
        row.ClaimedUntil = waits ? now + TimeSpan.FromSeconds(Math.Min(3600, 5 * Math.Pow(2, row.Tries))) : null;
        row.DoneAt = waits ? null : now;
        (row.Ack, row.Entries) = (code.ToString(), code == AckCode.AA ? made.Entries.Count : 0);
        (row.Faults, row.Warnings) = (faults.Count(f => !f.IsWarning), faults.Count(f => f.IsWarning));
        row.Answer = Encoding.UTF8.GetString(Acknowledged(message, code, now, faults));
        await store.Faults.Where(f => f.MessageId == row.Id).ExecuteDeleteAsync(stop);
        store.Faults.AddRange(faults.Take(MostFaults).Select((f, i) => new FaultRow
        {
            MessageId = row.Id,
            OrganisationId = row.OrganisationId,
            Number = i + 1,
            Kind = f.Kind,
            Spot = f.Place,
            Given = f.Given?.Replace('\0', ' '),
            Expected = f.Expected is { Length: > 400 } far ? far[..400] : f.Expected,
            IsWarning = f.IsWarning,
        }));
        await ExchangeFacts.TellAsync(store, row, stop);
        await store.SaveChangesAsync(stop);
    }

    // Kept as text; written in the message's own character set when it is sent.
    static byte[] Acknowledged(Message message, AckCode code, DateTimeOffset now, List<Fault> faults)
    {
        var bytes = Answers.Of(message, code, now, faults);
        return Charsets.Of(message.Charset) is { } charset ? Encoding.UTF8.GetBytes(charset.GetString(bytes)) : bytes;
    }

    /// <summary>One round over messages that were left.</summary>
    public async Task LeftAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var left = await store.Messages.Where(m => (m.State == MessageState.Received || m.State == MessageState.Waiting) && m.ClaimedUntil < now)
            .OrderBy(m => m.ReceivedAt).Take(100).Select(m => m.Id).ToListAsync(stop);
        foreach (var id in left) await AgainAsync(id, stop);
    }

    /// <summary>Works on a kept message once more, from its original.</summary>
    public async Task<IncomingMessage> AgainAsync(Guid id, CancellationToken stop)
    {
        var row = await store.Messages.SingleOrDefaultAsync(m => m.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy bản tin này.");
        var link = await store.Links.AsNoTracking().SingleAsync(l => l.Id == row.LinkId, stop);
        await using var content = await files.OpenAsync(row.OrganisationId, row.Hash, stop);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, stop);
        await RunAsync(row, MessageReader.Read(copy.ToArray()), link, stop);
        return row;
    }
}
