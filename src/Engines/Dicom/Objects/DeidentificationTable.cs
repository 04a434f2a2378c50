using System.Collections.Frozen;

namespace LienY.Dicom;

/// <summary>What the profile does with elements (PS3.15 table E.1-1), beside the rules that hold for whole representations.</summary>
static class DeidentificationTable
{
    public static readonly FrozenSet<string> RiskyModalities = FrozenSet.Create(
        StringComparer.Ordinal, "US", "XA", "RF", "SC", "OT", "ES", "XC", "GM", "IVUS", "IVOCT", "ECG", "EPS", "HD", "DOC", "SM", "OP", "BDUS");

    /// <summary>Retained only as characteristics of the patient.</summary>
    public static readonly FrozenSet<Tag> Characteristics = Of("PatientSex PatientAge PatientSize PatientWeight PregnancyStatus SmokingStatus PatientSexNeutered");

    /// <summary>There, though empty, whatever the source had (type 2 of the patient and study modules).</summary>
    public static readonly Tag[] Emptied =
        [Tags.StudyId, Tags.AccessionNumber, Tags.ReferringPhysicianName, Tags.PatientBirthDate, Tags.PatientSex, Tags.StudyDate, Tags.StudyTime];

    /// <summary>Text that says what a device or a code is, not who.</summary>
    public static readonly FrozenSet<Tag> Kept = Of("""
        Manufacturer ManufacturerModelName SoftwareVersions CodeValue LongCodeValue CodingSchemeDesignator CodingSchemeVersion CodeMeaning RescaleType
        LUTExplanation WindowCenterWidthExplanation ConvolutionKernel FilterType SequenceName ReceiveCoilName TransmitCoilName ImagedNucleus
        DetectorDescription Grid GridAbsorbingMaterial FilterMaterial AnodeTargetMaterial CollimatorType LossyImageCompressionMethod TransducerData
        ProcessingFunction UnitName ContrastBolusAgent Radionuclide Radiopharmaceutical SegmentLabel DimensionDescriptionLabel
        """);

    /// <summary>What the rules for representations would keep and the profile removes.</summary>
    public static readonly FrozenSet<Tag> Removed = Of("""
        PatientBirthDate PatientBirthTime PatientBirthDateInAlternativeCalendar PatientDeathDateInAlternativeCalendar LastMenstrualDate TypeOfPatientID
        OtherPatientIDsSequence IssuerOfPatientIDQualifiersSequence ReferencedPatientSequence ReferencedPatientAliasSequence
        PatientPrimaryLanguageCodeSequence PatientInsurancePlanCodeSequence PatientBreedCodeSequence BreedRegistrationSequence ResponsiblePersonRole
        CountryOfResidence SpecialNeeds PatientSpeciesCodeSequence IssuerOfAccessionNumberSequence IssuerOfAdmissionIDSequence
        IssuerOfServiceEpisodeIDSequence OrderPlacerIdentifierSequence OrderFillerIdentifierSequence AdmittingDiagnosesCodeSequence ReasonForVisitCodeSequence
        ReasonForPerformedProcedureCodeSequence ReasonForRequestedProcedureCodeSequence AdmittingDate AdmittingTime InstitutionCodeSequence
        InstitutionalDepartmentTypeCodeSequence ReferringPhysicianIdentificationSequence ConsultingPhysicianIdentificationSequence
        PhysiciansOfRecordIdentificationSequence PerformingPhysicianIdentificationSequence PhysiciansReadingStudyIdentificationSequence
        OperatorIdentificationSequence RequestingPhysicianIdentificationSequence RequestingServiceCodeSequence
        ScheduledPerformingPhysicianIdentificationSequence IntendedRecipientsOfResultsIdentificationSequence PersonIdentificationCodeSequence
        ActualHumanPerformersSequence HumanPerformerCodeSequence AuthorObserverSequence ParticipantSequence CustodialOrganizationSequence
        VerifyingObserverSequence ContentCreatorIdentificationCodeSequence ScheduledHumanPerformersSequence ContributingEquipmentSequence
        OriginalAttributesSequence ModifiedAttributesSequence EncryptedAttributesSequence DigitalSignaturesSequence MACParametersSequence
        ReferencedDigitalSignatureSequence RequestAttributesSequence ScheduledStepAttributesSequence ReferencedRequestSequence ReferencedStudySequence
        ReferencedPerformedProcedureStepSequence ReferencedVisitSequence ScheduledProcedureStepSequence PerformedSeriesSequence IconImageSequence
        GraphicAnnotationSequence GraphicLayerSequence OverlayDate CurveDate PerformedStationNameCodeSequence PerformedStationGeographicLocationCodeSequence
        ScheduledStationNameCodeSequence ScheduledStationGeographicLocationCodeSequence TimezoneOffsetFromUTC StudyStatusID InterpretationStatusID
        InventoryAccessEndPointsSequence PatientIdentityRemoved DeidentificationMethodCodeSequence LongitudinalTemporalInformationModified
        EncapsulatedDocument SpecificCharacterSet
        """);

    static FrozenSet<Tag> Of(string keywords) => keywords.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .Select(k => TagTable.TryKeyword(k, out var tag) ? tag : default).Where(t => t != default).ToFrozenSet();
}
