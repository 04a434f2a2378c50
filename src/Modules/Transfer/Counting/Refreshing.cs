using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>A quarter after hand-over without enough cases: both sides are told once, and a refresher class is proposed.</summary>
sealed class Refreshing(TransferStore store, PackageBook book, HouseQuestions questions, Words words, TimeProvider clock)
{
    /// <summary>Looks at the quarters of a package that are over; saves.</summary>
    public async Task RunAsync(Package package, DateOnly today, CancellationToken stop)
    {
        if (!package.IsHandedOver) return;
        var standings = await store.Standings.IgnoreQueryFilters(["org"]).AsNoTracking().Where(s => s.PackageId == package.Id).ToListAsync(stop);
        foreach (var (from, to) in CaseCount.QuartersAfter(package.AcceptedOn!.Value).Where(q => q.To < today))
        {
            var missed = standings.Where(s => QuarterText.Of(s.Quarters).Any(q => q.From == from && q.Count < package.SustainCases)).ToList();
            if (missed.Count == 0 || await store.Refreshers.AnyAsync(r => r.PackageId == package.Id && r.Quarter == from, stop)) continue;
            var row = new Refresher { PackageId = package.Id, Quarter = from, ToldAt = clock.GetUtcNow() };
            store.Refreshers.Add(row);
            book.Tell(package, Words.Key("{0}: quý từ {1} chưa đủ ca sau bàn giao; đã đề xuất lớp ôn luyện."), $"quarter/{from:yyyyMMdd}", package.Code, Say.Day(from));
            await store.SaveChangesAsync(stop);
            // The row comes first: whoever writes it proposes the class, another process finds it and does not.
            var name = words["Ôn luyện: {0}", (object)package.Name];
            var reason = words["Quý {0} – {1} chưa đủ ca sau bàn giao.", from, to];
            row.ClassId = await questions.AskAsync<IClasses, Guid?>(async c => await c.ProposeAsync(name, package.GiverId, package.ReceiverId,
                [.. missed.Select(m => m.Technique)],
                reason, stop));
            await store.SaveChangesAsync(stop);
        }
    }
}

/// <summary>Quarters as a standing keeps them.</summary>
static class QuarterText
{
    /// <summary>First days and counts.</summary>
    public static IReadOnlyList<(DateOnly From, int Count)> Of(string text) =>
    [
        .. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(q => q.Split(':'))
            .Select(q => (DateOnly.ParseExact(q[0], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                int.Parse(q[1], System.Globalization.CultureInfo.InvariantCulture))),
    ];
}
