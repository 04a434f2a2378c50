using System.Text.Json;

namespace LienY.Hl7;

/// <summary>From whom to whom a message goes, and its number.</summary>
public sealed record OutgoingHead(string FromApplication, string FromFacility, string ToApplication, string ToFacility, string ControlId, DateTimeOffset At,
    string Version = "2.5.1");

/// <summary>One line of the map of messages out: what is put at a place. See the table "out".</summary>
sealed record OutRule(IReadOnlySet<string> Types, string Place, string Source, string As, string When);

/// <summary>Turns resources into messages for other systems: ADT^A08, ORM^O01, OMI^O23, ORU^R01, by a table.</summary>
public static class OutgoingMaker
{
    static readonly IReadOnlyList<OutRule> Rules =
        [.. Tsv.Rows("out.tsv", 5).Select(r => new OutRule(r[0].Split('|').ToHashSet(StringComparer.Ordinal), r[1], r[2], r[3], r[4]))];

    /// <summary>Types that are made.</summary>
    public static readonly IReadOnlyList<string> Types = ["ADT^A08", "ORM^O01", "OMI^O23", "ORU^R01"];

    /// <summary>Makes one: resources by their type; of several of a type (Observation) each becomes a segment of its own.</summary>
    public static Message Make(string type, IReadOnlyDictionary<string, IReadOnlyList<JsonElement>> resources, OutgoingHead head)
    {
        var draft = new MessageDraft();
        var (kind, trigger) = type.Split('^') is [var k, var e] ? (k, e) : throw new FormatException($"'{type}' is no message type.");
        draft.Add("MSH").Put(3, head.FromApplication).Put(4, head.FromFacility).Put(5, head.ToApplication).Put(6, head.ToFacility).Put(7, Hl7Time.Write(head.At))
            .Put(9, kind).Put(9, trigger, 2).Put(9, kind == "ADT" ? "ADT_A01" : $"{kind}_{trigger}", 3).Put(10, head.ControlId).Put(11, "P").Put(12, head.Version)
                .Put(18, "UNICODE UTF-8");
        if (kind == "ADT") draft.Add("EVN").Put(1, trigger).Put(2, Hl7Time.Write(head.At));
        foreach (var segment in Rules.Where(r => r.Types.Contains(type)).GroupBy(r => r.Place[..3]))
        {
            var rules = segment.ToList();
            var entry = EntryOf(rules);
            // What repeats by resource (OBX) is told from what is once by the resource it reads.
            var items = segment.Key == "OBX" ? resources.GetValueOrDefault("Observation") ?? [] : [default];
            for (var i = 0; i < items.Count; i++)
            {
                JsonElement? Find(string name) => segment.Key == "OBX" && name == "Observation" ? items[i] : resources.TryGetValue(name, out var some)
                    && some.Count > 0 ? some[0] : null;
                if (entry.Length > 0 && Find(entry) is null) continue;
                var to = draft.Add(segment.Key);
                foreach (var rule in rules) Put(to, rule, Find, i + 1);
            }
        }
        return draft.Done();
    }

    static string EntryOf(List<OutRule> rules) => rules.Select(r => r.Source).FirstOrDefault(s => s[0] is not ('=' or '@'))?.Split('.')[0] ?? "";

    static void Put(SegmentDraft to, OutRule rule, Func<string, JsonElement?> find, int number)
    {
        if (rule.When.Length > 0 && FhirPath.All(rule.When.TrimStart('!'), find).Count > 0 == rule.When.StartsWith('!')) return;
        if (rule.Place.Contains("[*]", StringComparison.Ordinal))
        {
            var all = FhirPath.Each(rule.Source, find);
            for (var n = 0; n < Math.Min(all.Count, 50); n++) At(to,
                Place.Of(rule.Place.Replace("[*]", FormattableString.Invariant($"[{n + 1}]"), StringComparison.Ordinal))!.Value, Turn(rule.As, [all[n]]));
            return;
        }
        var text = rule.Source switch
        {
            "@number" => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ['=', ..] => rule.Source[1..],
            _ => Turn(rule.As, FhirPath.All(rule.Source, find)),
        };
        At(to, Place.Of(rule.Place)!.Value, text);
    }

    // The first line that gives something fills a place.
    static void At(SegmentDraft to, Place place, string text)
    {
        if (text.Length > 0 && to.IsFree(place)) to.Put(place, text);
    }

    static string Turn(string how, IReadOnlyList<string> texts)
    {
        var text = texts.Count > 0 ? texts[0] : "";
        if (text.Length == 0) return "";
        return how.Split(':', 2) switch
        {
            ["code", var map] => MapBook.Standard.Find(map, text) ?? "",
            ["time"] => Hl7Time.OfFhir(text),
            ["last"] => texts[^1],
            ["butlast"] => string.Join(' ', texts.SkipLast(1)),
            ["lines"] => string.Join('\n', texts),
            _ => text,
        };
    }
}
