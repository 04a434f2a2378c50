using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>Tells the sender of a paper that came by the axis how far it is; queued in the transaction of the step itself.</summary>
sealed class StatusReplies(DocumentsStore store, TimeProvider clock)
{
    /// <summary>Queues a status for the paper, where it came by the axis.</summary>
    public async Task SayAsync(Incoming paper, string code, string note, CancellationToken stop)
    {
        if (paper.MessageId is { } id && await store.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, stop) is { } message) Say(message, code, note,
            paper.Id);
    }

    /// <summary>Queues a status for a message.</summary>
    public void Say(ExchangeMessage message, string code, string note, Guid? paper)
    {
        if (message.PartnerCode.Length == 0) return;
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7();
        store.Messages.Add(new()
        {
            Id = id,
            OrganisationId = message.OrganisationId,
            Direction = Numbering.Out,
            Kind = ExchangeMessage.Status,
            State = MessageState.Queued,
            Once = "out/status/" + id.ToString("N"),
            DocumentId = message.DocumentId,
            StatusCode = code,
            PartnerCode = message.PartnerCode,
            PartnerName = message.PartnerName,
            Subject = message.Subject,
            Code = message.Code,
            Note = note.Length > 500 ? note[..500] : note,
            PaperId = paper,
            NextAt = now,
            MadeAt = now,
        });
    }
}
