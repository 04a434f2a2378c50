using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>An episode becomes FHIR R4 resources, table by table.</summary>
static class EpisodeMapping
{
    /// <summary>Where codes of this country come from.</summary>
    public const string Systems = "urn:lieny:code:";

    /// <summary>The resources of an episode, the patient first.</summary>
    public static EpisodeContext Map(ReceivedEpisode episode, LinkedPerson linked, Labels labels, FhirWriter writer)
    {
        var context = new EpisodeContext(episode, linked, labels, writer);
        context.Whole = WholeOf(context);
        VisitMapping.Patient(context);
        VisitMapping.Encounter(context);
        Diagnoses.Map(context);
        Treatments.Drugs(context);
        Treatments.Techniques(context);
        Tests.Map(context);
        Papers.Map(context);
        Referrals.Map(context);
        return context;
    }

    /// <summary>What any code, name or table of the episode tells.</summary>
    static Sensitivities WholeOf(EpisodeContext c)
    {
        var whole = Sensitivities.None;
        foreach (var table in c.Episode.Tables)
            foreach (var row in table.Rows)
            {
                whole |= c.Labels.OfCodes(row.Of("MA_BENH_CHINH"), c.Day) | c.Labels.OfCodes(row.Of("MA_BENH_KT"), c.Day) | c.Labels.OfCodes(row.Of("MA_BENH"), c.Day);
                whole |= table.Name switch
                {
                    "XML2" => c.Labels.OfDrug(row.Of("TEN_THUOC"), c.Day),
                    "XML3" => c.Labels.OfTechnique(row.Of("TEN_DICH_VU"), c.Day),
                    "XML4" => c.Labels.OfTechnique(row.Of("TEN_CHI_SO"), c.Day),
                    "XML6" => Sensitivities.Hiv,
                    "XML9" or "XML11" when row.Of("MA_DINH_CHI_THAI") is not null || table.Name == "XML9" => Sensitivities.Reproductive,
                    "XML7" when row.Of("MA_DINH_CHI_THAI") is not null || row.Of("TUOI_THAI") is not null => Sensitivities.Reproductive,
                    "XML15" when row.Of("NGAYKD_HIV") is not null || row.Of("BDDT_ARV") is not null => Sensitivities.Hiv,
                    _ => Sensitivities.None,
                };
            }
        return whole;
    }
}
