using FsCheck;
using FsCheck.Fluent;
using LienY.Contracts;

namespace LienY.Transfer.Tests;

/// <summary>Whatever is done in whatever order: a gate is open only with its evidence, and counting again gives the same.</summary>
public sealed class PropertyTests
{
    static readonly GateTerms Terms = new("/p", ["surgeon", "anaesthesia"], 3, 3, 20);
    static readonly DateOnly Day = new(2026, 3, 1);

    [Fact]
    public void A_gate_is_open_only_when_every_record_it_asks_for_is_there() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var (chance, evidence) = (new Random(seed), new GateEvidence(Day));
            // Sixty records come and go; after each of them every gate is compared with the sentence that describes it.
            for (var step = 0; step < 60; step++)
            {
                evidence = Happen(evidence, chance);
                for (var phase = 1; phase <= 4; phase++)
                    if (Gate.IsOpen(Gate.Judge(phase, Terms, evidence)) != Should(phase, evidence)) return false;
            }
            return true;
        }).QuickCheckThrowOnFailure();

    static PaperProof Paper(Random chance) => new(Guid.Empty, "Phiếu", chance.Next(4) > 0, chance.Next(4) > 0, chance.Next(8) > 0);

    static GateEvidence Happen(GateEvidence e, Random chance)
    {
        Proof? Perhaps() => chance.Next(5) > 0 ? new("x", "/x") : null;
        return chance.Next(12) switch
        {
            0 => e with { Contract = chance.Next(3) > 0 ? new("01", Day.AddDays(chance.Next(-9, 3)), Day.AddDays(chance.Next(-2, 30)), "/c") : null },
            1 => e with { Survey = chance.Next(4) > 0 ? Paper(chance) : null },
            2 => e with { Sections = Enum.GetValues<SurveySection>().Where(_ => chance.Next(7) > 0).ToHashSet() },
            3 => e with { Orphans = chance.Next(3) == 0 ? ["máy"] : [] },
            4 => e with
            {
                Ekips = [.. Enumerable.Range(0, chance.Next(3)).Select(n => new EkipProof("E" + n, [.. Terms.Roles.Where(_ => chance.Next(6) > 0).Select(r => new SeatProof(r, "A", Perhaps()))]))],
            },
            5 => e with { Protocols = Perhaps() is { } p ? [p] : [] },
            6 => e with { Equipment = Perhaps() is { } p ? [p] : [], Unaccepted = chance.Next(4) == 0 ? ["bơm"] : [] },
            7 => e with { Rounds = [.. Enumerable.Range(1, chance.Next(3)).Select(n => new RoundProof(n, "Đợt", "/r", chance.Next(5) > 0, chance.Next(3), chance.Next(3)))] },
            8 => e with { OpenSafety = chance.Next(3) == 0 ? ["ngã"] : [] },
            9 => e with { Progress = [.. Enumerable.Range(0, chance.Next(3)).Select(n => new ProgressProof("E", "A" + n, chance.Next(1, 6), "/m"))] },
            10 => e with { Runs = [.. Enumerable.Range(0, chance.Next(3)).Select(n => new RunProof("E" + n, chance.Next(1, 7), chance.Next(2), "/e"))] },
            _ => e with
            {
                Decisions = [.. Enumerable.Range(0, 1 + chance.Next(2)).Select(n => new DecisionProof("T" + n, Perhaps()))],
                Council = chance.Next(4) > 0 ? Paper(chance) : null,
            },
        };
    }

    // The gates as the guide tells them, written a second time.
    static bool Should(int phase, GateEvidence e)
    {
        bool Whole(PaperProof? p) => p is not null && p.IsIntact && p.GiverSigned && p.ReceiverSigned;
        var contract = e.Contract is { } c && c.From <= e.On && e.On <= c.To;
        return contract && phase switch
        {
            1 => Whole(e.Survey) && e.Sections.Count == 4 && e.Orphans.Count == 0,
            2 => e.Ekips.Count > 0 && e.Ekips.All(k => Terms.Roles.All(r => k.Seats.Any(s => s.Role == r)) && k.Seats.All(s => s.Certificate is not null)) && e.Protocols.Count > 0
                && e.Equipment.Count > 0 && e.Unaccepted.Count == 0,
            3 => e.Rounds.Any(r => r.IsHeld) && e.Rounds.Where(r => r.IsHeld).All(r => r.Experts > 0 && r.Cases > 0) && e.OpenSafety.Count == 0 && e.Progress.Count > 0
                && e.Progress.All(p => p.Cases >= Terms.RequiredCases),
            _ => e.Runs.Count > 0 && e.Runs.All(r => r.Cases >= Terms.AloneCases && r.Complications * 5 <= r.Cases) && e.Decisions.Count > 0 && e.Decisions.All(d => d.Found is not null)
                && Whole(e.Council),
        };
    }

    [Fact]
    public void Counting_after_each_case_gives_what_counting_all_of_them_gives_in_whatever_order_they_come() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var chance = new Random(seed);
            var (accepted, today) = (Day, Day.AddDays(500));
            var terms = new CountTerms(Day.AddDays(-150), chance.Next(2) == 0 ? Day.AddDays(-20) : null, chance.Next(3) > 0 ? accepted : null, 2, 1);
            var all = Enumerable.Range(0, 40).Select(n => One(chance, n)).ToList();
            var standing = new Standing { PackageId = default, FacilityId = default, Technique = "T", Name = "T" };
            var log = new List<PerformedCase>();
            foreach (var one in all.OrderBy(_ => chance.Next()))
            {
                log.Add(one);
                // Some are taken back again; each time the standing takes the new count.
                if (chance.Next(4) == 0) log.RemoveAt(chance.Next(log.Count));
                standing.Take(CaseCount.Of("T", log, terms, today));
            }
            var whole = new Standing { PackageId = default, FacilityId = default, Technique = "T", Name = "T" };
            whole.Take(CaseCount.Of("T", log.OrderByDescending(c => c.Key, StringComparer.Ordinal), terms, today));
            var once = CaseCount.Once(log).Where(c => c.Technique == "T").ToList();
            return (standing.Performed, standing.Independent, standing.Quarters, standing.AppliedOn, standing.SustainedOn, standing.StalledOn, standing.LapsedOn)
                == (whole.Performed, whole.Independent, whole.Quarters, whole.AppliedOn, whole.SustainedOn, whole.StalledOn, whole.LapsedOn)
                && standing.Performed == once.Count && once.All(c => c.IsSigned)
                && !once.Exists(c => CaseCount.IsFeed(c) && once.Exists(l => l.Key == c.SameAs || l.SameAs == c.Key))
                && (standing.SustainedOn is null || standing.LapsedOn is null);
        }).QuickCheckThrowOnFailure();

    static PerformedCase One(Random chance, int n)
    {
        var feed = chance.Next(4) == 0;
        var level = (CompetencyLevel)(1 + chance.Next(6));
        return new((feed ? "feed/" : "log/") + n, Day.AddDays(chance.Next(-150, 480)), default, chance.Next(6) == 0 ? "U" : "T", null, [new(Guid.Empty, "surgeon", level)],
            chance.Next(6) == 0 ? "complication" : "good", feed || chance.Next(8) > 0)
        { IsIndependent = level >= CompetencyLevel.Independent, SameAs = chance.Next(3) == 0 ? (feed ? "log/" : "feed/") + chance.Next(40) : null };
    }

    [Fact]
    public void Changes_of_a_permitted_list_add_up_to_how_long_it_is() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var chance = new Random(seed);
            var rows = Enumerable.Range(0, 30).Select(_ => new FacilityTechnique
            {
                FacilityId = default,
                Technique = "T" + chance.Next(5),
                Name = "",
                Folded = "",
                State = FacilityTechnique.States[chance.Next(5)],
                FromDay = Day.AddDays(chance.Next(40)),
                MadeAt = new(2026, 1, 1, 0, 0, chance.Next(60), TimeSpan.Zero),
                MadeByName = "",
            }).ToList();
            foreach (var row in rows.Where(_ => chance.Next(6) == 0)) row.Withdraw("sai", new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
            var changes = PermittedList.Changes(rows);
            return Enumerable.Range(0, 42).All(d => changes.Where(c => c.Day <= Day.AddDays(d)).Sum(c => c.Change) == PermittedList.CountOn(rows, Day.AddDays(d)));
        }).QuickCheckThrowOnFailure();
}
