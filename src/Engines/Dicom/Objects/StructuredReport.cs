namespace LienY.Dicom;

/// <summary>A section of a report (PS3.16 CID 7001): its heading, and the concept each text of it has.</summary>
public sealed record ReportSection(Code Heading, Code Concept, string Text)
{
    /// <summary>Why the study was made.</summary>
    public static ReportSection History(string text) => new(new("121060", "DCM", "History"), new("121060", "DCM", "History"), text);

    /// <summary>How the study was made.</summary>
    public static ReportSection Procedure(string text) =>
        new(new("121064", "DCM", "Current Procedure Descriptions"), new("121065", "DCM", "Procedure Description"), text);

    /// <summary>What is seen.</summary>
    public static ReportSection Findings(string text) => new(new("121070", "DCM", "Findings"), new("121071", "DCM", "Finding"), text);

    /// <summary>What it means.</summary>
    public static ReportSection Impression(string text) => new(new("121072", "DCM", "Impressions"), new("121073", "DCM", "Impression"), text);

    /// <summary>What should follow.</summary>
    public static ReportSection Recommendation(string text) => new(new("121074", "DCM", "Recommendations"), new("121075", "DCM", "Recommendation"), text);
}

/// <summary>Who signs a report: name, organisation, when; null <paramref name="Signed"/> for one that is not yet verified.</summary>
public sealed record ReportAuthor(PersonName Name, string Organisation, DateTimeOffset? Signed);

/// <summary>Basic text reports (PS3.3 §A.35.1, PS3.16 TID 2000 Basic Diagnostic Imaging Report).</summary>
public static class StructuredReport
{
    /// <summary>The SOP class Basic Text SR.</summary>
    public const string SopClass = "1.2.840.10008.5.1.4.1.1.88.11";

    static readonly Code title = new("18748-4", "LN", "Diagnostic imaging report");

    /// <summary>
    /// The report on a study, whose header gives patient and study. Preliminary reports are COMPLETE and UNVERIFIED with a preliminary flag; a signed
    /// one is VERIFIED. Empty sections are left out; throws ArgumentException where none is left.
    /// </summary>
    public static DataSet Write(DataSet study, IReadOnlyList<ReportSection> sections, ReportAuthor author, bool isFinal, IReadOnlyList<ImageReference> images,
        string seriesUid, string instanceUid, DateTimeOffset at, Code? language = null)
    {
        var said = sections.Where(s => s.Text.Length > 0).ToArray();
        if (said.Length == 0) throw new ArgumentException("A report has at least one section with text.", nameof(sections));
        var set = Content.Start(study, SopClass, "SR", seriesUid, instanceUid, at);
        List<DataSet> content =
        [
            Content.Coded("HAS CONCEPT MOD", new("121049", "DCM", "Language of Content Item and Descendants"), language ?? new Code("vi", "RFC5646", "Vietnamese")),
            Content.Coded("HAS OBS CONTEXT", new("121005", "DCM", "Observer Type"), new("121006", "DCM", "Person")),
            Content.Name("HAS OBS CONTEXT", new("121008", "DCM", "Person Observer Name"), author.Name),
        ];
        var organisation = new Code("121009", "DCM", "Person Observer's Organization Name");
        if (author.Organisation.Length > 0) content.Add(Content.Text("HAS OBS CONTEXT", organisation, author.Organisation));
        foreach (var section in said)
        {
            List<DataSet> inside = [Content.Text("CONTAINS", section.Concept, section.Text)];
            if (section.Heading.Value == "121070") inside.AddRange(images.Select(image => Content.Image("CONTAINS", image)));
            content.Add(Content.Container("CONTAINS", section.Heading, inside));
        }
        set.SetEmpty(Tags.PerformedProcedureCodeSequence).Set(Tags.CompletionFlag, "COMPLETE").Set(Tag.Parse("PreliminaryFlag"), isFinal ? "FINAL" : "PRELIMINARY");
        set.Set(Tags.VerificationFlag, isFinal && author.Signed is not null ? "VERIFIED" : "UNVERIFIED");
        if (isFinal && author.Signed is { } signed)
        {
            var observer = new DataSet().Set(Tags.VerifyingOrganization, author.Organisation).Set(Tags.VerifyingObserverName, author.Name)
                .Set(Tags.VerificationDateTime, signed.ToString("yyyyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture));
            set.SetItems(Tags.VerifyingObserverSequence, observer.SetEmpty(Tag.Parse("VerifyingObserverIdentificationCodeSequence")));
        }
        if (images.Count > 0) set.SetItems(Tags.CurrentRequestedProcedureEvidenceSequence, Content.Evidence(images));
        return set.Set(Tags.ValueType, "CONTAINER").SetItems(Tags.ConceptNameCodeSequence, title.Item()).Set(Tags.ContinuityOfContent, "SEPARATE")
            .SetItems(Tags.ContentTemplateSequence, new DataSet().Set(Tags.MappingResource, "DCMR").Set(Tags.TemplateIdentifier, "2000"))
            .SetItems(Tags.ContentSequence, content);
    }
}
