using LienY.Kernel;

namespace LienY.Outreach;

/// <summary>What outreach leaves in the ledger: never a name, a child at most as a keyed hash. The caller saves.</summary>
static class OutreachFacts
{
    /// <summary>An event was held; a delegation counts besides.</summary>
    public static void Held(OutreachStore store, Event e)
    {
        Fact Of(string kind) => new()
        {
            Kind = kind,
            UnitId = e.OrganisationId,
            OccurredOn = e.ToDay,
            Value = 1,
            Module = "outreach",
            SourceId = "event/" + e.Id,
            PlanId = e.PlanId,
            TopicId = e.TopicId,
            Dims = Fact.DimsOf(("kind", e.Kind)),
        };
        store.Report(Of("outreach.event.held"));
        if (e.Kind is "delegation-in" or "delegation-out") store.Report(Of("outreach.delegation"));
    }

    /// <summary>A research topic passed a mark: <c>started</c>, <c>done</c> (a milestone) or <c>accepted</c>.</summary>
    public static void Passed(OutreachStore store, ResearchTopic r, string stage, Guid mark, DateOnly on) => store.Report(new Fact
    {
        Kind = "outreach.research.milestone",
        UnitId = r.OrganisationId,
        OccurredOn = on,
        Value = 1,
        Module = "outreach",
        SourceId = $"research/{r.Id}/{stage}/{mark:N}",
        PlanId = r.PlanId,
        TopicId = r.TopicId,
        Dims = Fact.DimsOf(("stage", stage)),
    });

    /// <summary>A child was examined, and perhaps referred.</summary>
    public static void Examined(OutreachStore store, Campaign campaign, Examination x)
    {
        store.Report(Child("outreach.child.examined", campaign, x, x.ExaminedOn, ("result", x.Result), ("sex", x.Sex)));
        if (x.Result == "refer") store.Report(Child("outreach.referred", campaign, x, x.ExaminedOn, ("sex", x.Sex)));
    }

    /// <summary>A referral came to its end.</summary>
    public static void Closed(OutreachStore store, Campaign campaign, Examination x, DateOnly on) =>
        store.Report(Child("outreach.referral.closed", campaign, x, on, ("outcome", x.CameOn is null ? "no" : "yes")));

    static Fact Child(string kind, Campaign campaign, Examination x, DateOnly on, params (string, string)[] dims) => new()
    {
        Kind = kind,
        UnitId = x.HolderId,
        OccurredOn = on,
        Value = 1,
        Module = "outreach",
        SourceId = "examination/" + x.Id,
        PlanId = campaign.PlanId,
        TopicId = campaign.TopicId,
        SubjectHash = x.SubjectHash,
        Dims = Fact.DimsOf(dims),
    };
}
