using System.Globalization;
using LienY.Contracts;
using LienY.Edxml;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LienY.Documents;

/// <summary>
/// Hands queued messages to the axis, again and again with growing pauses until it takes them. A message has one id for ever, by which the axis knows it: a process
/// that dies between handing over and noting it hands over again, and it is still one message. What a process is about to hand over is its own for
/// <see cref="Claim"/>, so that of two processes each hands over other messages.
/// </summary>
sealed class Handing(DocumentsStore store, Database database, RegisterSettings settings, IOrganisations organisations, IFiles files, Axes axes, TimeProvider clock,
    ILogger<Handing> log)
{
    /// <summary>Tries before a person must look.</summary>
    public const int MostTries = 12;

    /// <summary>For how long a message belongs to the process that took it in hand; after a death of that process another takes it.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);

    const int Together = 50;
    const int MostRounds = 40;

    /// <summary>What came of one handing over; without problem the axis has it.</summary>
    sealed record Outcome(Guid Id, string Problem, bool ForGood);

    /// <summary>Hands over what is due; returns how many the axis took. For the house only.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var sent = 0;
        for (var round = 0; round < MostRounds; round++)
        {
            if (!await IsDueAsync(stop) || await axes.CurrentAsync(stop) is not { } axis) break;
            var ids = await ClaimAsync(stop);
            var rows = await store.Messages.Where(m => ids.Contains(m.Id)).OrderBy(m => m.Id).ToListAsync(stop);
            var outcomes = new List<Outcome>(rows.Count);
            foreach (var row in rows) outcomes.Add(await HandAsync(row, axis, stop));
            await NoteAsync(rows, outcomes, stop);
            sent += outcomes.Count(o => o.Problem.Length == 0);
            store.ChangeTracker.Clear();
            if (ids.Count < Together) break;
        }
        return sent;
    }

    Task<bool> IsDueAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return store.Messages.AsNoTracking().AnyAsync(m => m.State == MessageState.Queued && m.NextAt <= now, stop);
    }

    async Task<IReadOnlyList<Guid>> ClaimAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(stop);
        return await connection.RowsAsync("update documents_message set next_at = @p0, version = version + 1 where id in (select id from documents_message "
            + $"where state = 'Queued' and next_at <= @p1 order by id limit {Together}{(database.IsPostgres ? " for update skip locked" : "")}) returning id",
            row => row.GetGuid(0), stop, now + Claim, now);
    }

    async Task<Outcome> HandAsync(ExchangeMessage row, IDocumentAxis axis, CancellationToken stop)
    {
        try
        {
            var from = (await settings.OnAsync(row.OrganisationId, clock.Today(), stop)).OrganCode;
            if (from.Length == 0) throw new AxisFault(Words.Key("Đơn vị chưa có mã trên trục. Xin đặt mã ở trang Thiết lập sổ."), forGood: true);
            await using var content = row.Kind == ExchangeMessage.Status ? new MemoryStream(EdxmlWriter.Write(await StatusAsync(row, from, stop)))
                : await files.OpenAsync(row.OrganisationId, row.Hash, stop);
            await axis.PostAsync(new(from, row.PartnerCode, row.Id.ToString("N")), content, stop);
            return new(row.Id, "", false);
        }
        catch (Exception problem) when (problem is AxisFault or Refusal or IOException && !stop.IsCancellationRequested)
        {
            log.LogWarning("Message '{Id}' was not handed over: {Problem}", row.Id, problem.Message);
            return new(row.Id, problem.Message.Length > 0 ? problem.Message : problem.GetType().Name, problem is AxisFault { ForGood: true });
        }
    }

    async Task NoteAsync(List<ExchangeMessage> rows, List<Outcome> outcomes, CancellationToken stop)
    {
        for (var i = 0; i < rows.Count; i++) Note(rows[i], outcomes[i]);
        try
        {
            await store.SaveChangesAsync(stop);
            return;
        }
        catch (Refusal touched) when (touched.Code is "stale" or "duplicate")
        {
            store.ChangeTracker.Clear();
        }
        // A person asked for one of them again while it was on its way: each by itself, then, as it stands now.
        foreach (var outcome in outcomes)
        {
            var row = await store.Messages.SingleAsync(m => m.Id == outcome.Id, stop);
            if (row.State == MessageState.Queued) Note(row, outcome);
            try
            {
                await store.SaveChangesAsync(stop);
            }
            catch (Refusal again) when (again.Code is "stale" or "duplicate")
            {
                // It is handed over once more when its claim ends; the axis knows it.
            }
            store.ChangeTracker.Clear();
        }
    }

    void Note(ExchangeMessage row, Outcome outcome)
    {
        var now = clock.GetUtcNow();
        row.LastError = outcome.Problem;
        if (outcome.Problem.Length == 0)
        {
            (row.State, row.DoneAt) = (MessageState.Sent, now);
            return;
        }
        row.Attempts++;
        row.NextAt = now + TimeSpan.FromSeconds(Math.Min(3600, 15 * Math.Pow(2, row.Attempts - 1)));
        if (!outcome.ForGood && row.Attempts < MostTries) return;
        row.State = MessageState.Failed;
        store.Notify(new()
        {
            OrganisationId = row.OrganisationId,
            Text = Words.Key("Chưa gửi được văn bản {0} tới {1} qua trục. Xin xem lý do và gửi lại."),
            Args = Notice.ArgsOf(row.Code, row.PartnerName),
            Link = "/documents/exchange/" + row.Id,
            Once = $"documents/failed/{row.Id}/{row.Version.ToString(CultureInfo.InvariantCulture)}",
        });
    }

    async Task<EdxmlMessage> StatusAsync(ExchangeMessage row, string from, CancellationToken stop)
    {
        var card = await organisations.FindAsync(row.OrganisationId, null, stop);
        return new()
        {
            From = new(from, card?.Name ?? ""),
            To = [new(row.PartnerCode, row.PartnerName)],
            ResponseFor = [new(row.PartnerCode, row.Code, null, row.DocumentId)],
            Status = new(row.StatusCode, row.Note.Length > 0 ? row.Note : EdxmlNames.Statuses.GetValueOrDefault(row.StatusCode, ""), row.MadeAt),
        };
    }
}
