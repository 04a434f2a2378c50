using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>Rounds of supervision: planned, held, with experts and safety events.</summary>
sealed class RoundWork(TransferStore store, PackageBook book, Recounting recounting, HouseQuestions questions, Seats seats, TimeProvider clock)
{
    const int MostDays = 60;

    /// <summary>A further round with its experts; returns its id.</summary>
    public async Task<Guid> PlanAsync(Guid id, DateOnly from, DateOnly to, string place, IReadOnlyList<Guid> experts, string others, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        await seats.MustAsync(TransferRights.Arrange, package, stop);
        package.MustRun(3, from);
        if (to < from || to.DayNumber - from.DayNumber > MostDays) throw new Refusal(RefusalKind.Invalid,
            "Ngày cuối của đợt phải sau ngày đầu và trong vòng {0} ngày.", MostDays)
        { Field = "to" };
        if (to > package.ContractTo) throw new Refusal(RefusalKind.Invalid, "Đợt giám sát vượt ngày hết hạn hợp đồng ({0}). Xin gia hạn trước.",
            Say.Day(package.ContractTo))
        { Field = "to" };
        var cards = experts.Count == 0 ? [] : (await questions.PeopleAsync(package.GiverId, stop)).Where(p => experts.Contains(p.Id)).ToList();
        var round = new Round
        {
            PackageId = id,
            Number = (await store.Rounds.Where(r => r.PackageId == id).MaxAsync(r => (int?)r.Number, stop) ?? 0) + 1,
            FromDay = from,
            ToDay = to,
            Place = place,
        };
        foreach (var card in cards) round.Experts.Add(new() { RoundId = round.Id, PractitionerId = card.Id, Name = card.Name });
        foreach (var name in others.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(20))
            round.Experts.Add(new() { RoundId = round.Id, Name = name.Length > 200 ? name[..200] : name });
        if (round.Experts.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn hoặc ghi ít nhất một chuyên gia.") { Field = "others" };
        store.Rounds.Add(round);
        book.Tell(package, Words.Key("{0}: đợt giám sát {1} từ {2} đến {3}."), "round/" + round.Id, package.Code, round.Number.ToString(Say.Vietnam), Say.Day(from),
            Say.Day(to));
        await store.SaveChangesAsync(stop);
        return round.Id;
    }

    /// <summary>The round took place; who taught earns credit.</summary>
    public async Task HoldAsync(Guid id, int version, string note, DateOnly on, CancellationToken stop)
    {
        var (package, round) = await OneAsync(id, version, stop);
        package.MustRun(3, on);
        round.Hold(note, on);
        foreach (var expert in round.Experts.Where(e => e.PractitionerId is not null))
        {
            var key = $"transfer-round/{round.Id}/{expert.PractitionerId}";
            store.Publish("credit/" + key, new CreditEarned(key, expert.PractitionerId, null, "transfer-taught", null, round.ToDay, package.GiverId, package.Name,
                "/transfer/rounds/" + round.Id));
        }
        await recounting.ApplyAsync(package, clock.Today(), stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>The round is called off.</summary>
    public async Task CancelAsync(Guid id, int version, string why, CancellationToken stop)
    {
        var (_, round) = await OneAsync(id, version, stop);
        round.Cancel(why);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Writes down a safety event; both sides are told.</summary>
    public async Task EventAsync(Guid id, DateOnly day, string severity, string text, CancellationToken stop)
    {
        var (package, round) = await OneAsync(id, null, stop);
        if (severity is not ("low" or "medium" or "high")) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "severity" };
        if (day < round.FromDay || day > round.ToDay || day > clock.Today())
            throw new Refusal(RefusalKind.Invalid, "Ngày sự cố phải trong đợt ({0} – {1}) và không sau hôm nay.", Say.Day(round.FromDay),
                Say.Day(round.ToDay))
            { Field = "day" };
        var safety = new SafetyEvent { RoundId = id, PackageId = package.Id, OnDay = day, Severity = severity, Text = text };
        store.Safety.Add(safety);
        book.Tell(package, Words.Key("{0}: có sự cố an toàn mới ở đợt {1}."), "safety/" + safety.Id, package.Code, round.Number.ToString(Say.Vietnam));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A safety event is dealt with.</summary>
    public async Task CloseEventAsync(Guid id, Guid safety, string response, CancellationToken stop)
    {
        await OneAsync(id, null, stop);
        var row = await store.Safety.SingleOrDefaultAsync(s => s.Id == safety && s.RoundId == id, stop) ?? throw Refusal.Missing("Không tìm thấy sự cố này.");
        row.Close(response, clock.Today());
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A round with its package; missing (404) where the caller may not see it.</summary>
    public async Task<(Package Package, Round Round)> OneAsync(Guid id, int? version, CancellationToken stop)
    {
        var round = await store.Rounds.Include(r => r.Experts).SingleOrDefaultAsync(r => r.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy đợt giám sát này.");
        var package = await book.OneAsync(round.PackageId, stop);
        if (version is { } seen)
        {
            await seats.MustAsync(TransferRights.Arrange, package, stop);
            store.Expect(round, seen);
        }
        else await seats.MustAsync(TransferRights.Arrange, package, stop);
        return (package, round);
    }
}
