using System.Text.RegularExpressions;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>XML4: each figure becomes an Observation, each service a DiagnosticReport with its conclusion.</summary>
static partial class Tests
{
    /// <summary>
    /// Makes them. Report and figures know each other by the order they answer, not by reference: who may see one of them learns nothing of the others.
    /// </summary>
    public static void Map(EpisodeContext c)
    {
        var rows = c.Episode.Rows("XML4");
        var services = new Dictionary<string, (int Row, Sensitivities Sensitive)>();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var service = $"{row.Of("MA_DICH_VU")}\n{row.Of("NGAY_KQ")}";
            var sensitive = c.Labels.OfTechnique(row.Of("TEN_CHI_SO"), c.Day) | c.Labels.OfTechnique(NameOf(c, row.Of("MA_DICH_VU")), c.Day);
            services[service] = services.TryGetValue(service, out var before) ? (before.Row, before.Sensitive | sensitive) : (i, sensitive);
            if (row.Of("GIA_TRI") is not null || row.Of("MA_CHI_SO") is not null) Figure(c, row, i, sensitive);
        }
        foreach (var (key, (first, sensitive)) in services) Report(c, rows, key, first, sensitive);
    }

    static string? NameOf(EpisodeContext c, string? service) =>
        service is null ? null : c.Episode.Rows("XML3").FirstOrDefault(r => r.Of("MA_DICH_VU") == service)?.Of("TEN_DICH_VU");

    static void Figure(EpisodeContext c, IReadOnlyDictionary<string, string> row, int i, Sensitivities sensitive)
    {
        var at = FhirTime.Of(row.Of("NGAY_KQ"));
        c.Add("Observation", $"{row.Of("MA_DICH_VU")}\n{row.Of("MA_CHI_SO") ?? row.Of("TEN_CHI_SO")}\n{row.Of("NGAY_KQ")}", at, RecordKinds.Observation, sensitive,
            $"XML4/{i + 1}", (c, row, at), static (w, g) =>
        {
            var (c, row) = (g.c, g.row);
            Order(w, c, row);
            w.Text("status", "final");
            w.List("category").Open().List("coding").Open().Text("system", "http://terminology.hl7.org/CodeSystem/observation-category").Text("code",
                "laboratory").Close().End().Close().End();
            w.Concept("code", EpisodeMapping.Systems + "chi-so", row.Of("MA_CHI_SO"), row.Of("TEN_CHI_SO") ?? NameOf(c, row.Of("MA_DICH_VU")));
            c.Of(w);
            w.Time("effectiveDateTime", g.at);
            if (FhirWriter.Decimal(row.Of("GIA_TRI")) is not null) w.Open("valueQuantity").Number("value", row.Of("GIA_TRI")).Text("unit", row.Of("DON_VI_DO")).Close();
            else w.Text("valueString", row.Of("GIA_TRI"));
            var (low, high) = Range(row.Of("MO_TA"));
            if (Mark(row, low, high) is { } mark)
                w.List("interpretation").Open().List("coding").Open().Text("system", "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation").Text("code",
                    mark).Close().End().Close().End();
            w.Notes(low is null ? row.Of("MO_TA") : null);
            if (low is not null) w.List("referenceRange").Open().Open("low").Number("value", low).Close().Open("high").Number("value", high).Close().Close().End();
        });
    }

    static void Report(EpisodeContext c, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, string key, int first, Sensitivities sensitive)
    {
        var at = FhirTime.Of(rows[first].Of("NGAY_KQ"));
        var own = rows.Where(r => $"{r.Of("MA_DICH_VU")}\n{r.Of("NGAY_KQ")}" == key).ToList();
        // A conclusion is free text: it may tell what any code of the visit tells.
        var said = string.Join('\n', own.SelectMany(r =>
            new[] { r.Of("MA_CHI_SO") is null && r.Of("GIA_TRI") is null ? r.Of("MO_TA") : null, r.Of("KET_LUAN") }).OfType<string>().Distinct());
        c.Add("DiagnosticReport", key, at, RecordKinds.Report, said.Length > 0 ? sensitive | c.Whole : sensitive, $"XML4/{first + 1}", (c, Row: rows[first], said, at),
            static (w, g) =>
        {
            Order(w, g.c, g.Row);
            w.Text("status", "final").Concept("code", EpisodeMapping.Systems + "dich-vu", g.Row.Of("MA_DICH_VU"), NameOf(g.c, g.Row.Of("MA_DICH_VU")));
            g.c.Of(w);
            w.Time("effectiveDateTime", g.at);
            if (g.Row.Of("MA_BS_DOC_KQ") is { } reader) w.List("resultsInterpreter").Known(null, EpisodeMapping.Systems + "nhan-vien", reader).End();
            w.Text("conclusion", g.said);
        });
    }

    static void Order(FhirWriter w, EpisodeContext c, IReadOnlyDictionary<string, string> row) =>
        w.List("basedOn").Known(null, "urn:lieny:id:order", Fids.Of(c.Episode.FacilityId, c.Episode.Key, "order",
            $"{row.Of("MA_DICH_VU")}\n{row.Of("NGAY_KQ")}").ToString()).End();

    static (string? Low, string? High) Range(string? text) =>
        text is not null && RangePattern().Match(text) is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value) : (null, null);

    /// <summary>H, L, N or A: by the range where one was sent, else by the words of the laboratory.</summary>
    static string? Mark(IReadOnlyDictionary<string, string> row, string? low, string? high)
    {
        if (FhirWriter.Decimal(row.Of("GIA_TRI")) is { } value && FhirWriter.Decimal(low) is { } from && FhirWriter.Decimal(high) is { } to)
            return value < from ? "L" : value > to ? "H" : "N";
        return Fold.Of(row.Of("KET_LUAN") ?? row.Of("MO_TA")) switch
        {
            "h" or "cao" or "tang" => "H",
            "l" or "thap" or "giam" => "L",
            "bat thuong" or "duong tinh" => "A",
            "n" or "binh thuong" or "am tinh" => "N",
            _ => null,
        };
    }

    [GeneratedRegex(@"(\d+(?:[.,]\d+)?)\s*[-–]\s*(\d+(?:[.,]\d+)?)")]
    private static partial Regex RangePattern();
}
