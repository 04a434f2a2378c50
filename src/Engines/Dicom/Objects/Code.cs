using System.Globalization;

namespace LienY.Dicom;

/// <summary>A coded entry (PS3.3 §8.8): value, scheme and what it means.</summary>
public sealed record Code(string Value, string Scheme, string Meaning)
{
    /// <summary>The code as an item of a code sequence.</summary>
    public DataSet Item() => new DataSet().Set(Tags.CodeValue, Value).Set(Tags.CodingSchemeDesignator, Scheme).Set(Tags.CodeMeaning, Meaning);

    /// <summary>The code of an item, or null where it has none.</summary>
    public static Code? Of(DataSet? item) => item?.Text(Tags.CodeValue) is { } value
        ? new Code(value, item.Text(Tags.CodingSchemeDesignator) ?? "", item.Text(Tags.CodeMeaning) ?? "") : null;
}

/// <summary>An image a document speaks of (PS3.3 §C.18.4).</summary>
/// <param name="StudyUid">Its study.</param>
/// <param name="SeriesUid">Its series.</param>
/// <param name="SopClass">Its class.</param>
/// <param name="SopInstance">The image itself.</param>
/// <param name="Frames">The frames meant, from 1; empty for all.</param>
public sealed record ImageReference(string StudyUid, string SeriesUid, string SopClass, string SopInstance, IReadOnlyList<int> Frames)
{
    internal DataSet Item()
    {
        var item = new DataSet().Set(Tags.ReferencedSopClassUid, SopClass).Set(Tags.ReferencedSopInstanceUid, SopInstance);
        return Frames.Count == 0 ? item : item.Set(Tags.ReferencedFrameNumber, [.. Frames.Select(f => f.ToString(CultureInfo.InvariantCulture))]);
    }
}

/// <summary>Items of a content tree (PS3.3 §C.17.3).</summary>
static class Content
{
    public static DataSet Item(string relation, string kind, Code? concept)
    {
        var item = new DataSet().Set(Tags.RelationshipType, relation).Set(Tags.ValueType, kind);
        return concept is null ? item : item.SetItems(Tags.ConceptNameCodeSequence, concept.Item());
    }

    public static DataSet Text(string relation, Code concept, string text) => Item(relation, "TEXT", concept).Set(Tags.TextValue, text);

    public static DataSet Coded(string relation, Code concept, Code value) => Item(relation, "CODE", concept).SetItems(Tags.ConceptCodeSequence, value.Item());

    public static DataSet Name(string relation, Code concept, PersonName name) => Item(relation, "PNAME", concept).Set(Tags.PersonName, name);

    public static DataSet Image(string relation, ImageReference image) => Item(relation, "IMAGE", null).SetItems(Tags.ReferencedSopSequence, image.Item());

    public static DataSet Container(string relation, Code concept, IReadOnlyList<DataSet> items) =>
        Item(relation, "CONTAINER", concept).Set(Tags.ContinuityOfContent, "SEPARATE").SetItems(Tags.ContentSequence, items);

    /// <summary>Studies, series and instances a document rests on (PS3.3 §C.17.2.1).</summary>
    public static DataSet[] Evidence(IEnumerable<ImageReference> images) =>
    [
        .. images.GroupBy(i => i.StudyUid).Select(study => new DataSet().Set(Tags.StudyInstanceUid, study.Key).SetItems(Tags.ReferencedSeriesSequence,
        [
            .. study.GroupBy(i => i.SeriesUid).Select(series => new DataSet().Set(Tags.SeriesInstanceUid, series.Key).SetItems(Tags.ReferencedSopSequence,
                [.. series.DistinctBy(i => i.SopInstance).Select(i => (i with { Frames = [] }).Item())])),
        ])),
    ];

    /// <summary>Patient and study of the source, and a series of its own for the document (PS3.3 §C.7.1.1, §C.7.2.1, §C.17.1).</summary>
    public static DataSet Start(DataSet study, string sopClass, string modality, string seriesUid, string instanceUid, DateTimeOffset at)
    {
        var set = new DataSet().Set(Tags.SpecificCharacterSet, "ISO_IR 192").Set(Tags.SopClassUid, sopClass).Set(Tags.SopInstanceUid, instanceUid)
            .Set(Tags.Modality, modality).Set(Tags.SeriesInstanceUid, seriesUid).Set(Tags.SeriesNumber, 1).Set(Tags.InstanceNumber, 1).Set(Tags.Manufacturer, "Liên Y");
        var (day, time) = (at.ToString("yyyyMMdd", CultureInfo.InvariantCulture), at.ToString("HHmmss", CultureInfo.InvariantCulture));
        set.Set(Tags.InstanceCreationDate, day).Set(Tags.InstanceCreationTime, time).Set(Tags.ContentDate, day).Set(Tags.ContentTime, time)
            .SetEmpty(Tags.ReferencedPerformedProcedureStepSequence);
        foreach (var tag in new[]
        {
            Tags.StudyInstanceUid, Tags.StudyDate, Tags.StudyTime, Tags.StudyId, Tags.AccessionNumber, Tags.ReferringPhysicianName, Tags.StudyDescription,
            Tags.PatientName, Tags.PatientId, Tags.IssuerOfPatientId, Tags.PatientBirthDate, Tags.PatientSex,
        })
        {
            if (study.Texts(tag) is { Count: > 0 } texts) set.Set(tag, texts);
            else if (tag != Tags.IssuerOfPatientId && tag != Tags.StudyDescription) set.SetEmpty(tag);
        }
        return set;
    }
}
