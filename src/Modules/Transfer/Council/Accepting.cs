using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>Phase 4: the minutes of the council and the decision that permits the techniques.</summary>
sealed class Accepting(TransferStore store, PackageBook book, Signing signing, Gathering gathering, IFiles files, Seats seats, TimeProvider clock)
{
    /// <summary>Writes the minutes.</summary>
    public async Task WriteAsync(Guid id, int version, DateOnly day, string place, string people, string opinions, string conclusion, CancellationToken stop)
    {
        var package = await FourthAsync(id, day, stop);
        if (day > clock.Today()) throw new Refusal(RefusalKind.Invalid, "Ngày họp hội đồng không thể sau hôm nay.") { Field = "day" };
        await MustBeFreeAsync(package, stop);
        var draft = await store.Councils.SingleOrDefaultAsync(c => c.PackageId == id, stop);
        if (draft is null) store.Councils.Add(draft = new() { PackageId = id, HeldOn = day });
        else store.Expect(draft, version);
        (draft.HeldOn, draft.Place, draft.People, draft.Opinions, draft.Conclusion) = (day, place, people, opinions, conclusion);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Fixes the minutes with the runs of the teams as the log tells them; returns the paper.</summary>
    public async Task<Guid> SealAsync(Guid id, CancellationToken stop)
    {
        var draft = await store.Councils.AsNoTracking().SingleOrDefaultAsync(c => c.PackageId == id, stop);
        var package = await FourthAsync(id, draft?.HeldOn ?? clock.Today(), stop);
        await MustBeFreeAsync(package, stop);
        if (draft is null || draft.Conclusion.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi kết luận của hội đồng trước khi chốt.")
        {
            Field =
            "conclusion"
        };
        if (draft.People.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi thành phần hội đồng trước khi chốt.") { Field = "people" };
        var evidence = await gathering.OfAsync(package, draft.HeldOn, stop);
        var paper = await signing.SealAsync(package, PaperKind.Council, new
        {
            type = "lieny-transfer-acceptance",
            form = 1,
            code = package.Code,
            on = draft.HeldOn,
            place = draft.Place,
            people = draft.People,
            opinions = draft.Opinions,
            conclusion = draft.Conclusion,
            runs = evidence.Runs.Select(r => new { ekip = r.Ekip, cases = r.Cases, complications = r.Complications }),
        }, draft.HeldOn, stop);
        await store.SaveChangesAsync(stop);
        return paper.Id;
    }

    /// <summary>The decision that permits the receiver to do every technique of the package.</summary>
    public async Task DecideAsync(Guid id, string number, DateOnly day, string fileName, Stream? content, CancellationToken stop)
    {
        var package = await FourthAsync(id, day, stop);
        await seats.MustAsync(TransferRights.List, package.ReceiverId, stop);
        if (day > clock.Today()) throw new Refusal(RefusalKind.Invalid, "Ngày quyết định không thể sau hôm nay.") { Field = "day" };
        var kept = content is null ? null : await files.PutAsync(package.ReceiverId, content, RecordKeeping.MostBytes, stop);
        foreach (var technique in package.Techniques)
            store.FacilityTechniques.Add(new()
            {
                FacilityId = package.ReceiverId,
                Technique = technique.Technique,
                Name = technique.Name,
                Folded = Fold.Of(technique.Technique + " " + technique.Name),
                State = "permitted",
                FromDay = day,
                DecisionNumber = number,
                DecisionDay = day,
                FileName = kept is null ? "" : Path.GetFileName(fileName),
                FileHash = kept?.Hash ?? "",
                FileSize = kept?.Size ?? 0,
                PackageId = id,
                MadeAt = clock.GetUtcNow(),
                MadeByName = seats.Me.Name,
            });
        store.Publish("technique/" + package.ReceiverId, new TechniquesChanged(package.ReceiverId));
        await store.SaveChangesAsync(stop);
    }

    async Task<Package> FourthAsync(Guid id, DateOnly day, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        await seats.MustAsync(TransferRights.Arrange, package, stop);
        package.MustRun(4, day);
        return package;
    }

    async Task MustBeFreeAsync(Package package, CancellationToken stop)
    {
        if (await store.Papers.AnyAsync(p => p.PackageId == package.Id && p.Kind == PaperKind.Council && p.WithdrawnAt == null, stop))
            throw Refusal.Conflict("Biên bản nghiệm thu đã chốt để ký. Xin rút văn bản lại trước khi sửa.");
    }
}
