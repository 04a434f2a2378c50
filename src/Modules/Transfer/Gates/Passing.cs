using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>Leads a package through a gate, when and only when its evidence is there; what was judged is kept with the step.</summary>
sealed class Passing(TransferStore store, PackageBook book, Gathering gathering, Recounting recounting, Seats seats, Words words, TimeProvider clock)
{
    /// <summary>The gate of the present phase as it stands today.</summary>
    public async Task<IReadOnlyList<Condition>> JudgeAsync(Package package, DateOnly day, CancellationToken stop) =>
        Gate.Judge(package.Phase, GateTerms.Of(package), await gathering.OfAsync(package, day, stop));

    /// <summary>Passes the gate of the present phase on a day; refused (409, <c>gate-closed</c>) with what is missing while it is not open.</summary>
    public async Task PassAsync(Guid id, int version, DateOnly day, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        await seats.MustAsync(TransferRights.Arrange, package, stop);
        store.Expect(package, version);
        package.Must(PackageState.Running);
        package.MustBeCovered(day);
        var phase = package.Phase;
        var conditions = await JudgeAsync(package, day, stop);
        if (conditions.FirstOrDefault(c => !c.IsMet) is { } closed || !Gate.IsOpen(conditions))
        {
            var lack = conditions.SelectMany(c => c.Lacks).FirstOrDefault();
            throw new Refusal(RefusalKind.Conflict, "Cổng pha {0} chưa mở được. {1}", phase, lack is null ? "" : words[lack.Text, lack.Args]) { Code = "gate-closed" };
        }
        var last = await store.Steps.Where(s => s.PackageId == id && (s.What == "agreed" || s.What == "begun" || s.What == "passed")).MaxAsync(s => (DateOnly?)s.OnDay, stop);
        if (day < last) throw Refusal.Conflict("Bước trước của gói ghi ngày {0}; bước sau không thể sớm hơn.", Say.Day(last));
        package.Pass(day);
        var evidence = JsonSerializer.Serialize(conditions.Select(c => new { c.Key, Proofs = c.Proofs.Select(p => new { p.Text, p.Href }) }), Plain);
        book.Step(package, "passed", day, phase, evidence: evidence);
        if (phase == 1) await TransferringAsync(package, day, stop);
        await recounting.ApplyAsync(package, day, stop);
        if (phase == 4) Learnt(package, day);
        book.Tell(package, Words.Key("{0} đã qua cổng pha {1}."), $"passed/{phase}", package.Code, phase.ToString(Say.Vietnam));
        await store.SaveChangesAsync(stop);
    }

    // Techniques that the facility does not do yet are being transferred from now on.
    async Task TransferringAsync(Package package, DateOnly day, CancellationToken stop)
    {
        var codes = package.Codes;
        var rows = await store.FacilityTechniques.AsNoTracking().Where(f => f.FacilityId == package.ReceiverId && codes.Contains(f.Technique)).ToListAsync(stop);
        foreach (var one in package.Techniques)
            if (FacilityTechnique.On(rows.Where(r => r.Technique == one.Technique), day)?.State is null or "none" or "stopped")
                store.FacilityTechniques.Add(new()
                {
                    FacilityId = package.ReceiverId,
                    Technique = one.Technique,
                    Name = one.Name,
                    Folded = Fold.Of(one.Technique + " " + one.Name),
                    State = "transferring",
                    FromDay = day,
                    PackageId = package.Id,
                    MadeAt = clock.GetUtcNow(),
                    MadeByName = seats.Me.Name,
                });
        store.Publish("technique/" + package.ReceiverId, new TechniquesChanged(package.ReceiverId));
    }

    // Receiving a technique counts as continuing education.
    void Learnt(Package package, DateOnly day)
    {
        foreach (var member in package.Ekips.SelectMany(e => e.Members).Where(m => m.IsIn(day)).DistinctBy(m => m.PractitionerId))
        {
            var key = $"transfer/{package.Id}/{member.PractitionerId}";
            store.Publish("credit/" + key, new CreditEarned(key, member.PractitionerId, null, "transfer-learnt", null, day, package.GiverId, package.Name,
                package.Href()));
        }
    }

    static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

/// <summary>States of techniques at a facility changed: the logbook watches others in the feed from now on. Stream: <c>technique/{facility}</c>.</summary>
sealed record TechniquesChanged(Guid FacilityId);
