using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Which part of a record a resource type is, and which sensitive groups its codes tell of.</summary>
static class RecordTypes
{
    /// <summary>The part; none for open types.</summary>
    public static RecordKinds KindsOf(string type) => FhirTypes.IsOpen(type) ? RecordKinds.None : type switch
    {
        "Patient" or "Person" or "RelatedPerson" or "Coverage" or "Account" => RecordKinds.Identity,
        "Encounter" or "EpisodeOfCare" => RecordKinds.Encounter,
        "Condition" or "ClinicalImpression" or "DetectedIssue" or "RiskAssessment" => RecordKinds.Condition,
        "Procedure" => RecordKinds.Procedure,
        "MedicationRequest" or "MedicationStatement" or "MedicationDispense" or "MedicationAdministration" => RecordKinds.Medication,
        "Observation" or "Specimen" or "MolecularSequence" => RecordKinds.Observation,
        "DiagnosticReport" => RecordKinds.Report,
        "ServiceRequest" or "Appointment" or "AppointmentResponse" or "Task" or "RequestGroup" => RecordKinds.Referral,
        "DocumentReference" or "DocumentManifest" or "Composition" or "Binary" or "Bundle" or "Communication" or "QuestionnaireResponse" or "Consent" => RecordKinds.Document,
        "ImagingStudy" or "Media" => RecordKinds.Imaging,
        _ => RecordKinds.Summary,
    };

    /// <summary>Groups told by the codes met in a resource, and by its security labels.</summary>
    public static Sensitivities SensitiveOf(ReadResource read, Labels labels, DateOnly today)
    {
        var day = read.Occurred is { } at ? Say.DayOf(at) : today;
        var found = Sensitivities.None;
        foreach (var coding in read.Codings)
        {
            if (coding.System.Contains("icd", StringComparison.OrdinalIgnoreCase)) found |= labels.OfCodes(coding.Code, day);
            if (coding.Path.Contains("security", StringComparison.Ordinal)) found |= Labelled(coding.Code);
            if (coding.Display.Length > 0) found |= labels.OfTechnique(coding.Display, day) | labels.OfDrug(coding.Display, day);
        }
        return found;
    }

    // HL7 v3 ActCode, InformationSensitivityPolicy.
    static Sensitivities Labelled(string code) => code switch
    {
        "HIV" => Sensitivities.Hiv,
        "PSY" or "MH" or "BH" or "ETH" or "SUD" or "ETHUD" or "OPIOIDUD" or "PSYTHPN" => Sensitivities.Mental,
        "SEX" or "STD" or "SXHLTH" or "PREGNANT" => Sensitivities.Reproductive,
        "GDIS" => Sensitivities.Genetic,
        "SDV" or "VIO" or "SA" or "IPV" => Sensitivities.Protection,
        _ => Sensitivities.None,
    };
}
