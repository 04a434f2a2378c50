using LienY.Kernel;

namespace LienY.Records;

/// <summary>XML2 (drugs) and XML3 (techniques).</summary>
static class Treatments
{
    /// <summary>Drugs become MedicationRequests.</summary>
    public static void Drugs(EpisodeContext c)
    {
        var rows = c.Episode.Rows("XML2");
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var at = FhirTime.Of(row.Of("NGAY_YL"));
            // Which disease a drug is for is not said, so in a visit with something sensitive each drug may tell of it.
            var sensitive = c.Whole | c.Labels.OfDrug(row.Of("TEN_THUOC"), c.Day);
            c.Add("MedicationRequest", $"{row.Of("MA_THUOC") ?? row.Of("TEN_THUOC")}\n{row.Of("NGAY_YL")}", at, RecordKinds.Medication, sensitive, $"XML2/{i + 1}",
                (c, row, at), static (w, g) =>
            {
                var (c, row) = (g.c, g.row);
                w.Text("status", "completed").Text("intent", "order");
                var strength = row.Of("HAM_LUONG");
                w.Concept("medicationCodeableConcept", EpisodeMapping.Systems + "thuoc", row.Of("MA_THUOC"), strength is null ? row.Of("TEN_THUOC")
                    : $"{row.Of("TEN_THUOC")} {strength}".Trim());
                c.Of(w);
                w.Time("authoredOn", g.at);
                w.Known("requester", EpisodeMapping.Systems + "nhan-vien", row.Of("MA_BAC_SI"));
                if (row.Of("LIEU_DUNG") is not null || row.Of("CACH_DUNG") is not null || row.Of("DUONG_DUNG") is not null)
                {
                    w.List("dosageInstruction").Open().Text("text", row.Of("LIEU_DUNG")).Text("patientInstruction", row.Of("CACH_DUNG"));
                    w.Concept("route", EpisodeMapping.Systems + "duong-dung", row.Of("DUONG_DUNG"), null).Close().End();
                }
                if (FhirWriter.Decimal(row.Of("SO_LUONG")) is not null)
                    w.Open("dispenseRequest").Open("quantity").Number("value", row.Of("SO_LUONG")).Text("unit", row.Of("DON_VI_TINH")).Close().Close();
            });
        }
    }

    /// <summary>Techniques become Procedures with who performed them; beds and materials are no techniques.</summary>
    public static void Techniques(EpisodeContext c)
    {
        var rows = c.Episode.Rows("XML3");
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (row.Of("MA_DICH_VU") is not { } code || row.Of("MA_NHOM") is "14" or "15" or "16") continue;
            var at = FhirTime.Of(row.Of("NGAY_TH_YL")) ?? FhirTime.Of(row.Of("NGAY_YL"));
            var sensitive = c.Labels.OfCodes(row.Of("MA_BENH"), c.Day) | c.Labels.OfTechnique(row.Of("TEN_DICH_VU"), c.Day);
            c.Add("Procedure", $"{code}\n{row.Of("NGAY_YL")}", at, RecordKinds.Procedure, sensitive, $"XML3/{i + 1}", (c, row, at), static (w, g) =>
            {
                var (c, row) = (g.c, g.row);
                w.Text("status", "completed");
                w.Concept("category", EpisodeMapping.Systems + "nhom-chi-phi", row.Of("MA_NHOM"), null);
                w.Concept("code", EpisodeMapping.Systems + "dich-vu", row.Of("MA_DICH_VU"), row.Of("TEN_DICH_VU"));
                c.Of(w);
                var ended = FhirTime.Of(row.Of("NGAY_KQ"));
                if (ended is null) w.Time("performedDateTime", g.at);
                else w.Open("performedPeriod").Time("start", g.at).Time("end", ended).Close();
                var performers = row.Codes("NGUOI_THUC_HIEN") is { Length: > 0 } named ? named : row.Codes("MA_BAC_SI");
                if (performers.Length > 0)
                {
                    w.List("performer");
                    foreach (var performer in performers)
                        w.Open().Known("actor", EpisodeMapping.Systems + "nhan-vien", performer).Reference("onBehalfOf", "Organization", c.Episode.FacilityId).Close();
                    w.End();
                }
                if (row.Of("MA_BENH") is { } disease) w.Concepts("reasonCode", FhirWriter.Icd, disease.Split(';')[0].Trim(), null);
            });
        }
    }
}
