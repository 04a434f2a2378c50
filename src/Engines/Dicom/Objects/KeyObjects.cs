namespace LienY.Dicom;

/// <summary>Key Object Selection documents (PS3.3 §A.35.4, PS3.16 TID 2010): which images matter, and why.</summary>
public static class KeyObjects
{
    /// <summary>The SOP class of the document.</summary>
    public const string SopClass = "1.2.840.10008.5.1.4.1.1.88.59";

    /// <summary>Why images are chosen: for whoever refers, for surgery, teaching, a conference … (PS3.16 CID 7010).</summary>
    public static readonly Code OfInterest = new("113000", "DCM", "Of Interest"), ForTeaching = new("113004", "DCM", "For Teaching"),
        ForConference = new("113005", "DCM", "For Conference"), ForReferringProvider = new("113002", "DCM", "For Referring Provider");

    /// <summary>The document for images of a study, whose header gives patient and study; throws ArgumentException where no image is named.</summary>
    public static DataSet Write(
        DataSet study, Code title, IReadOnlyList<ImageReference> images, string? description, string seriesUid, string instanceUid, DateTimeOffset at)
    {
        if (images.Count == 0) throw new ArgumentException("A key object document names at least one image.", nameof(images));
        var set = Content.Start(study, SopClass, "KO", seriesUid, instanceUid, at);
        List<DataSet> content = description is { Length: > 0 } ? [Content.Text("CONTAINS", new Code("113012", "DCM", "Key Object Description"), description)] : [];
        content.AddRange(images.Select(image => Content.Image("CONTAINS", image)));
        return set.SetItems(Tags.CurrentRequestedProcedureEvidenceSequence, Content.Evidence(images))
            .Set(Tags.ValueType, "CONTAINER").SetItems(Tags.ConceptNameCodeSequence, title.Item()).Set(Tags.ContinuityOfContent, "SEPARATE")
            .SetItems(Tags.ContentTemplateSequence, new DataSet().Set(Tags.MappingResource, "DCMR").Set(Tags.TemplateIdentifier, "2010"))
            .SetItems(Tags.ContentSequence, content);
    }
}
