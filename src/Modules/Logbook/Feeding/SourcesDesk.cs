using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Logbook;

/// <summary>A line of the two sources side by side; where one side is missing, its difference and how it was settled.</summary>
sealed record SourceLine(DateOnly On, string Technique, string Name, LoggedCase? Logged, FeedRow? Row, Difference? Settled)
{
    /// <summary><c>both</c>, <c>log</c> (only logged) or <c>feed</c> (only in the feed).</summary>
    public string Where => Logged is null ? "feed" : Row is null ? "log" : "both";
}

/// <summary>Both sources of a facility between days.</summary>
/// <param name="Only">Show only lines of this kind; empty: all.</param>
/// <param name="Free">Rows of the feed that stand alone, to choose from.</param>
sealed record SourcesView(LogAsk Ask, string Only, IReadOnlyList<SourceLine> Lines, int Both, int LogOnly, int FeedOnly,
    IReadOnlyList<(string Value, string Label)> Facilities,
    IReadOnlyList<(string Value, string Label)> Watched, IReadOnlyList<FeedRow> Free, bool MaySettle);

/// <summary>A row of the feed as it is shown.</summary>
sealed record FeedRowView(FeedRow Row, string Name, string Facility, LoggedCase? Same, Difference? Settled, bool MayLog, bool MayOpen);

/// <summary>Puts the log and the feed side by side, and takes what people say about differences.</summary>
sealed class SourcesDesk(LogbookStore store, Seats seats, TechniqueShelf shelf, IOrganisations organisations, Caller caller, TimeProvider clock)
{
    /// <summary>The page; the last three months where the address says nothing.</summary>
    public async Task<SourcesView> LoadAsync(HttpRequest request, CancellationToken stop)
    {
        var mine = await seats.OfAsync(LogbookRights.Compare, stop);
        var ask = LogAsk.Of(request);
        var today = clock.Today();
        ask = ask with { Facility = ask.Facility ?? (mine.Count > 0 ? mine[0] : null), From = ask.From ?? today.AddMonths(-3), To = ask.To ?? today };
        if (ask.Facility is { } one && !caller.May(LogbookRights.Compare, one))
            throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}” tại đơn vị này. Xin liên hệ quản trị viên của đơn vị.", LogbookRights.Compare.Title);
        var facility = ask.Facility ?? Guid.Empty;
        var lines = await LinesAsync(facility, ask.Technique, ask.From!.Value, ask.To!.Value, stop);
        var only = request.Query["only"].ToString() is "both" or "log" or "feed" ? request.Query["only"].ToString() : "";
        var watched = await store.Watched.AsNoTracking().Where(w => w.FacilityId == facility).Select(w => w.Technique).ToListAsync(stop);
        var names = await organisations.NamesAsync(mine.Append(facility).Distinct(), null, stop);
        var labels = await NamesAsync(watched, stop);
        return new(ask, only, [.. lines.Where(l => only.Length == 0 || l.Where == only)], lines.Count(l => l.Where == "both"), lines.Count(l => l.Where == "log"),
            lines.Count(l => l.Where == "feed"), [.. names.Select(n => (n.Key.ToString(), n.Value))],
            [.. watched.Order(StringComparer.Ordinal).Select(w => (w, CaseInput.TechniqueText(w, labels.GetValueOrDefault(w, ""))))],
            [.. lines.Where(l => l.Where == "feed").Select(l => l.Row!)], mine.Contains(facility));
    }

    /// <summary>Both sources of a facility, the newest first: cases that stand, of techniques that are watched or were.</summary>
    public async Task<List<SourceLine>> LinesAsync(Guid facility, string technique, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var (first, last) = (from.AddDays(-1), to.AddDays(1));
        var rows = await store.FeedRows.AsNoTracking().Include(r => r.Members).Where(r => r.FacilityId == facility && r.IsThere && r.OnDay >= first && r.OnDay <= last
            && (technique == "" || r.Technique == technique)).ToListAsync(stop);
        var followed = (await store.Watched.AsNoTracking().Where(w => w.FacilityId == facility).Select(w => w.Technique).ToListAsync(stop))
            .Union(await store.FeedRows.AsNoTracking().Where(r => r.FacilityId == facility).Select(r => r.Technique).Distinct().ToListAsync(stop)).ToList();
        var cases = await store.Cases.AsNoTracking().Include(c => c.Members)
            .Where(c => c.FacilityId == facility && followed.Contains(c.Technique) && c.OnDay >= first && c.OnDay <= last
            && c.State != LogState.Withdrawn && c.State != LogState.TakenBack && (technique == "" || c.Technique == technique)).ToListAsync(stop);
        var pairs = CaseLog.Pairs(cases, rows);
        var settled = await store.Differences.AsNoTracking().Where(d => d.FacilityId == facility).ToDictionaryAsync(d => d.About, stop);
        var byKey = rows.ToDictionary(r => r.Key, StringComparer.Ordinal);
        var names = await NamesAsync(rows.Select(r => r.Technique).Distinct(), stop);
        var lines = cases.ConvertAll(c => new SourceLine(c.OnDay, c.Technique, c.TechniqueName, c, pairs.TryGetValue(c.Key, out var row) ? byKey[row]
            : null, settled.GetValueOrDefault(c.Key)));
        lines.AddRange(rows.Where(r => !pairs.ContainsKey(r.Key)).Select(r =>
            new SourceLine(r.OnDay, r.Technique, names.GetValueOrDefault(r.Technique, r.Technique), null, r,
            settled.GetValueOrDefault(r.Key))));
        return [.. lines.Where(l => l.On >= from && l.On <= to).OrderByDescending(l => l.On).ThenBy(l => l.Technique, StringComparer.Ordinal)];
    }

    async Task<Dictionary<string, string>> NamesAsync(IEnumerable<string> codes, CancellationToken stop)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var code in codes) names[code] = await NameAsync(code, stop);
        return names;
    }

    async Task<string> NameAsync(string code, CancellationToken stop)
    {
        if (await store.Cases.AsNoTracking().Where(c => c.Technique == code).Select(c => c.TechniqueName).FirstOrDefaultAsync(stop) is { } known) return known;
        try
        {
            return (await shelf.TakeAsync(code, clock.Today(), stop)).Name;
        }
        catch (Refusal)
        {
            return code;
        }
    }

    /// <summary>One row of the feed.</summary>
    public async Task<FeedRowView> RowAsync(Guid id, CancellationToken stop)
    {
        var row = await store.FeedRows.AsNoTracking().Include(r => r.Members).SingleOrDefaultAsync(r => r.Id == id, stop)
            ?? throw Refusal.Missing("Không tìm thấy nguồn này.");
        var lines = await LinesAsync(row.FacilityId, row.Technique, row.OnDay.AddDays(-2), row.OnDay.AddDays(2), stop);
        var line = lines.Find(l => l.Row?.Id == id);
        var names = await organisations.NamesAsync([row.FacilityId], null, stop);
        return new(row, await NameAsync(row.Technique, stop), names.GetValueOrDefault(row.FacilityId, ""), line?.Logged, line?.Settled,
            await seats.HoldsAsync(LogbookRights.Log, row.FacilityId, stop), caller.Organisations.Contains(row.FacilityId));
    }

    /// <summary>Explains a difference.</summary>
    public async Task ExplainAsync(string about, string reason, CancellationToken stop)
    {
        var facility = await FacilityAsync(about, stop);
        await seats.MustAsync(LogbookRights.Compare, facility, stop);
        if (await store.Differences.AnyAsync(d => d.About == about, stop)) throw Refusal.Conflict("Khác biệt này đã có giải trình.");
        store.Differences.Add(new()
        {
            FacilityId = facility,
            About = about,
            Reason = reason,
            MadeAt = clock.GetUtcNow(),
            MadeBy = caller.UserId,
            MadeByName = caller.Name
        });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Says that a logged case and a row of the feed are the same performance; what was signed does not change by it.</summary>
    public async Task JoinAsync(Guid logged, Guid row, CancellationToken stop)
    {
        var one = await store.Cases.SingleOrDefaultAsync(c => c.Id == logged, stop) ?? throw Refusal.Missing("Không tìm thấy ca này trong nhật ký.");
        await seats.MustAsync(LogbookRights.Compare, one.FacilityId, stop);
        var of = await store.FeedRows.AsNoTracking().SingleOrDefaultAsync(r => r.Id == row && r.FacilityId == one.FacilityId, stop)
            ?? throw Refusal.Missing("Không tìm thấy nguồn này.");
        if (of.Technique != one.Technique) throw Refusal.Invalid("Hai nguồn khác kỹ thuật nên không ghép được.");
        if (await store.Cases.AnyAsync(c => c.FeedRowId == row && c.Id != logged && c.State != LogState.Withdrawn && c.State != LogState.TakenBack, stop))
            throw Refusal.Conflict("Dòng dữ liệu này đã ghép với ca khác.");
        one.FeedRowId = row;
        store.Publish($"case/{one.FacilityId}", new CaseCounted(of.Key, one.FacilityId, one.Technique, of.OnDay, false));
        await store.SaveChangesAsync(stop);
    }

    async Task<Guid> FacilityAsync(string about, CancellationToken stop)
    {
        var parts = about.Split('/');
        if (parts is ["log", var log] && Guid.TryParse(log, out var id)
            && await store.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, stop) is { } one) return one.FacilityId;
        if (parts is ["feed", _, var visit, var line] && Guid.TryParse(visit, out var v) && int.TryParse(line, System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture, out var n)
                && await store.FeedRows.AsNoTracking().SingleOrDefaultAsync(r => r.VisitId == v && r.Line == n, stop) is { } row)
            return row.FacilityId;
        throw Refusal.Missing("Không tìm thấy nguồn này.");
    }
}
