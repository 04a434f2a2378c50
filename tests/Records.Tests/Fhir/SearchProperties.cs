using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Records.Tests;

/// <summary>
/// A search through the index finds what a scan of the bodies finds: random resources, random questions, and a scanner of its own that knows nothing of the
/// index, its hashes or its SQL.
/// </summary>
public abstract class SearchProperties(TestSite site)
{
    static readonly string[] Codes = ["8480-6", "8462-4", "2339-0", "718-7"];
    static readonly string[] Systems = ["http://loinc.org", "urn:test:codes"];
    static readonly (string Unit, decimal Factor, string Kind)[] Units = [("mg", 0.001m, "mass"), ("g", 1m, "mass"), ("kg", 1000m, "mass"), ("mm[Hg]", 1m, "pressure"), ("mmol/L", 1m, "amount")];
    static readonly string[] Families = ["Nguyễn", "Nguyen", "Ngô", "Trần", "Đặng", "Dang", "Lê Thị"];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task The_index_finds_what_a_scan_finds(int seed)
    {
        var chance = new Random(seed);
        var scene = await SearchScene.OpenAsync(site);
        var (patients, observations) = (new List<JsonObject>(), new List<JsonObject>());
        for (var i = 0; i < 25; i++) patients.Add(AnyPatient(chance, $"s{seed}p{i}"));
        for (var i = 0; i < 120; i++) observations.Add(AnyObservation(chance, $"s{seed}o{i}", $"s{seed}p{chance.Next(25)}"));
        await scene.PutAsync([.. patients, .. observations]);
        var (found, empty) = (0, 0);
        for (var i = 0; i < 150; i++)
        {
            var ofPatients = chance.Next(3) == 0;
            var conditions = Enumerable.Range(0, chance.Next(1, 4)).Select(_ => ofPatients ? AboutPatient(chance, seed) : AboutObservation(chance, seed)).ToList();
            // Ids of this run only: the house is shared by all tests of the class.
            var all = ofPatients ? patients : observations;
            var fence = ofPatients ? $"_id={string.Join(',', patients.Select(p => p["id"]))}" : $"subject={string.Join(',', patients.Select(p => $"Patient/{p["id"]}"))}";
            var query = string.Join('&', conditions.Select(c => c.Query).Append(fence));
            var expected = all.Where(r => conditions.TrueForAll(c => c.Fits(r))).Select(r => (string)r["id"]!).Order().ToList();
            var told = (await scene.PagesAsync($"/{(ofPatients ? "Patient" : "Observation")}?{query}&_count={chance.Next(3, 300)}")).Order().ToList();
            Assert.True(expected.SequenceEqual(told), $"seed {seed}: {query}\n missing: {string.Join(' ', expected.Except(told))}\n too many: {string.Join(' ', told.Except(expected))}");
            found += told.Count;
            if (told.Count == 0) empty++;
        }
        Assert.True(found > 300 && empty is > 5 and < 140, $"seed {seed}: {found} found, {empty} empty");
    }

    sealed record Condition(string Query, Func<JsonObject, bool> Fits);

    static JsonObject AnyPatient(Random chance, string id)
    {
        var patient = new JsonObject { ["resourceType"] = "Patient", ["id"] = id, ["gender"] = chance.Next(2) == 0 ? "male" : "female" };
        if (chance.Next(5) > 0) patient["name"] = new JsonArray(new JsonObject { ["family"] = Families[chance.Next(Families.Length)] });
        if (chance.Next(5) > 0) patient["birthDate"] = AnyDate(chance, chance.Next(3));
        return patient;
    }

    static JsonObject AnyObservation(Random chance, string id, string patient)
    {
        var (unit, _, _) = Units[chance.Next(Units.Length)];
        var coding = new JsonObject { ["code"] = Codes[chance.Next(Codes.Length)] };
        if (chance.Next(5) > 0) coding["system"] = Systems[chance.Next(Systems.Length)];
        var observation = new JsonObject
        {
            ["resourceType"] = "Observation",
            ["id"] = id,
            ["status"] = new[] { "final", "amended", "preliminary" }[chance.Next(3)],
            ["code"] = new JsonObject { ["coding"] = new JsonArray(coding) },
            ["subject"] = new JsonObject { ["reference"] = $"Patient/{patient}" },
        };
        if (chance.Next(6) > 0) observation["valueQuantity"] = new JsonObject { ["value"] = JsonNode.Parse(AnyNumber(chance)), ["system"] = "http://unitsofmeasure.org", ["code"] = unit };
        if (chance.Next(6) > 0) observation["effectiveDateTime"] = AnyDate(chance, chance.Next(4));
        return observation;
    }

    static string AnyNumber(Random chance) => chance.Next(3) switch
    {
        0 => chance.Next(1, 20).ToString(CultureInfo.InvariantCulture),
        1 => (chance.Next(1, 200) / 10m).ToString("0.0", CultureInfo.InvariantCulture),
        _ => (chance.Next(1, 20) * 100).ToString(CultureInfo.InvariantCulture),
    };

    static string AnyDate(Random chance, int precision)
    {
        var day = new DateOnly(2024, 1, 1).AddDays(chance.Next(400));
        return precision switch
        {
            0 => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            1 or 2 => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + $"T{chance.Next(24):00}:{chance.Next(60):00}:00{new[] { "+07:00", "Z", "-05:00" }[chance.Next(3)]}",
        };
    }

    static Condition AboutPatient(Random chance, int seed)
    {
        switch (chance.Next(5))
        {
            case 0:
                var gender = chance.Next(2) == 0 ? "male" : "female";
                return chance.Next(2) == 0 ? new($"gender={gender}", r => (string)r["gender"]! == gender) : new($"gender:not={gender}", r => (string)r["gender"]! != gender);
            case 1:
                var family = Families[chance.Next(Families.Length)];
                var part = family[..chance.Next(2, family.Length + 1)].Trim();
                return chance.Next(3) switch
                {
                    0 => new($"family:exact={Uri.EscapeDataString(family)}", r => Family(r) == family),
                    1 => new($"family:contains={Uri.EscapeDataString(part[1..])}", r => Fold.Of(Family(r)).Contains(Fold.Of(part[1..]), StringComparison.Ordinal)),
                    _ => new($"family={Uri.EscapeDataString(part)}", r => Fold.Of(Family(r)).StartsWith(Fold.Of(part), StringComparison.Ordinal) && Family(r) is not null),
                };
            case 2:
                var missing = chance.Next(2) == 0;
                return new($"birthdate:missing={(missing ? "true" : "false")}", r => r.ContainsKey("birthDate") != missing);
            case 3:
                var number = chance.Next(25);
                return new($"_id=s{seed}p{number},s{seed}p{(number + 7) % 25}", r => (string)r["id"]! == $"s{seed}p{number}" || (string)r["id"]! == $"s{seed}p{(number + 7) % 25}");
            default:
                return ByDate(chance, "birthdate", "birthDate");
        }
    }

    static string? Family(JsonObject patient) => (string?)patient["name"]?[0]?["family"];

    static Condition AboutObservation(Random chance, int seed)
    {
        switch (chance.Next(7))
        {
            case 0:
                var (code, system) = (Codes[chance.Next(Codes.Length)], Systems[chance.Next(Systems.Length)]);
                return chance.Next(4) switch
                {
                    0 => new($"code={code}", r => Code(r) == code),
                    1 => new($"code=|{code}", r => Code(r) == code && System(r) is null),
                    2 => new($"code={system}|", r => System(r) == system),
                    _ => new($"code={system}|{code},{Codes[0]}", r => (Code(r) == code && System(r) == system) || Code(r) == Codes[0]),
                };
            case 1:
                var patient = $"s{seed}p{chance.Next(25)}";
                return new($"patient={patient}", r => (string)r["subject"]!["reference"]! == $"Patient/{patient}");
            case 2:
                var status = chance.Next(2) == 0 ? "final" : "amended";
                return new($"status={status},preliminary", r => (string)r["status"]! is var s && (s == status || s == "preliminary"));
            case 3:
                return ByQuantity(chance);
            case 4:
                var other = Codes[chance.Next(Codes.Length)];
                var quantity = ByQuantity(chance);
                return new($"code-value-quantity={other}${quantity.Query["value-quantity=".Length..]}", r => Code(r) == other && quantity.Fits(r));
            default:
                return ByDate(chance, "date", "effectiveDateTime");
        }
    }

    static string Code(JsonObject r) => (string)r["code"]!["coding"]![0]!["code"]!;

    static string? System(JsonObject r) => (string?)r["code"]!["coding"]![0]!["system"];

    // Numbers as the specification reads them: 100 means 99.5 up to 100.5, the other comparisons are exact.
    static Condition ByQuantity(Random chance)
    {
        var (text, prefix) = (AnyNumber(chance), new[] { "", "gt", "lt", "ge", "le" }[chance.Next(5)]);
        var asked = decimal.Parse(text, CultureInfo.InvariantCulture);
        var unit = Units[chance.Next(Units.Length)];
        var bare = chance.Next(3) == 0;
        return new($"value-quantity={prefix}{text}{(bare ? "" : $"|http://unitsofmeasure.org|{Uri.EscapeDataString(unit.Unit)}")}", r =>
        {
            if (r["valueQuantity"] is not JsonObject quantity) return false;
            var mine = Units.First(u => u.Unit == (string)quantity["code"]!);
            if (!bare && mine.Kind != unit.Kind) return false;
            var (myFactor, factor) = bare ? (1m, 1m) : (mine.Factor, unit.Factor);
            var written = quantity["value"]!.ToJsonString();
            var (value, wanted) = (decimal.Parse(written, CultureInfo.InvariantCulture) * myFactor, asked * factor);
            var room = Half(text) * factor;
            return prefix switch
            {
                "gt" => value > wanted,
                "lt" => value < wanted,
                "ge" => value >= wanted,
                "le" => value <= wanted,
                _ => value >= wanted - room && value < wanted + room,
            };
        });
    }

    static decimal Half(string written) => written.Contains('.', StringComparison.Ordinal) ? 0.05m : 0.5m;

    static Condition ByDate(Random chance, string name, string field)
    {
        var (text, prefix) = (AnyDate(chance, chance.Next(4)), new[] { "", "ne", "gt", "lt", "ge", "le", "sa", "eb" }[chance.Next(8)]);
        var (from, to) = Span(text);
        return new($"{name}={prefix}{Uri.EscapeDataString(text)}", r =>
        {
            if ((string?)r[field] is not { } mine) return false;
            var (low, high) = Span(mine);
            var within = low >= from && high <= to;
            return prefix switch
            {
                "ne" => !within,
                "gt" => high > to,
                "lt" => low < from,
                "ge" => high > to || within,
                "le" => low < from || within,
                "sa" => low >= to,
                "eb" => high <= from,
                _ => within,
            };
        });
    }

    static (DateTimeOffset From, DateTimeOffset To) Span(string text)
    {
        var home = TimeSpan.FromHours(7);
        if (text.Length > 10) return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) is var at ? (at, at.AddSeconds(1)) : default;
        var parts = text.Split('-').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        var from = new DateTimeOffset(parts[0], parts[1], parts.Length > 2 ? parts[2] : 1, 0, 0, 0, home);
        return (from, parts.Length > 2 ? from.AddDays(1) : from.AddMonths(1));
    }
}

public sealed class Search_properties_on_sqlite(SqliteSite site) : SearchProperties(site), IClassFixture<SqliteSite>;

public sealed class Search_properties_on_postgres(PostgresSite site) : SearchProperties(site), IClassFixture<PostgresSite>;
