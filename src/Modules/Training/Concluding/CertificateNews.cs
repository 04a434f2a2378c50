using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>
/// Hears of certificates for classes: a learner counts as certified while one stands, once however often it is replaced. The same again changes nothing.
/// </summary>
sealed class CertificateNews(TrainingStore store, Keys keys) : IListen<CertificateIssued>, IListen<CertificateEnded>
{
    public async Task OnAsync(CertificateIssued happened, CancellationToken stop)
    {
        if (await FindAsync(happened.Source, stop) is not var (of, who)) return;
        var row = await store.Certified.SingleOrDefaultAsync(c => c.ClassId == of.Id && c.PractitionerId == who.PractitionerId, stop);
        if (row is null) store.Certified.Add(row = new() { ClassId = of.Id, PractitionerId = who.PractitionerId, UnitId = who.UnitId });
        if (row.CertificateId == happened.Id) return;
        (row.CertificateId, row.Number, row.Href, row.OnDay) = (happened.Id, happened.Number, happened.Href, happened.On);
        if (!row.IsLive)
        {
            (row.IsLive, row.Edition) = (true, row.Edition + 1);
            store.Report(ClassFacts.Of(of, "training.person.certified", row.UnitId, happened.On, 1, SourceOf(of, row.PractitionerId), row.Edition,
                keys.Subject(row.PractitionerId.ToString("N"))));
        }
        await store.SaveChangesAsync(stop);
    }

    public async Task OnAsync(CertificateEnded happened, CancellationToken stop)
    {
        // A replaced one goes on as the new one, of which its own event tells.
        if (happened.ReplacedBy is not null || await FindAsync(happened.Source, stop) is not var (of, who)) return;
        var row = await store.Certified.SingleOrDefaultAsync(c => c.ClassId == of.Id && c.PractitionerId == who.PractitionerId, stop);
        if (row is not { IsLive: true } || row.CertificateId != happened.Id) return;
        row.IsLive = false;
        foreach (var fact in await store.StatedAsync(SourceOf(of, row.PractitionerId), row.Edition, stop)) store.Report(fact.Reversal(row.Edition, happened.Reason));
        await store.SaveChangesAsync(stop);
    }

    static string SourceOf(TrainingClass of, Guid practitioner) => ClassFacts.SourceOf(of, practitioner) + "/certificate";

    async Task<(TrainingClass, Nomination)?> FindAsync(string source, CancellationToken stop)
    {
        if (source.Split('/') is not ["class", var c, var p] || !Guid.TryParse(c, out var id) || !Guid.TryParse(p, out var person)) return null;
        if (await store.Classes.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, stop) is not { } of) return null;
        return await store.Nominations.AsNoTracking().SingleOrDefaultAsync(n => n.ClassId == id && n.PractitionerId == person, stop) is { } who ? (of, who) : null;
    }
}

/// <summary>What a learner did at home with what they learnt.</summary>
/// <param name="Cases">Performances of the techniques of the class within six months after it.</param>
sealed record Practised(Guid PractitionerId, int Cases, bool IsEnough);

/// <summary>"Và làm được tại đơn vị sau khóa": counts what learners performed at their own unit within six months after a class.</summary>
sealed class AfterCourse(TrainingStore store, IEnumerable<ICaseLog> logs)
{
    /// <summary>How long after a class cases count.</summary>
    public const int Months = 6;

    /// <summary>By those who passed; null where no logbook is kept in this house or the class is about no technique.</summary>
    public async Task<IReadOnlyList<Practised>?> OfAsync(TrainingClass of, CancellationToken stop)
    {
        if (logs.FirstOrDefault() is not { } log || of.TechniqueCodes.Count == 0 || of.State != ClassState.Concluded) return null;
        var passed = await (from r in store.Results.AsNoTracking()
                            join n in store.Nominations.AsNoTracking() on r.NominationId equals n.Id
                            where r.ClassId == of.Id && r.Edition == of.Edition && r.IsPassed
                            select new { n.UnitId, n.PractitionerId }).ToListAsync(stop);
        var answer = new List<Practised>();
        foreach (var unit in passed.GroupBy(p => p.UnitId))
        {
            var cases = (await log.CasesAsync(unit.Key, of.TechniqueCodes, of.ToDay.AddDays(1), of.ToDay.AddMonths(Months), stop)).Where(c =>
                c.Outcome != "death").ToList();
            // The log and the feed may tell of one performance: it counts once, as the log has it.
            var logged = cases.Select(c => c.Key).ToHashSet();
            var once = cases.Where(c => c.SameAs is null || !logged.Contains(c.SameAs) || c.Key.StartsWith("log/", StringComparison.Ordinal)).ToList();
            foreach (var person in unit)
            {
                var count = once.Count(c => c.Members.Any(m => m.PractitionerId == person.PractitionerId && m.Level >= CompetencyLevel.DirectlySupervised));
                answer.Add(new(person.PractitionerId, count, count >= of.PractiseTimes));
            }
        }
        return answer;
    }
}
