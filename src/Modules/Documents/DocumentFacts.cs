using LienY.Kernel;

namespace LienY.Documents;

/// <summary>What the ledger learns of papers. Sources are <c>document/{id}/…</c>, so that a figure leads to the paper.</summary>
static class DocumentFacts
{
    /// <summary>A paper was entered in the register.</summary>
    public static Fact Registered(Incoming p) => Of("document.incoming.registered", p.OrganisationId, p.RegisteredOn, $"document/{p.Id}/registered", p.PlanId,
        ("same_day", p.SameDay ? "true" : "false"), ("channel", p.MessageId is null ? "on-paper" : "edxml"));

    /// <summary>A paper was dealt with; <paramref name="edition"/> counts how often it was closed.</summary>
    public static Fact Done(Incoming p, int edition) => Of("document.incoming.done", p.OrganisationId, p.DoneOn!.Value, $"document/{p.Id}/done", p.PlanId,
        ("on_time", p.DueOn is { } due && p.DoneOn > due ? "false" : "true")).Edition(edition);

    /// <summary>A paper was issued.</summary>
    public static Fact Issued(Outgoing p) => Of("document.outgoing.issued", p.OrganisationId, p.Day, $"document/{p.Id}/issued", p.PlanId, ("kind", p.Type.Length > 0
        ? p.Type : "CV"));

    /// <summary>A paper went to agencies by edXML (out, counted once however many there are), or came so (in).</summary>
    public static Fact Exchanged(Guid organisation, DateOnly day, Guid paper, string direction) =>
        Of("document.exchanged", organisation, day, $"document/{paper}/exchanged", null, ("direction", direction));

    static Fact Edition(this Fact fact, int edition) => edition <= 1 ? fact : new()
    {
        Kind = fact.Kind,
        UnitId = fact.UnitId,
        OccurredOn = fact.OccurredOn,
        Value = fact.Value,
        Module = fact.Module,
        SourceId = fact.SourceId,
        SourceVersion = edition,
        PlanId = fact.PlanId,
        Dims = fact.Dims,
    };

    static Fact Of(string kind, Guid unit, DateOnly on, string source, Guid? plan, params (string, string)[] dims) => new()
    {
        Kind = kind,
        UnitId = unit,
        OccurredOn = on,
        Value = 1,
        Module = "documents",
        SourceId = source,
        PlanId = plan,
        Dims = Fact.DimsOf(dims),
    };
}
