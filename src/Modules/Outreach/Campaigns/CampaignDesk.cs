using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Outreach;

/// <summary>Numbers of a campaign: they name nobody.</summary>
sealed record Tally(int Children, int Examined, int Referred, int Closed);

/// <summary>Campaigns.</summary>
sealed record CampaignsView(IReadOnlyList<Campaign> Rows, IReadOnlyDictionary<Guid, Tally> Tallies, IReadOnlyDictionary<Guid, string> Names, bool MayArrange,
    IReadOnlyList<(string Value, string Label)> Units, IReadOnlyList<(string Value, string Label)> Targets);

/// <summary>One campaign; children only where the caller works there.</summary>
sealed record CampaignView(Campaign One, string Unit, Tally Tally, IReadOnlyDictionary<Guid, int> BySite, IReadOnlyList<(string Problem, int Count)> Problems, bool MayArrange,
    bool MayExamine, IReadOnlyList<Examination> Children, int Total, string Text, string Result);

/// <summary>One child, with those who look the same.</summary>
sealed record ExaminationView(Examination One, Campaign Campaign, IReadOnlyList<Examination> Alike, DateOnly Today);

/// <summary>Campaigns, what was found, and the loop of referrals. Every reading of a child is in the trail.</summary>
sealed class CampaignDesk(OutreachStore store, Choices choices, IOrganisations organisations, Caller caller, TimeProvider clock)
{
    const int Shown = 200;

    /// <summary>All campaigns.</summary>
    public async Task<CampaignsView> ListAsync(CancellationToken stop)
    {
        var rows = await store.Campaigns.AsNoTracking().OrderByDescending(c => c.FromDay).Take(300).ToListAsync(stop);
        var may = caller.May(OutreachRights.Arrange);
        return new(rows, await TalliesAsync(rows.ConvertAll(c => c.Id), stop), await organisations.NamesAsync(rows.Select(c => c.OrganisationId).Distinct(), null, stop), may,
            may ? await choices.UnitsAsync(stop) : [], may ? await choices.TargetsAsync(stop) : []);
    }

    /// <summary>One campaign.</summary>
    public async Task<CampaignView> FindAsync(Guid id, HttpRequest request, CancellationToken stop)
    {
        var one = await GetAsync(id, stop);
        var (may, text, result) = (caller.Holds(OutreachRights.Examine, one.OrganisationId), request.Query["q"].ToString() is { Length: <= 200 } q ? q.Trim() : "",
            ExamWords.Results.ContainsKey(request.Query["result"].ToString()) ? request.Query["result"].ToString() : "");
        var all = store.Examinations.IgnoreQueryFilters(["org"]).AsNoTracking().Where(x => x.CampaignId == id);
        var counts = (await all.Where(x => x.SiteId != null).GroupBy(x => x.SiteId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(stop)).ToDictionary(g => g.Key, g => g.Count);
        var problems = (await all.Where(x => x.Problems != "").Select(x => x.Problems).ToListAsync(stop)).SelectMany(p => p.Split('\n')).GroupBy(p => p)
            .Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2).ToList();
        var (children, total) = may ? await ChildrenAsync(id, text, result, stop) : ([], 0);
        return new(one, (await organisations.NamesAsync([one.OrganisationId], null, stop)).GetValueOrDefault(one.OrganisationId, ""), (await TalliesAsync([id], stop)).GetValueOrDefault(id,
            new(0, 0, 0, 0)), counts, problems, caller.May(OutreachRights.Arrange, one.OrganisationId), may, children, total, text, result);
    }

    /// <summary>Children of a campaign for a file; logged.</summary>
    public async Task<List<Examination>> ExportAsync(Guid id, CancellationToken stop)
    {
        var one = await GetAsync(id, stop);
        if (!caller.Holds(OutreachRights.Examine, one.OrganisationId)) throw Refusal.Forbidden("Chỉ người giữ quyền “{0}” tại đơn vị tổ chức mới nhập và xem phiếu khám.", OutreachRights.Examine.Title);
        store.Trace("outreach.children.export", "outreach_campaign", id.ToString());
        await store.SaveChangesAsync(stop);
        return await store.Examinations.AsNoTracking().Where(x => x.CampaignId == id).OrderBy(x => x.ExaminedOn).ThenBy(x => x.Id).Take(50_000).ToListAsync(stop);
    }

    async Task<(List<Examination>, int)> ChildrenAsync(Guid id, string text, string result, CancellationToken stop)
    {
        var rows = store.Examinations.AsNoTracking().Where(x => x.CampaignId == id);
        foreach (var word in Fold.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries)) rows = rows.Where(x => x.Folded.Contains(word));
        if (result.Length > 0) rows = rows.Where(x => x.Result == result);
        store.Trace("outreach.children.list", "outreach_campaign", id.ToString());
        await store.SaveChangesAsync(stop);
        return (await rows.OrderByDescending(x => x.ExaminedOn).ThenByDescending(x => x.Id).Take(Shown).ToListAsync(stop), await rows.CountAsync(stop));
    }

    /// <summary>Makes a campaign.</summary>
    public async Task<Guid> MakeAsync(Form form, CancellationToken stop)
    {
        var unit = form.Id("unit") ?? caller.OrganisationId;
        caller.Must(OutreachRights.Arrange, unit);
        var (from, to, least) = (Choices.Day(form, "from"), Choices.Day(form, "to"), form.Whole("least"));
        if (to < from) throw new Refusal(RefusalKind.Invalid, "Ngày cuối phải từ ngày đầu trở đi.") { Field = "to" };
        if (least is < 1 or > 1_000_000) throw new Refusal(RefusalKind.Invalid, "Số trẻ dự kiến khám phải từ 1 trở lên.") { Field = "least" };
        var (plan, topic) = await choices.TargetAsync(form.Id("topic"), stop);
        var campaign = new Campaign
        {
            OrganisationId = unit,
            Title = form.Required("title", 300),
            Least = least,
            Most = Math.Max(least, form.Whole("most")),
            FromDay = from,
            ToDay = to,
            Problems = form.Required("problems", 4000),
            Team = form.Text("team", 1000),
            PlanId = plan,
            TopicId = topic,
            MadeAt = clock.GetUtcNow(),
            Folded = Fold.Of(form.Text("title", 300)),
        };
        store.Campaigns.Add(campaign);
        await store.SaveChangesAsync(stop);
        return campaign.Id;
    }

    /// <summary>Adds a place and a day.</summary>
    public async Task AddSiteAsync(Guid id, Form form, CancellationToken stop)
    {
        var one = await GetAsync(id, stop);
        caller.Must(OutreachRights.Arrange, one.OrganisationId);
        var day = Choices.Day(form, "day");
        if (day < one.FromDay || day > one.ToDay) throw new Refusal(RefusalKind.Invalid, "Ngày khám phải trong thời gian của đợt.") { Field = "day" };
        store.Add(new CampaignSite { CampaignId = id, Name = form.Required("name", 200), Commune = form.Text("commune", 200), Day = day, Team = form.Text("team", 500) });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>One child; logged.</summary>
    public async Task<ExaminationView> ExaminationAsync(Guid id, CancellationToken stop)
    {
        var one = await store.Examinations.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy phiếu khám này.");
        store.Trace("outreach.examination.read", "outreach_examination", id.ToString());
        await store.SaveChangesAsync(stop);
        return new(one, await store.Campaigns.IgnoreQueryFilters(["org"]).AsNoTracking().SingleAsync(c => c.Id == one.CampaignId, stop),
            await store.Examinations.AsNoTracking().Where(x => x.HolderId == one.HolderId && x.Likeness == one.Likeness && x.Id != id).Take(10).ToListAsync(stop), clock.Today());
    }

    /// <summary>A step of the referral.</summary>
    public async Task StepAsync(Guid id, int version, Form form, CancellationToken stop)
    {
        var one = await store.Examinations.SingleOrDefaultAsync(x => x.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy phiếu khám này.");
        store.Expect(one, version);
        switch (form.Text("do", 10))
        {
            case "came":
                one.Come(Choices.Day(form, "on"), clock.Today());
                break;
            case "missed":
                one.Miss(Choices.Day(form, "by"), clock.Today());
                break;
            default:
                one.Close(form.Text("outcome", 2000));
                OutreachFacts.Closed(store, await store.Campaigns.IgnoreQueryFilters(["org"]).SingleAsync(c => c.Id == one.CampaignId, stop), one, clock.Today());
                break;
        }
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Referrals that are followed; logged.</summary>
    public async Task<(IReadOnlyList<Examination> Rows, bool All, DateOnly Today)> ReferralsAsync(HttpRequest request, CancellationToken stop)
    {
        var all = request.Query["all"] == "on";
        store.Trace("outreach.referrals.list", "outreach_examination", all ? "all" : "open");
        await store.SaveChangesAsync(stop);
        return (await store.Examinations.AsNoTracking().Where(x => x.ReferState != ReferState.None && (all || x.ReferState != ReferState.Closed))
            .OrderBy(x => x.ReferBy).ThenBy(x => x.Id).Take(2_000).ToListAsync(stop), all, clock.Today());
    }

    async Task<Campaign> GetAsync(Guid id, CancellationToken stop) => await store.Campaigns.AsNoTracking().Include(c => c.Sites).SingleOrDefaultAsync(c => c.Id == id, stop)
        ?? throw Refusal.Missing("Không tìm thấy đợt khám này.");

    async Task<Dictionary<Guid, Tally>> TalliesAsync(List<Guid> ids, CancellationToken stop)
    {
        var rows = await store.Examinations.IgnoreQueryFilters(["org"]).AsNoTracking().Where(x => ids.Contains(x.CampaignId))
            .Select(x => new { x.CampaignId, x.SubjectHash, x.ReferState }).ToListAsync(stop);
        return rows.GroupBy(r => r.CampaignId).ToDictionary(g => g.Key, g => new Tally(g.Select(r => r.SubjectHash).Distinct().Count(), g.Count(),
            g.Count(r => r.ReferState != ReferState.None), g.Count(r => r.ReferState == ReferState.Closed)));
    }
}
