using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Exchange;

/// <summary>What the exchange tells the ledger: how many messages came, failed, were sent, for each hospital; nothing of any person.</summary>
static class ExchangeFacts
{
    /// <summary>A message came.</summary>
    public static Fact Received(IncomingMessage row) => Of("exchange.message.received", row.OrganisationId, Say.DayOf(row.ReceivedAt), "message/" + row.Id, 1,
        row.Type);

    /// <summary>A message was taken by a receiver.</summary>
    public static Fact Sent(Outgoing row, DateTimeOffset at) => Of("exchange.message.sent", row.OrganisationId, Say.DayOf(at), "outgoing/" + row.Id, 1, row.Type);

    /// <summary>The ledger knows that it was taken.</summary>
    public static Task<bool> IsToldAsync(ExchangeStore store, Outgoing row, CancellationToken stop)
    {
        var source = "outgoing/" + row.Id;
        return store.Set<Fact>().AnyAsync(f => f.Module == "exchange" && f.SourceId == source && f.Kind == "exchange.message.sent", stop);
    }

    /// <summary>States that a message failed, or takes it back after it was worked on again with success.</summary>
    public static async Task TellAsync(ExchangeStore store, IncomingMessage row, CancellationToken stop)
    {
        if (row.State == MessageState.Failed && row.FailedVersion == 0)
        {
            row.FailedVersion = row.Tries;
            store.Report(Of("exchange.message.failed", row.OrganisationId, Say.DayOf(row.ReceivedAt), "message/" + row.Id, row.Tries, row.Type));
        }
        else if (row.State == MessageState.Done && row.FailedVersion > 0)
        {
            var source = "message/" + row.Id;
            var failed = await store.Set<Fact>().AsNoTracking().FirstAsync(f => f.Module == "exchange" && f.SourceId == source && f.Kind == "exchange.message.failed"
                && f.SourceVersion == row.FailedVersion && f.Part == 0, stop);
            store.Report(failed.Reversal(failed.SourceVersion, "Đã xử lý lại"));
            row.FailedVersion = 0;
        }
    }

    static Fact Of(string kind, Guid unit, DateOnly day, string source, int version, string type) => new()
    {
        Kind = kind,
        UnitId = unit,
        OccurredOn = day,
        Value = 1,
        Module = "exchange",
        SourceId = source,
        SourceVersion = version,
        Dims = Fact.DimsOf(("type", type.Split('^')[0])),
    };
}
