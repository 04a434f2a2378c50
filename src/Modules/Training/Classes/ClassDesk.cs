using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>What the address of the list of classes asks for.</summary>
sealed record ClassesAsk(string State, ClassMode? Mode, int? Year, string Text, int Page)
{
    /// <summary>Classes on a page.</summary>
    public const int Size = 30;

    /// <summary>Reads an address; what cannot be read counts as not asked.</summary>
    public static ClassesAsk Of(HttpRequest request) => new(
        request.Query["state"].ToString() is ("open" or "running" or "done" or "draft") and var state ? state : "",
        Enum.TryParse<ClassMode>(request.Query["mode"], out var mode) && Enum.IsDefined(mode) ? mode : null,
        int.TryParse(request.Query["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null, request.Query["text"].ToString().Trim(),
        int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 10_000) : 1);

    /// <summary>The same as an address.</summary>
    public string Query(int page) => FormattableString.Invariant($"state={State}&mode={Mode}&year={Year}&text={Uri.EscapeDataString(Text)}&page={page}");
}

/// <summary>A class in a line, with how many have a place, propose and wait.</summary>
sealed record ClassLine(TrainingClass One, string Host, int Seated, int Waiting, int Passed);

/// <summary>The list of classes.</summary>
sealed record ClassesView(ClassesAsk Asked, IReadOnlyList<ClassLine> Rows, int Total, bool MayArrange, DateOnly Today)
{
    /// <summary>Pages.</summary>
    public int Pages => Math.Max(1, (Total + ClassesAsk.Size - 1) / ClassesAsk.Size);
}

/// <summary>The form of a class.</summary>
sealed record ClassFormView(TrainingClass? One, IReadOnlyList<(string Value, string Label)> Owners, IReadOnlyList<(string Value, string Label)> Hosts,
    IReadOnlyList<(string Value, string Label)> Targets, IReadOnlyList<CodeEntry> Found, IReadOnlyList<string> Techniques, string Search, DateOnly Today);

/// <summary>The page of a class.</summary>
sealed record ClassView(TrainingClass One, ClassSeat Seat, string Owner, string Host, IReadOnlyList<string> Techniques, IReadOnlyList<Quota> Quotas,
    IReadOnlyList<ClassSession> Sessions, IReadOnlyList<Lecturer> Lecturers, IReadOnlyList<Material> Materials, IReadOnlyDictionary<Guid, string> Names, string Target,
    ILookup<NominationState, Guid> People, IReadOnlyList<CertificateCard>? Certificates, IReadOnlyList<Practised>? Practised, IReadOnlyList<PractitionerCard> Teachers,
    IReadOnlyList<(string Value, string Label)> Units, DateTimeOffset Now, DateOnly Today);

/// <summary>Classes for pages.</summary>
sealed class ClassDesk(TrainingStore store, ClassBook book, Units units, Techniques techniques, Timetabling timetabling, AfterCourse after, IPlans plans,
    IEnumerable<ICertificates> certificates, Caller caller, TimeProvider clock)
{
    /// <summary>Rows that fit, newest first.</summary>
    public IQueryable<TrainingClass> Asked(ClassesAsk ask)
    {
        var (rows, today) = (book.Seen().AsNoTracking(), clock.Today());
        rows = ask.State switch
        {
            "draft" => rows.Where(c => c.State == ClassState.Draft),
            "open" => rows.Where(c => c.State == ClassState.Open && c.FromDay > today),
            "running" => rows.Where(c => c.State == ClassState.Open && c.FromDay <= today),
            "done" => rows.Where(c => c.State == ClassState.Concluded),
            _ => rows,
        };
        if (ask.Mode is { } mode) rows = rows.Where(c => c.Mode == mode);
        if (ask.Year is > 1900 and < 2200 and var year)
        {
            var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
            rows = rows.Where(c => c.FromDay >= first && c.FromDay <= last);
        }
        if (Fold.Of(ask.Text) is { Length: > 0 } text) rows = rows.Where(c => c.Folded.Contains(text));
        return rows.OrderByDescending(c => c.FromDay).ThenBy(c => c.Code);
    }

    /// <summary>The list.</summary>
    public async Task<ClassesView> ListAsync(ClassesAsk ask, CancellationToken stop)
    {
        var rows = Asked(ask);
        var total = await rows.CountAsync(stop);
        return new(ask, await LinesAsync(await rows.Skip((ask.Page - 1) * ClassesAsk.Size).Take(ClassesAsk.Size).ToListAsync(stop), stop), total,
            caller.May(TrainingRights.Arrange), clock.Today());
    }

    /// <summary>Lines of classes.</summary>
    public async Task<IReadOnlyList<ClassLine>> LinesAsync(List<TrainingClass> rows, CancellationToken stop)
    {
        var ids = rows.ConvertAll(r => r.Id);
        var people = (await store.Nominations.AsNoTracking().Where(n => ids.Contains(n.ClassId)).Select(n => new
        {
            n.ClassId,
            n.State
        }).ToListAsync(stop)).ToLookup(n => n.ClassId);
        var passed = (await store.Results.AsNoTracking().Where(r => ids.Contains(r.ClassId) && r.IsPassed).Select(r => new { r.ClassId, r.Edition }).ToListAsync(stop))
            .ToLookup(r => (r.ClassId, r.Edition));
        var names = await units.NamesAsync(rows.Select(r => r.HostId), stop);
        return rows.ConvertAll(r => new ClassLine(r, names.GetValueOrDefault(r.HostId, "–"),
            people[r.Id].Count(p => p.State is NominationState.Approved or NominationState.Proposed), people[r.Id].Count(p => p.State == NominationState.Waiting),
            r.State == ClassState.Concluded ? passed[(r.Id, r.Edition)].Count() : 0));
    }

    /// <summary>The form, empty or of a class.</summary>
    public async Task<ClassFormView> FormAsync(Guid? id, string search, CancellationToken stop)
    {
        var one = id is { } known ? await book.MineAsync(known, stop) : null;
        var targets = new List<(string, string)>();
        foreach (var plan in await plans.ListAsync(stop))
            targets.AddRange((await plans.TargetsAsync(plan.Id, stop)).Select(t => ($"{plan.Id}/{t.IndicatorId}", $"{plan.Title}: {t.Name}")));
        return new(one, await units.OwnAsync(TrainingRights.Arrange, stop), await units.AllAsync(stop), targets, await techniques.SuggestAsync(search, stop),
            one is null ? [] : await techniques.NamesAsync(one.TechniqueCodes, stop), search, clock.Today());
    }

    /// <summary>The page of a class.</summary>
    public async Task<ClassView> FindAsync(Guid id, CancellationToken stop)
    {
        var of = await book.Seen().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy lớp đào tạo này.");
        var seat = await book.SeatAsync(of, stop);
        var quotas = await store.Quotas.AsNoTracking().Where(q => q.ClassId == id).ToListAsync(stop);
        var lecturers = await store.Lecturers.AsNoTracking().Where(l => l.ClassId == id).ToListAsync(stop);
        var names = await units.NamesAsync(quotas.Select(q => q.UnitId).Concat(lecturers.Select(l => l.OrganisationId)).Append(of.OwnerId).Append(of.HostId), stop);
        var people = (await store.Nominations.AsNoTracking().Where(n => n.ClassId == id).Select(n => new { n.Id, n.State }).ToListAsync(stop)).ToLookup(n => n.State,
            n => n.Id);
        return new(of, seat, names.GetValueOrDefault(of.OwnerId, "–"), names.GetValueOrDefault(of.HostId, "–"), await techniques.NamesAsync(of.TechniqueCodes, stop),
            quotas,
            await store.Sessions.AsNoTracking().Where(s => s.ClassId == id).OrderBy(s => s.StartsAt).ToListAsync(stop), lecturers,
            await store.Materials.AsNoTracking().Where(m => m.ClassId == id && m.RemovedAt == null).OrderBy(m => m.MadeAt).ToListAsync(stop), names,
                await TargetAsync(of, stop),
            people, certificates.FirstOrDefault() is { } register ? await register.OfSourceAsync($"class/{id}/", stop) : null, await after.OfAsync(of, stop),
            seat.Arrange ? await timetabling.TeachersAsync(of, stop) : [], seat.Arrange ? await units.AllAsync(stop) : [], clock.GetUtcNow(), clock.Today());
    }

    // Who may not see the plan is not told its target.
    async Task<string> TargetAsync(TrainingClass of, CancellationToken stop)
    {
        if (of.TopicId is not { } topic || of.PlanId is not { } plan) return "";
        try
        {
            return $"{(await plans.FindAsync(plan, stop)).Title}: {(await plans.TargetAsync(topic, stop)).Name}";
        }
        catch (Refusal)
        {
            return "";
        }
    }
}
