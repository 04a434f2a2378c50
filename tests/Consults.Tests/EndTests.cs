using FsCheck;
using FsCheck.Fluent;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults.Tests;

/// <summary>What no order of deeds may bring about: a case that ends without signed minutes and a decision, a case that is paid for twice.</summary>
public abstract class EndTests(TestSite site)
{
    const int Walks = 8;

    static CancellationToken Stop => MeetScene.Stop;

    static Arbitrary<string[]> Ways(string[] deeds, int length) => Arb.From(from way in Gen.ListOf(Gen.Elements(deeds), length) select way.ToArray());

    [Fact]
    public async Task No_order_of_deeds_closes_a_case_without_signed_minutes_and_a_decision()
    {
        var scene = await MeetScene.MakeAsync(site);
        Prop.ForAll(Ways(["seal", "clerk", "expert", "asker", "again", "decide", "look", "close"], 24), way =>
        {
            CloseAsync(scene, way).GetAwaiter().GetResult();
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Walks));
        // The way that does lead there, with a correction after all had signed.
        Assert.Equal(CaseState.Closed, await CloseAsync(scene, ["seal", "clerk", "expert", "asker", "again", "seal", "asker", "clerk", "expert", "decide", "look",
            "look", "look"]));
    }

    async Task<CaseState> CloseAsync(MeetScene scene, string[] way)
    {
        var id = await scene.EndedAsync();
        // The model: who has signed the edition that lies there, whether one edition was ever complete, whether it was decided upon.
        var (signers, isSealed, complete, decided, looks) = (new HashSet<string>(), false, false, false, 0);
        foreach (var deed in way)
        {
            try
            {
                await DoAsync(scene, id, deed);
            }
            catch (Refusal)
            {
                await HoldsAsync(id, complete, decided, looks);
                continue;
            }
            switch (deed)
            {
                case "seal": isSealed = true; signers.Clear(); break;
                case "again": isSealed = false; signers.Clear(); break;
                case "decide": Assert.True(complete, "decided without signed minutes"); decided = true; break;
                case "look": Assert.True(decided, "followed up without a decision"); looks++; break;
                case "close": Assert.True(decided && looks == 3, "closed too soon"); break;
                default:
                    Assert.True(isSealed && signers.Add(deed), "signed twice, or what was not sealed");
                    complete |= signers.Count == 3;
                    break;
            }
            await HoldsAsync(id, complete, decided, looks);
        }
        return (await scene.FindAsync(id)).State;
    }

    async Task DoAsync(MeetScene scene, Guid id, string deed)
    {
        var minutes = await scene.MinutesAsync(id);
        switch (deed)
        {
            case "seal":
                await scene.DoAsync<MinutesSigning>(scene.Clerk, async (use, store) =>
                {
                    var draft = await store.Minutes.SingleAsync(m => m.Id == minutes.Id, Stop);
                    if (draft.State == MinutesState.Draft) (draft.Conclusion, draft.DiagnosisAfter) = ("Giữ lại điều trị.", "J18.9 Viêm phổi");
                    await use.SealAsync(minutes.Id, minutes.Version, Stop);
                });
                break;
            case "again": await scene.DoAsync<MinutesDrafting>(scene.Clerk, (use, _) => use.AgainAsync(minutes.Id, minutes.Version, "Sửa lỗi", Stop)); break;
            case "decide": await scene.DoAsync<Deciding>(scene.Asker, (use, _) => use.DecideAsync(minutes.Id, true, "Theo kết luận.", "", Stop)); break;
            case "close": await scene.DoAsync<FollowingUp>(scene.Asker, (use, _) => use.CloseAsync(id, Stop)); break;
            case "look":
                await scene.DoAsync<FollowingUp>(scene.Asker, async (use, store) =>
                {
                    var step = await store.FollowUps.AsNoTracking().Where(f => f.CaseId == id && f.DoneAt == null).OrderBy(f => f.DueAt).FirstOrDefaultAsync(Stop)
                        ?? throw Refusal.Missing("Không còn lần theo dõi nào.");
                    await use.DoAsync(step.Id, step.Version, Outcome.Better, TransferMade.NotNeeded, false, "", Stop);
                });
                break;
            default:
                var who = deed switch { "clerk" => scene.Clerk, "expert" => scene.Expert, _ => scene.Asker };
                await scene.DoAsync<MinutesSigning>(who, (use, _) => use.SignAsync(minutes.Id, minutes.Hash ?? "", "password", Stop));
                break;
        }
    }

    /// <summary>What the rows must say, whatever was done.</summary>
    Task<int> HoldsAsync(Guid id, bool complete, bool decided, int looks) => site.HouseAsync(async services =>
    {
        var store = services.GetRequiredService<ConsultsStore>();
        var one = await store.Cases.AsNoTracking().SingleAsync(c => c.Id == id, Stop);
        Assert.Equal((complete, decided), (one.SignedAt is not null, one.DecidedAt is not null));
        Assert.Equal(looks == 3, one.State == CaseState.Closed);
        if (one.State is not (CaseState.Signed or CaseState.FollowingUp or CaseState.Closed)) return 0;
        var signed = await store.Minutes.AsNoTracking().Where(m => m.CaseId == id && m.SignedAt != null).ToListAsync(Stop);
        Assert.NotEmpty(signed);
        foreach (var minutes in signed)
        {
            var must = await store.Members.AsNoTracking().Where(m => m.MinutesId == minutes.Id && m.MustSign).Select(m => m.Id).ToListAsync(Stop);
            var given = await store.Signatures.AsNoTracking().Where(s => s.MinutesId == minutes.Id && s.Hash == minutes.Hash).Select(s => s.MemberId).ToListAsync(Stop);
            Assert.Equal(must.Order(), given.Order());
        }
        Assert.Equal(one.DecidedAt is not null, await store.Decisions.AnyAsync(d => d.CaseId == id, Stop));
        return 0;
    });

    [Fact]
    public async Task No_order_of_deeds_settles_a_case_twice()
    {
        var scene = await MeetScene.MakeAsync(site);
        Prop.ForAll(Ways(["case", "make", "both", "send", "object", "keep", "change", "sign", "reverse", "month"], 30), way =>
        {
            SettleAsync(scene, way).GetAwaiter().GetResult();
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Walks));
        Assert.Equal(2, await SettleAsync(scene, ["case", "both", "send", "object", "change", "sign", "sign", "make", "reverse", "month", "case", "both", "send",
            "sign", "sign"]));
    }

    /// <summary>Walks; the number of statements that both have signed.</summary>
    async Task<int> SettleAsync(MeetScene scene, string[] way)
    {
        // Each walk has two hospitals of its own.
        scene = await MeetScene.MakeAsync(site);
        var agreement = new PriceAgreement
        {
            SupportedId = scene.Asking,
            SupportingId = scene.Answering,
            Title = "Thỏa thuận thử",
            FromDay = new(2020, 1, 1),
            ToDay = new(2060, 1, 1),
            MadeAt = site.Clock.GetUtcNow(),
            MadeByName = "Người thử",
        };
        await UseAsync(async (use, store) =>
        {
            await use.AgreeAsync(agreement, Stop);
            await use.PriceAsync(agreement.Id, "", "", 300_000, new(2020, 1, 1), Stop);
        });
        var fixedTotals = new Dictionary<Guid, long>();
        foreach (var deed in way)
        {
            try
            {
                await SettleAsync(scene, agreement.Id, deed);
            }
            catch (Refusal)
            {
                // What is refused leaves everything as it was; the rows are looked at all the same.
            }
            await SettledAsync(scene, agreement.Id, fixedTotals);
        }
        return fixedTotals.Count;
    }

    Task<int> UseAsync(Func<Settling, ConsultsStore, Task> work) => site.HouseAsync(async s =>
    {
        await work(s.GetRequiredService<Settling>(), s.GetRequiredService<ConsultsStore>());
        return 0;
    });

    async Task SettleAsync(MeetScene scene, Guid agreement, string deed)
    {
        var month = Say.DayOf(site.Clock.GetUtcNow());
        var last = await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Statements.AsNoTracking().Where(x => x.AgreementId == agreement)
            .OrderByDescending(x => x.Month).FirstOrDefaultAsync(Stop));
        Task<Guid> LineAsync(ConsultsStore store, Dispute dispute) => store.Charges.AsNoTracking().Where(c => c.StatementId == last!.Id && c.Dispute == dispute)
            .OrderBy(c => c.MadeAt).ThenBy(c => c.Id).Select(c => c.Id).FirstOrDefaultAsync(Stop);
        async Task MakeAsync()
        {
            try
            {
                await UseAsync((use, _) => use.MakeAsync(agreement, month, Stop));
            }
            catch (Refusal)
            {
                // Of two at once, one may come too late.
            }
        }
        switch (deed)
        {
            case "case": await SignAsync(scene); break;
            case "month": site.Clock.Pass(TimeSpan.FromDays(31)); break;
            case "make": await UseAsync((use, _) => use.MakeAsync(agreement, month, Stop)); break;
            case "both": await Task.WhenAll(Task.Run(MakeAsync), Task.Run(MakeAsync)); break;
            case var _ when last is null: break;
            case "send": await UseAsync((use, _) => use.SendAsync(last.Id, last.Version, Stop)); break;
            case "object": await UseAsync(async (use, store) => await use.ObjectAsync(last.Id, await LineAsync(store, Dispute.None), "Không đúng", Stop)); break;
            case "keep": await UseAsync(async (use, store) => await use.ResolveAsync(last.Id, await LineAsync(store, Dispute.Open), true, null, "Giữ", Stop)); break;
            case "change":
                await UseAsync(async (use, store) => await use.ResolveAsync(last.Id, await LineAsync(store, Dispute.Open), false, 100_000, "Giảm",
                Stop)); break;
            case "reverse": await UseAsync(async (use, store) => await use.ReverseAsync(last.Id, await LineAsync(store, Dispute.None), 50_000, Stop)); break;
            case "sign": await UseAsync((use, _) => use.SignAsync(last.Id, last.Hash ?? "", Stop)); break;
        }
    }

    /// <summary>One more case of which everybody has signed.</summary>
    async Task SignAsync(MeetScene scene)
    {
        var id = await scene.EndedAsync();
        foreach (var deed in new[] { "seal", "clerk", "expert", "asker" }) await DoAsync(scene, id, deed);
    }

    Task<int> SettledAsync(MeetScene scene, Guid agreement, Dictionary<Guid, long> fixedTotals) => site.HouseAsync(async services =>
    {
        var store = services.GetRequiredService<ConsultsStore>();
        var lines = await store.Charges.AsNoTracking().Where(c => c.AgreementId == agreement).ToListAsync(Stop);
        foreach (var one in lines.GroupBy(l => l.CaseId))
        {
            Assert.Single(one, l => l.Once.StartsWith("case/", StringComparison.Ordinal));
            var live = one.Where(l => l.ReversesId is null && one.All(o => o.ReversesId != l.Id)).ToList();
            Assert.True(live.Count <= 1, "two lines for one case");
            Assert.Equal(live.Sum(l => l.Amount), one.Sum(l => l.Amount));
        }
        var minutes = lines.Select(l => l.MinutesId).ToList();
        Assert.False(await store.Minutes.AnyAsync(m => minutes.Contains(m.Id) && m.SignedAt == null, Stop), "charged without signed minutes");
        foreach (var statement in await store.Statements.AsNoTracking().Where(s => s.AgreementId == agreement && s.State == StatementState.Signed).ToListAsync(Stop))
        {
            Assert.Equal(statement.Total, lines.Where(l => l.StatementId == statement.Id).Sum(l => l.Amount));
            Assert.True(await services.GetRequiredService<Settling>().IsSoundAsync(statement, Stop), "what was signed has changed");
            if (!fixedTotals.TryAdd(statement.Id, statement.Total)) Assert.Equal(fixedTotals[statement.Id], statement.Total);
        }
        Assert.Equal(fixedTotals.Values.Sum(), (long)await scene.SumAsync("consult.settled", scene.Asking));
        return 0;
    });
}

public sealed class End_on_sqlite(SqliteSite site) : EndTests(site), IClassFixture<SqliteSite>;

public sealed class End_on_postgres(PostgresSite site) : EndTests(site), IClassFixture<PostgresSite>;
