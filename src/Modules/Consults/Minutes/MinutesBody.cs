using System.Text.Json.Nodes;
using LienY.Kernel;

namespace LienY.Consults;

/// <summary>The text of minutes as one tree, for its canonical form: everything that is signed, nothing else.</summary>
static class MinutesBody
{
    /// <summary>The bytes that are hashed and signed.</summary>
    public static byte[] Of(MinutesEdition minutes, MinutesEdition? replaced, IReadOnlyList<MinutesMember> members, IReadOnlyList<MinutesView> views,
        IReadOnlyDictionary<Guid, string> names)
    {
        JsonObject Facility(Guid id) => new() { ["id"] = id.ToString(), ["name"] = names.GetValueOrDefault(id, "") };
        JsonNode? Maybe(Guid? id) => id is { } known ? Facility(known) : null;
        var body = new JsonObject
        {
            ["type"] = "lieny-consult-minutes",
            ["form"] = 1,
            ["id"] = minutes.Id.ToString(),
            ["code"] = minutes.Code,
            ["number"] = minutes.Number,
            ["case"] = minutes.CaseId.ToString(),
            ["session"] = minutes.SessionId?.ToString(),
            ["edition"] = minutes.Edition,
            ["replaces"] = replaced is null ? null : new JsonObject
            {
                ["id"] = replaced.Id.ToString(),
                ["number"] = replaced.Number,
                ["sha256"] = replaced.Hash,
                ["why"] = minutes.Why
            },
            ["from"] = Commands.Micros(minutes.HeldFrom),
            ["to"] = Commands.Micros(minutes.HeldTo),
            ["place"] = minutes.Place,
            ["asking"] = Facility(minutes.AskingId),
            ["answering"] = Facility(minutes.AnsweringId),
            ["about"] = minutes.About,
            ["vi"] = Texts(minutes.DiagnosisBefore, minutes.Summary, minutes.Conclusion, minutes.DiagnosisAfter, minutes.Treatment, minutes.Liability),
            ["zh"] = minutes.IsBilingual ? Texts(minutes.DiagnosisBeforeZh, minutes.SummaryZh, minutes.ConclusionZh, minutes.DiagnosisAfterZh, minutes.TreatmentZh,
            minutes.LiabilityZh) : null,
            ["interpreter"] = minutes.Interpreter,
            ["members"] = new JsonArray([.. members.OrderBy(m => m.Ordinal).Select(m => (JsonNode)new JsonObject
            {
                ["id"] = m.Id.ToString(), ["user"] = m.UserId?.ToString(), ["name"] = m.Name, ["position"] = m.Position, ["facility"] = Maybe(m.FacilityId),
                ["role"] = m.Role.ToString(),
                ["minutes"] = m.Attended, ["signs"] = m.MustSign,
            })]),
            ["views"] = new JsonArray([.. views.OrderBy(v => v.Ordinal).Select(v => (JsonNode)new JsonObject
            {
                ["name"] = v.Name, ["facility"] = Maybe(v.FacilityId), ["dissent"] = v.IsDissent, ["vi"] = v.Text, ["zh"] = v.TextZh,
            })]),
        };
        return CanonicalJson.Of(body);
    }

    static JsonObject Texts(string before, string summary, string conclusion, string after, string treatment, string liability) => new()
    {
        ["before"] = before,
        ["summary"] = summary,
        ["conclusion"] = conclusion,
        ["after"] = after,
        ["treatment"] = treatment,
        ["liability"] = liability,
    };
}
