using LienY.Dicom;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Imaging;

/// <summary>What devices tell of their work (modality performed procedure step, PS3.4 annex F): it moves the order it belongs to.</summary>
sealed class Steps(DimseStore store)
{
    const string Begun = "IN PROGRESS", Done = "COMPLETED", Broken = "DISCONTINUED";

    static readonly Tag State = new(0x00400252), Scheduled = new(0x00400270), Series = new(0x00400340);

    /// <summary>May no longer be updated (PS3.4 §F.7.2.2.2).</summary>
    static readonly DimseStatus Final = new(0x0110, "The performed procedure step is final.");

    /// <summary>Work begins.</summary>
    public async Task<NormalAnswer> BeginAsync(Device device, string uid, DataSet told, CancellationToken stop)
    {
        // A device may leave the naming to us (PS3.7 §10.1.5.1.4).
        if (uid.Length == 0) uid = Uids.New();
        if (!Uids.IsWellFormed(uid)) return new(DimseStatus.InvalidValue);
        if (told.Text(State) != Begun) return new(DimseStatus.InvalidValue with { Comment = "A performed procedure step begins IN PROGRESS." });
        var holder = device.OrganisationId;
        if (await store.Steps.AnyAsync(s => s.OrganisationId == holder && s.SopUid == uid, stop)) return new(DimseStatus.Duplicate);
        var item = told.Item(Scheduled);
        var (accession, study) = (item?.Text(Tags.AccessionNumber) ?? "", item?.Text(Tags.StudyInstanceUid) ?? "");
        var order = accession.Length + study.Length == 0 ? null : await store.Orders
            .Where(o => o.OrganisationId == holder && ((accession != "" && o.Accession == accession) || (study != "" && o.StudyUid == study)))
            .OrderBy(o => o.Accession == accession ? 0 : 1).FirstOrDefaultAsync(stop);
        var now = store.Clock.GetUtcNow();
        store.Steps.Add(new PerformedStep
        {
            OrganisationId = holder,
            OrderId = order?.Id,
            SopUid = uid,
            Station = told.Text(new(0x00400241)) ?? device.Aet,
            Modality = told.Text(Tags.Modality) ?? "",
            PatientId = told.Text(Tags.PatientId) ?? "",
            PatientName = told.Text(Tags.PatientName) ?? "",
            Accession = accession,
            State = Begun,
            Body = DataSetWriter.ToBytes(told, TransferSyntax.ExplicitLittle).ToArray(),
            StartedAt = now,
        });
        if (order is { State: OrderState.Scheduled })
        {
            order.State = OrderState.InProgress;
            order.StartedAt = now;
        }
        return await SavedAsync(uid, DimseStatus.Duplicate, stop);
    }

    /// <summary>Work goes on or ends.</summary>
    public async Task<NormalAnswer> ChangeAsync(Device device, string uid, DataSet told, CancellationToken stop)
    {
        var holder = device.OrganisationId;
        var step = await store.Steps.SingleOrDefaultAsync(s => s.OrganisationId == holder && s.SopUid == uid, stop);
        if (step is null) return new(DimseStatus.NoSuchInstance);
        if (step.State != Begun) return new(Final);
        var state = told.Text(State) ?? Begun;
        if (state is not (Begun or Done or Broken)) return new(DimseStatus.InvalidValue);
        // Whoever is done says at least which series there are (PS3.4 table F.7.2-1).
        if (state == Done && told.Items(Series).Count == 0 && Part10.ReadDataSet(step.Body, TransferSyntax.ExplicitLittle).Items(Series).Count == 0)
            return new(DimseStatus.MissingAttribute with { Comment = "Performed Series Sequence is missing." });
        var all = Part10.ReadDataSet(step.Body, TransferSyntax.ExplicitLittle);
        foreach (var element in told) all.Set(element);
        (step.State, step.Body) = (state, DataSetWriter.ToBytes(all, TransferSyntax.ExplicitLittle).ToArray());
        if (state != Begun)
        {
            step.EndedAt = store.Clock.GetUtcNow();
            if (step.OrderId is { } id && await store.Orders.SingleOrDefaultAsync(o => o.Id == id,
                stop) is { State: OrderState.Scheduled or OrderState.InProgress } order)
                (order.State, order.EndedAt) = (state == Done ? OrderState.Completed : OrderState.Discontinued, step.EndedAt);
        }
        return await SavedAsync(uid, DimseStatus.ProcessingFailure, stop);
    }

    async Task<NormalAnswer> SavedAsync(string uid, DimseStatus otherwise, CancellationToken stop)
    {
        try
        {
            await store.SaveChangesAsync(stop);
            return NormalAnswer.Done with { SopInstance = uid };
        }
        catch (Refusal refusal) when (refusal.Kind == RefusalKind.Conflict)
        {
            // The device told it twice at once; it may tell it again.
            return new(otherwise);
        }
    }
}
