using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>On "Hôm nay": papers to sign, gates that wait, phases overdue, gaps and rounds that are due, evidence that is shaken.</summary>
sealed class TransferToday(TransferStore store, Seats seats, Caller caller, Words words, TimeProvider clock) : ITodaySource
{
    const int Each = 5;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!caller.May(TransferRights.Arrange)) return [];
        var (today, items) = (clock.Today(), new List<TodayItem>());
        var signing = (await seats.OfAsync(TransferRights.Sign, stop)).ToList();
        var arranging = (await seats.OfAsync(TransferRights.Arrange, stop)).ToList();
        var packages = await store.Packages.AsNoTracking().Where(p => (arranging.Contains(p.GiverId) || arranging.Contains(p.ReceiverId))
            && p.State != PackageState.Ended)
            .OrderByDescending(p => p.Code).Take(200).ToDictionaryAsync(p => p.Id, stop);
        await SignAsync(items, packages, signing, stop);
        foreach (var p in packages.Values.Where(p => p.IsLapsedContract(today)).Take(Each))
            items.Add(new(TodayList.Due, words["Gia hạn hợp đồng của {0}", (object)p.Code], p.Name, p.ContractTo, p.Href() + "/extension", words["Gia hạn hợp đồng"]));
        foreach (var p in packages.Values.Where(p => p.IsOverdue(today) && !p.IsLapsedContract(today)).Take(Each))
            items.Add(new(TodayList.Due, words["{0} quá hạn pha {1}", p.Code, p.Phase], p.Name, p.Due(p.Phase), p.Href() + "#gate", words["Xem cổng"]));
        var ids = packages.Keys.ToList();
        foreach (var gap in await store.Survey.AsNoTracking().Where(l => ids.Contains(l.PackageId) && l.IsGap && l.ClosedOn == null && l.Due != null
            && l.Due <= today.AddDays(7))
            .OrderBy(l => l.Due).Take(Each).ToListAsync(stop))
            if (IsOwn(packages[gap.PackageId], gap.OwnerSide, arranging))
                items.Add(new(TodayList.Due, words["Bù khoảng thiếu: {0}", (object)gap.Text], packages[gap.PackageId].Code, gap.Due,
                    packages[gap.PackageId].Href() + "/survey", words["Ghi đã bù"]));
        foreach (var round in await store.Rounds.AsNoTracking().Where(r => ids.Contains(r.PackageId) && r.State == RoundState.Planned
            && r.FromDay <= today.AddDays(7)).OrderBy(r => r.FromDay)
            .Take(Each).ToListAsync(stop))
            items.Add(new(round.ToDay < today ? TodayList.Due : TodayList.New, words["Đợt giám sát {0} của {1}", round.Number, packages[round.PackageId].Code],
                packages[round.PackageId].Name,
                round.FromDay, "/transfer/rounds/" + round.Id, round.ToDay < today ? words["Ghi kết quả"] : words["Xem"]));
        foreach (var shake in await store.Shakes.AsNoTracking().Where(s => ids.Contains(s.PackageId) && s.RestoredOn == null).OrderBy(s => s.Since).Take(Each)
            .ToListAsync(stop))
            items.Add(new(TodayList.Due, words["Bổ sung bằng chứng pha {0} của {1}", shake.Phase, packages[shake.PackageId].Code], packages[shake.PackageId].Name,
                shake.Since,
                packages[shake.PackageId].Href(), words["Xem"]));
        return [.. items.Take(20)];
    }

    async Task SignAsync(List<TodayItem> items, Dictionary<Guid, Package> packages, List<Guid> signing, CancellationToken stop)
    {
        var open = await store.Papers.AsNoTracking().Where(p => p.CompletedAt == null && p.WithdrawnAt == null && packages.Keys.Contains(p.PackageId)).OrderBy(p =>
            p.SealedAt).Take(20)
            .ToListAsync(stop);
        var ids = open.ConvertAll(p => p.Id);
        var signed = await store.Signatures.AsNoTracking().Where(s => ids.Contains(s.PaperId)).ToListAsync(stop);
        foreach (var paper in open)
        {
            var package = packages[paper.PackageId];
            bool Waits(PaperSide side) => signing.Contains(Signing.Of(package, side)) && !signed.Exists(s => s.PaperId == paper.Id && s.Side == side);
            var mine = Waits(PaperSide.Giver) || Waits(PaperSide.Receiver);
            items.Add(new(mine ? TodayList.Due : TodayList.Waiting, words["{0} của {1} chờ ký", words[PackageWords.Of(paper.Kind)], package.Code], package.Name,
                Say.DayOf(paper.SealedAt),
                $"{package.Href()}/papers/{paper.Id}", mine ? words["Đọc và ký"] : words["Xem"]));
        }
    }

    static bool IsOwn(Package package, string side, List<Guid> mine) => mine.Contains(side == nameof(PaperSide.Giver) ? package.GiverId : package.ReceiverId);
}

/// <summary>Rounds, days of phases, ends of contracts and of quarters in the calendar.</summary>
sealed class TransferCalendar(TransferStore store, Caller caller, Words words, TimeProvider clock) : ICalendarSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<CalendarEntry>> EntriesAsync(DateOnly from, DateOnly to, CancellationToken stop)
    {
        if (!caller.May(TransferRights.See)) return [];
        var packages = await store.Packages.AsNoTracking().Where(p => p.State != PackageState.Drafted && p.State != PackageState.Ended).ToDictionaryAsync(p => p.Id,
            stop);
        var ids = packages.Keys.ToList();
        var entries = new List<CalendarEntry>();
        foreach (var round in await store.Rounds.AsNoTracking().Where(r => ids.Contains(r.PackageId) && r.State != RoundState.Cancelled && r.FromDay <= to
            && r.ToDay >= from).ToListAsync(stop))
            entries.Add(new("transfer-round/" + round.Id, "milestone", words["Đợt giám sát {0} của {1}", round.Number, packages[round.PackageId].Code],
                packages[round.PackageId].Name, round.FromDay,
                round.ToDay, "/transfer/rounds/" + round.Id, packages[round.PackageId].PlanId, packages[round.PackageId].ReceiverId, round.State == RoundState.Held));
        foreach (var p in packages.Values)
        {
            for (var phase = 1; phase <= 4; phase++)
                if (p.Due(phase) is { } due && from <= due && due <= to)
                    entries.Add(Of($"transfer-due/{p.Id}/{phase}", words["Hạn pha {0} của {1}", phase, p.Code], p, due, p.Phase > phase));
            if (p.IsRunning && p.ContractTo is { } end && from <= end && end <= to)
                entries.Add(Of($"transfer-contract/{p.Id}", words["Hết hạn hợp đồng của {0}", (object)p.Code], p, end, false));
            if (p.AcceptedOn is not { } accepted) continue;
            foreach (var (_, last) in CaseCount.QuartersAfter(accepted).Where(q => from <= q.To && q.To <= to))
                entries.Add(Of($"transfer-quarter/{p.Id}/{last:yyyyMMdd}", words["Hết quý theo dõi duy trì của {0}", (object)p.Code], p, last, last < clock.Today()));
        }
        return entries;
    }

    static CalendarEntry Of(string key, string title, Package p, DateOnly day, bool done) => new(key, "milestone", title, p.Name, day, day, p.Href(), p.PlanId,
        p.ReceiverId, done);
}

/// <summary>Packages in the search of everything, by code, name, contract and technique.</summary>
sealed class TransferSearch(TransferStore store, Caller caller, Words words) : ISearchSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        if (!caller.May(TransferRights.See)) return [];
        var rows = await store.Packages.AsNoTracking().Where(p => p.Folded.Contains(folded)).OrderByDescending(p => p.Code).Take(most).ToListAsync(stop);
        return [.. rows.Select(p => new SearchHit(words["Gói chuyển giao"], $"{p.Code} · {p.Name}", words[PackageWords.Of(p.State)], p.Href()))];
    }
}
