using System.Globalization;
using LienY.Kernel;

namespace LienY.Consults;

/// <summary>What the ledger learns of asking and answering. Dimensions name urgency, kind and specialty; never the patient but by the keyed hash.</summary>
static class ConsultFacts
{
    /// <summary>A case left the facility that asks: counts there.</summary>
    public static Fact Asked(Case of, DateTimeOffset at) => Of("consult.asked", of, of.AskingId, at, 1, "asked");

    /// <summary>A case was taken: counts at the facility that answers.</summary>
    public static Fact Accepted(Case of, DateTimeOffset at) => Of("consult.accepted", of, of.AnsweringId!.Value, at, 1, Step("accepted", of));

    /// <summary>Minutes from arrival until it was taken.</summary>
    public static Fact Wait(Case of, DateTimeOffset at) => Of("consult.wait", of, of.AnsweringId!.Value, at,
        Math.Round((decimal)(at - of.SentAt!.Value).TotalMinutes, 1), Step("wait", of));

    /// <summary>A case was refused.</summary>
    public static Fact Refused(Case of, DateTimeOffset at) => Of("consult.refused", of, of.AnsweringId!.Value, at, 1, "refused");

    /// <summary>An opinion was given in writing.</summary>
    public static Fact Opinion(Case of, DateTimeOffset at) => Of("consult.opinion.given", of, of.AnsweringId!.Value, at, 1, "opinion");

    /// <summary>A clock ran out.</summary>
    public static Fact Timeout(Case of, ClockKind clock, int level, DateTimeOffset at) => Of("consult.timeout", of, of.AnsweringId!.Value, at, 1,
        Step("timeout", of), ("clock", clock.ToString()), ("level", level.ToString(CultureInfo.InvariantCulture)));

    static string Step(string what, Case of) => $"{what}/{of.StepCount.ToString(CultureInfo.InvariantCulture)}";

    static Fact Of(string kind, Case of, Guid unit, DateTimeOffset at, decimal value, string part, params ReadOnlySpan<(string, string)> more) => new()
    {
        Kind = kind,
        UnitId = unit,
        OccurredOn = Say.DayOf(at),
        Value = value,
        Module = "consults",
        SourceId = $"consult/{of.Id:N}/{part}",
        SubjectHash = of.SubjectHash,
        Dims = Fact.DimsOf([("urgency", of.Urgency.ToString()), ("kind", of.Kind.ToString()), ("specialty", of.Specialty), ("other",
            (unit == of.AskingId ? of.AnsweringId : of.AskingId)?.ToString() ?? ""), .. more]),
    };
}
