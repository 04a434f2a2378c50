using System.Diagnostics;
using System.Globalization;
using System.Text;
using LienY.Site;

namespace LienY.Records.Tests;

/// <summary>Whatever is asked, the search answers with a bundle or says what is wrong: never a page, never a 500. LIENY_FUZZ_SECONDS makes it go on for longer.</summary>
public abstract class SearchFuzzTests(TestSite site)
{
    static readonly string[] Types = ["Patient", "Observation", "Encounter", "ValueSet", "MedicationRequest", "", "Patient/x/Observation", "Bundle", "MolecularSequence", "Location"];
    static readonly string[] Names = ["_id", "_sort", "_count", "_include", "_revinclude", "_has", "name", "code", "subject", "patient", "date", "value-quantity", "code-value-quantity", "_lastUpdated",
        "_tag", "_summary", "_elements", "_total", "_type", "_cursor", "identifier", "url", "near", "probability", "_contained", "encounter.subject", "subject:Patient.name", "birthdate", "_filter"];
    static readonly string[] Bits = [":missing", ":exact", ":contains", ":not", ":in", ":below", ":above", ":of-type", ":text", ":identifier", ":Patient", ":iterate", ".", ".name", ":", "|", ",", "$",
        "\\", "ge", "ap", "lt", "2024-01-01", "1e400", "-5.4", "mm[Hg]", "true", "Patient/x", "http://loinc.org", "*", "'", "\"", "%", "\u0000", "đ", "\ud83d", "\U0010FFFF", "_has:Observation:subject:code", "x", "9999999999999999999"];

    [Fact]
    public async Task No_question_breaks_the_search()
    {
        var scene = await SearchScene.OpenAsync(site);
        await scene.PutAsync(SearchScene.Patient("fz1"), SearchScene.Observation("fzo", "fz1", "8480-6", 5, "mm[Hg]"));
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("LIENY_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        var clock = Stopwatch.StartNew();
        var bad = 0;
        for (var i = 0; i < 400 || clock.Elapsed.TotalSeconds < seconds; i++)
        {
            var chance = new Random(i);
            var query = string.Join('&', Enumerable.Range(0, chance.Next(1, 4)).Select(_ => $"{Uri.EscapeDataString(Word(chance, Names))}={Uri.EscapeDataString(Word(chance, Bits))}"));
            var path = $"/fhir/{Types[chance.Next(Types.Length)]}?{query}";
            var answer = await scene.Program.GetAsync(path);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True((int)answer.StatusCode < 500 && text.StartsWith('{'), $"seed {i}: {path} gave {(int)answer.StatusCode} {text[..Math.Min(400, text.Length)]}");
            if (!answer.IsSuccessStatusCode) bad++;
        }
        Assert.True(bad > 20);
    }

    static string Word(Random chance, string[] heads)
    {
        var word = new StringBuilder(heads[chance.Next(heads.Length)]);
        for (var n = chance.Next(4); n > 0; n--) word.Append(chance.Next(5) == 0 ? Names[chance.Next(Names.Length)] : Bits[chance.Next(Bits.Length)]);
        // Half a pair cannot be sent at all.
        return new string([.. word.ToString().EnumerateRunes().Select(r => r.ToString()).SelectMany(s => s)]);
    }
}

public sealed class Search_fuzz_on_sqlite(SqliteSite site) : SearchFuzzTests(site), IClassFixture<SqliteSite>;

public sealed class Search_fuzz_on_postgres(PostgresSite site) : SearchFuzzTests(site), IClassFixture<PostgresSite>;
