namespace LienY.Imaging;

/// <summary>What the index needs of one instance, read from the first part of its data set; texts are decoded and trimmed, "" where there is none.</summary>
sealed record ImageHeader
{
    public string StudyUid { get; init; } = "";
    public string SeriesUid { get; init; } = "";
    public string SopUid { get; init; } = "";
    public string SopClass { get; init; } = "";

    public string PatientId { get; init; } = "";
    public string Issuer { get; init; } = "";

    /// <summary>As sent, with <c>^</c> between its parts and <c>=</c> between its spellings.</summary>
    public string PatientName { get; init; } = "";
    public string BirthDate { get; init; } = "";
    public string Sex { get; init; } = "";

    public string StudyDate { get; init; } = "";
    public string StudyTime { get; init; } = "";
    public string Accession { get; init; } = "";
    public string StudyNo { get; init; } = "";
    public string StudyDescription { get; init; } = "";
    public string Referrer { get; init; } = "";

    public string Modality { get; init; } = "";
    public int? SeriesNumber { get; init; }
    public string SeriesDescription { get; init; } = "";
    public string BodyPart { get; init; } = "";
    public string Laterality { get; init; } = "";
    public string Protocol { get; init; } = "";
    public string Station { get; init; } = "";
    public string SeriesDate { get; init; } = "";
    public string SeriesTime { get; init; } = "";
    public string PerformedDate { get; init; } = "";
    public string PerformedTime { get; init; } = "";

    /// <summary>Scheduled Procedure Step ID of the request.</summary>
    public string StepNo { get; init; } = "";

    /// <summary>Requested Procedure ID of the request.</summary>
    public string ProcedureNo { get; init; } = "";

    public int? Number { get; init; }
    public int Rows { get; init; }
    public int Columns { get; init; }
    public int Frames { get; init; } = 1;

    /// <summary>Where the value of Pixel Data begins in the data set (the first item where encapsulated); -1: there is none, or the data set is deflated.</summary>
    public long PixelOffset { get; init; } = -1;

    /// <summary>Where the value of Pixel Data must end where its length is told; -1: it is not.</summary>
    public long PixelEnd { get; init; } = -1;

    /// <summary>Why it is no instance that can be kept; null: it can.</summary>
    public string? Fault(IngestStart start) =>
        !Ok(StudyUid) ? "Study Instance UID (0020,000D) is missing or malformed"
        : !Ok(SeriesUid) ? "Series Instance UID (0020,000E) is missing or malformed"
        : !Ok(SopUid) ? "SOP Instance UID (0008,0018) is missing or malformed"
        : SopClass.Length > 0 && !Ok(SopClass) ? "SOP Class UID (0008,0016) is malformed"
        : start.OnlyStudy is { } only && only != StudyUid ? "the instance belongs to another study"
        : start.Sender.Via == "dimse" && start.SopUid is { } said && said != SopUid ? "SOP Instance UID differs from the command's"
        : null;

    static bool Ok(string uid) => LienY.Dicom.Uids.IsWellFormed(uid);
}
