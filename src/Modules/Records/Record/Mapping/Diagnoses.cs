using LienY.Kernel;

namespace LienY.Records;

/// <summary>Diagnoses of XML1: main, accompanying, and those of traditional medicine.</summary>
static class Diagnoses
{
    /// <summary>Makes Conditions.</summary>
    public static void Map(EpisodeContext c)
    {
        foreach (var code in c.Head.Codes("MA_BENH_CHINH")) Add(c, "chief", FhirWriter.Icd, code, c.Head.Of("CHAN_DOAN_RV"));
        foreach (var code in c.Head.Codes("MA_BENH_KT")) Add(c, "comorbid", FhirWriter.Icd, code, null);
        foreach (var code in c.Head.Codes("MA_BENH_YHCT")) Add(c, "traditional", EpisodeMapping.Systems + "benh-yhct", code, null);
    }

    static void Add(EpisodeContext c, string use, string system, string code, string? words)
    {
        var own = c.Labels.OfCodes(code, c.Day);
        // The words of the whole diagnosis may name what another code tells; they stand here only where that needs no wider basis than the code itself.
        var text = (c.Whole & ~own) == Sensitivities.None ? words : null;
        c.Add("Condition", $"{use}\n{code}", c.Began, RecordKinds.Condition, own, "XML1/1", (c, use, system, code, text), static (w, g) =>
        {
            w.Open("clinicalStatus").List("coding").Open().Text("system", "http://terminology.hl7.org/CodeSystem/condition-clinical").Text("code",
                "active").Close().End().Close();
            w.List("category").Open().List("coding").Open().Text("system", "http://terminology.hl7.org/CodeSystem/condition-category").Text("code",
                "encounter-diagnosis").Close()
                .Open().Text("system", EpisodeMapping.Systems + "diagnosis-use").Text("code", g.use).Close().End().Close().End();
            w.Concept("code", g.system, g.code, g.text);
            g.c.Of(w);
            w.Time("onsetDateTime", g.c.Began);
        });
    }
}
