using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>The certificates are signed: documents of phase 2, the second gate, and the rounds of supervision.</summary>
sealed class TrainedDemonstration(TransferStore store, RecordKeeping keeping, Passing passing, RoundWork rounds) : IDemonstration
{
    /// <inheritdoc/>
    public int Order => 56;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        foreach (var told in DemoPackages.On(world.Today))
            if (await DemoFind.Async(store, told, stop) is { } id) await OneAsync(world, id, told, stop);
    }

    async Task OneAsync(DemoWorld world, Guid id, DemoPackage told, CancellationToken stop)
    {
        await KeepAsync(id, RecordKind.Protocol, "Quy trình " + told.Name.ToLower(Say.Vietnam) + ", bản áp dụng tại đơn vị (mẫu)", "12/QT", told.Taught.AddDays(2), stop);
        await KeepAsync(id, RecordKind.Equipment, "Bộ dụng cụ cỡ trẻ em (mẫu)", "07/BBNT", told.Taught.AddDays(5), stop);
        if (!await DemoFind.TryAsync(() => PassAsync(id, told.Second, stop))) return;
        for (var n = 1; n <= told.Rounds; n++)
            await rounds.PlanAsync(id, told.Round(n), told.Round(n).AddDays(4), "Phòng mổ, khoa Hồi sức", [],
                "BS CKII Chuyên gia Một (mẫu)\nĐiều dưỡng Chuyên gia Hai (mẫu)", stop);
        if (told.LeftAfter is null && told.Signed.AddMonths(told.Months) > world.Today.AddDays(20))
            await rounds.PlanAsync(id, world.Today.AddDays(11), world.Today.AddDays(15), "Khoa Hồi sức tích cực nhi", [], "BS CKII Chuyên gia Một (mẫu)", stop);
        if (told.LeftAfter is { } days)
            foreach (var member in await store.Members.Where(m => m.PackageId == id).ToListAsync(stop)) member.ToDay = told.Second.AddDays(days);
        await store.SaveChangesAsync(stop);
        store.ChangeTracker.Clear();
    }

    async Task KeepAsync(Guid id, RecordKind kind, string title, string number, DateOnly day, CancellationToken stop)
    {
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(title));
        var record = await keeping.KeepAsync(id, kind, title, number, day, "van-ban-mau.txt", text, stop);
        store.ChangeTracker.Clear();
        await keeping.ApproveAsync(record, 0, stop);
    }

    async Task PassAsync(Guid id, DateOnly day, CancellationToken stop) =>
        await passing.PassAsync(id, await store.Packages.AsNoTracking().Where(p => p.Id == id).Select(p => p.Version).SingleAsync(stop), day, stop);
}

/// <summary>The teams have logged their cases: rounds are held, gates pass on the first week on which the log opens them, and what came afterwards is counted.</summary>
sealed class GatesDemonstration(TransferStore store, PackageBook book, Gathering gathering, Passing passing, RoundWork rounds, Accepting accepting, Signing signing,
    Recounting recounting,
    TimeProvider clock) : IDemonstration
{
    /// <inheritdoc/>
    public int Order => 58;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        foreach (var told in DemoPackages.On(world.Today))
        {
            if (await DemoFind.Async(store, told, stop) is not { } id) continue;
            await HoldAsync(id, stop);
            if (await FirstOpenAsync(id, 3, told.Round(told.Rounds).AddDays(5), "progress", stop) is { } third)
            {
                await DemoFind.TryAsync(() => PassAsync(id, third, stop));
                if (await FirstOpenAsync(id, 4, third.AddDays(7), "runs", stop) is { } fourth) await AcceptAsync(id, world, told, fourth, stop);
            }
            await recounting.RecountAsync(id, stop);
            store.ChangeTracker.Clear();
        }
    }

    async Task HoldAsync(Guid id, CancellationToken stop)
    {
        foreach (var round in await store.Rounds.AsNoTracking().Where(r => r.PackageId == id).OrderBy(r => r.Number).ToListAsync(stop))
        {
            if (round.ToDay > clock.Today()) continue;
            await rounds.HoldAsync(round.Id, round.Version, "Ekip làm được dưới giám sát, cần thêm ca (mẫu).", round.ToDay, stop);
            store.ChangeTracker.Clear();
        }
    }

    // The first day, looked at each week, on which the cases suffice and the contract still runs.
    async Task<DateOnly?> FirstOpenAsync(Guid id, int phase, DateOnly from, string key, CancellationToken stop)
    {
        store.ChangeTracker.Clear();
        var package = await book.OneAsync(id, stop);
        if (!package.IsRunning || package.Phase != phase) return null;
        for (var day = from; day <= clock.Today() && package.Covers(day); day = day.AddDays(14))
            if (Gate.Judge(phase, GateTerms.Of(package), await gathering.OfAsync(package, day, stop)).First(c => c.Key == key).IsMet) return day;
        return null;
    }

    async Task AcceptAsync(Guid id, DemoWorld world, DemoPackage told, DateOnly day, CancellationToken stop)
    {
        await accepting.DecideAsync(id, $"{day:MMdd}/QĐ-SYT (mẫu)", day, "", null, stop);
        await accepting.WriteAsync(id, 0, day, "Hội trường bệnh viện", "Đại diện Sở Y tế (mẫu)\nĐại diện bên chuyển giao (mẫu)\nĐại diện bên tiếp nhận (mẫu)",
            "Ekip làm độc lập, hồ sơ đủ.",
            "Đạt yêu cầu; bàn giao kỹ thuật cho bên tiếp nhận.", stop);
        await DemoHands.SignAsync(store, signing, id, await accepting.SealAsync(id, stop), world, told, day, stop);
        await DemoFind.TryAsync(() => PassAsync(id, day, stop));
    }

    async Task PassAsync(Guid id, DateOnly day, CancellationToken stop)
    {
        store.ChangeTracker.Clear();
        await passing.PassAsync(id, await store.Packages.AsNoTracking().Where(p => p.Id == id).Select(p => p.Version).SingleAsync(stop), day, stop);
    }
}

/// <summary>Finds packages of the demonstration; a gate that its evidence does not open stays closed.</summary>
static class DemoFind
{
    public static async Task<Guid?> Async(TransferStore store, DemoPackage told, CancellationToken stop)
    {
        store.ChangeTracker.Clear();
        return await store.Packages.AsNoTracking().Where(p => p.Name == told.Name && p.Phase > 1).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(stop);
    }

    public static async Task<bool> TryAsync(Func<Task> pass)
    {
        try
        {
            await pass();
            return true;
        }
        catch (Refusal refusal) when (refusal.Code == "gate-closed")
        {
            return false;
        }
    }
}
