using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>What the address of the list of needs asks for.</summary>
sealed record NeedsAsk(int Year, NeedState? State, Priority? Priority, Guid? Unit, string Text)
{
    /// <summary>Reads an address; what cannot be read counts as not asked.</summary>
    public static NeedsAsk Of(HttpRequest request, int year) => new(
        int.TryParse(request.Query["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : year,
        Enum.TryParse<NeedState>(request.Query["state"], out var state) && Enum.IsDefined(state) ? state : null,
        Enum.TryParse<Priority>(request.Query["priority"], out var priority) && Enum.IsDefined(priority) ? priority : null,
        Guid.TryParse(request.Query["unit"], out var unit) ? unit : null, request.Query["text"].ToString().Trim());

    /// <summary>The same as an address.</summary>
    public string Query => FormattableString.Invariant($"year={Year}&state={State}&priority={Priority}&unit={Unit}&text={Uri.EscapeDataString(Text)}");
}

/// <summary>The list of needs.</summary>
sealed record NeedsView(NeedsAsk Asked, IReadOnlyList<Need> Rows, IReadOnlyDictionary<Guid, string> Names, bool MayEnter, bool MayPlan,
    IReadOnlyList<(string Value, string Label)> Units, IReadOnlyList<YearPlan> Plans);

/// <summary>The form of a need.</summary>
sealed record NeedView(Need? One, IReadOnlyList<(string Value, string Label)> Units, IReadOnlyList<CodeEntry> Found, string Search, int Year, bool MayChange,
    string UnitName);

/// <summary>Needs of units: entered by them, seen by whoever is above.</summary>
sealed class NeedDesk(TrainingStore store, Units units, Techniques techniques, Caller caller, TimeProvider clock)
{
    /// <summary>Needs the caller may see.</summary>
    public IQueryable<Need> Seen()
    {
        if (caller.IsHouse) return store.Needs;
        var mine = caller.Organisations.ToList();
        return store.Needs.Where(n => mine.Contains(n.UnitId));
    }

    /// <summary>Rows that fit, the most pressing first.</summary>
    public async Task<List<Need>> RowsAsync(NeedsAsk ask, CancellationToken stop)
    {
        var rows = Seen().AsNoTracking().Where(n => n.Year == ask.Year);
        if (ask.State is { } state) rows = rows.Where(n => n.State == state);
        if (ask.Priority is { } priority) rows = rows.Where(n => n.Priority == priority);
        if (ask.Unit is { } unit) rows = rows.Where(n => n.UnitId == unit);
        if (Fold.Of(ask.Text) is { Length: > 0 } text) rows = rows.Where(n => n.Folded.Contains(text));
        return [.. (await rows.Take(5000).ToListAsync(stop)).OrderBy(n => n.State).ThenBy(n => n.Priority).ThenBy(n => n.Folded, StringComparer.Ordinal).ThenBy(n =>
            n.MadeAt)];
    }

    /// <summary>The page.</summary>
    public async Task<NeedsView> ListAsync(NeedsAsk ask, CancellationToken stop)
    {
        var rows = await RowsAsync(ask, stop);
        var known = await Seen().Select(n => n.UnitId).Distinct().ToListAsync(stop);
        var names = await units.NamesAsync(known, stop);
        var departments = caller.Posts.Where(p => TrainingRights.Plan.Roles.Contains(p.Role)).Select(p => p.OrganisationId).ToList();
        var plans = await store.Plans.AsNoTracking().Where(p => departments.Contains(p.DepartmentId)).OrderByDescending(p => p.Year).ToListAsync(stop);
        return new(ask, rows, names, caller.May(TrainingRights.Need), caller.May(TrainingRights.Plan), [.. names.Select(n => (n.Key.ToString(), n.Value)).OrderBy(n =>
            n.Value)], plans);
    }

    /// <summary>The form, empty or of a need; <paramref name="search"/> brings techniques of the catalogue.</summary>
    public async Task<NeedView> FormAsync(Guid? id, string search, CancellationToken stop)
    {
        var one = id is { } known ? await Seen().AsNoTracking().SingleOrDefaultAsync(n => n.Id == known, stop) ?? throw Missing() : null;
        var mine = await units.WhereAsync(TrainingRights.Need, stop);
        var name = one is null ? "" : (await units.NamesAsync([one.UnitId], stop)).GetValueOrDefault(one.UnitId, "–");
        return new(one, mine, await techniques.SuggestAsync(search, stop), search, clock.Today().Year + (clock.Today().Month > 9 ? 1 : 0),
            one is null || (one.State == NeedState.Open && caller.May(TrainingRights.Need, one.UnitId)), name);
    }

    /// <summary>Enters a need of a unit; returns its id.</summary>
    public async Task<Guid> EnterAsync(Guid unit, NeedInput input, CancellationToken stop)
    {
        caller.Must(TrainingRights.Need, unit);
        var need = new Need { UnitId = unit, MadeAt = clock.GetUtcNow(), MadeBy = caller.UserId, MadeByName = caller.Name };
        need.Write(await NamedAsync(input, stop));
        store.Needs.Add(need);
        await store.SaveChangesAsync(stop);
        return need.Id;
    }

    /// <summary>Changes one that waits.</summary>
    public async Task ChangeAsync(Guid id, int version, NeedInput input, CancellationToken stop)
    {
        var need = store.Expect(await MineAsync(id, stop), version);
        need.Write(await NamedAsync(input, stop));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes one back.</summary>
    public async Task WithdrawAsync(Guid id, int version, CancellationToken stop)
    {
        store.Expect(await MineAsync(id, stop), version).Withdraw();
        await store.SaveChangesAsync(stop);
    }

    async Task<Need> MineAsync(Guid id, CancellationToken stop)
    {
        var need = await Seen().SingleOrDefaultAsync(n => n.Id == id, stop) ?? throw Missing();
        caller.Must(TrainingRights.Need, need.UnitId);
        return need;
    }

    // A technique is known by its code; its name comes from the catalogue, so that like needs have like names.
    async Task<NeedInput> NamedAsync(NeedInput input, CancellationToken stop) => await techniques.ReadAsync(input.Topic, stop) is { } found
        ? input with { Technique = found.Code, Topic = found.Display } : input with { Technique = "" };

    static Refusal Missing() => Refusal.Missing("Không tìm thấy nhu cầu đào tạo này.");
}
