namespace LienY.Imaging;

/// <summary>How a column of the index is matched.</summary>
enum ColumnKind
{
    /// <summary>Exact, or with <c>*</c> and <c>?</c>.</summary>
    Text,

    /// <summary>Exact, or a list.</summary>
    Uid,

    /// <summary>A day or a time, or a span of them.</summary>
    Span,

    /// <summary>A person's name: without tone marks and case.</summary>
    Name,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Several values between bars.</summary>
    Many,
}

/// <summary>One element that the index holds. <paramref name="Folded"/>: the column in which names are searched.</summary>
sealed record IndexColumn(uint Tag, ImageLevel Level, string Sql, ColumnKind Kind, string Folded = "");

/// <summary>The elements that the index holds, by level (PS3.4 C.6.1.1, PS3.18 table 10.6.1-5); everything else is in the header of the instance.</summary>
static class IndexColumns
{
    /// <summary>All of them; the order is that of the answer.</summary>
    public static readonly IReadOnlyList<IndexColumn> All =
    [
        new(0x00080020, ImageLevel.Study, "s.study_date", ColumnKind.Span),
        new(0x00080030, ImageLevel.Study, "s.study_time", ColumnKind.Span),
        new(0x00080050, ImageLevel.Study, "s.accession", ColumnKind.Text),
        new(0x00080061, ImageLevel.Study, "s.modalities", ColumnKind.Many),
        new(0x00080090, ImageLevel.Study, "s.referrer", ColumnKind.Name, "s.referrer_fold"),
        new(0x00081030, ImageLevel.Study, "s.description", ColumnKind.Text),
        new(0x00100010, ImageLevel.Patient, "s.patient_name", ColumnKind.Name, "s.name_fold"),
        new(0x00100020, ImageLevel.Patient, "s.patient_id", ColumnKind.Text),
        new(0x00100021, ImageLevel.Patient, "s.issuer", ColumnKind.Text),
        new(0x00100030, ImageLevel.Patient, "s.birth_date", ColumnKind.Span),
        new(0x00100040, ImageLevel.Patient, "s.sex", ColumnKind.Text),
        new(0x0020000D, ImageLevel.Study, "s.uid", ColumnKind.Uid),
        new(0x00200010, ImageLevel.Study, "s.study_no", ColumnKind.Text),
        new(0x00201206, ImageLevel.Study, "s.series_count", ColumnKind.Number),
        new(0x00201208, ImageLevel.Study, "s.instance_count", ColumnKind.Number),

        new(0x00080021, ImageLevel.Series, "e.series_date", ColumnKind.Span),
        new(0x00080031, ImageLevel.Series, "e.series_time", ColumnKind.Span),
        new(0x00080060, ImageLevel.Series, "e.modality", ColumnKind.Text),
        new(0x0008103E, ImageLevel.Series, "e.description", ColumnKind.Text),
        new(0x00081010, ImageLevel.Series, "e.station", ColumnKind.Text),
        new(0x00180015, ImageLevel.Series, "e.body_part", ColumnKind.Text),
        new(0x00181030, ImageLevel.Series, "e.protocol", ColumnKind.Text),
        new(0x00200060, ImageLevel.Series, "e.laterality", ColumnKind.Text),
        new(0x0020000E, ImageLevel.Series, "e.uid", ColumnKind.Uid),
        new(0x00200011, ImageLevel.Series, "e.number", ColumnKind.Number),
        new(0x00201209, ImageLevel.Series, "e.instance_count", ColumnKind.Number),
        new(0x00400244, ImageLevel.Series, "e.performed_date", ColumnKind.Span),
        new(0x00400245, ImageLevel.Series, "e.performed_time", ColumnKind.Span),
        new(0x00400009, ImageLevel.Series, "e.step_no", ColumnKind.Text),
        new(0x00401001, ImageLevel.Series, "e.procedure_no", ColumnKind.Text),

        new(0x00080016, ImageLevel.Instance, "i.sop_class", ColumnKind.Uid),
        new(0x00080018, ImageLevel.Instance, "i.sop_uid", ColumnKind.Uid),
        new(0x00200013, ImageLevel.Instance, "i.number", ColumnKind.Number),
        new(0x00280008, ImageLevel.Instance, "i.frame_count", ColumnKind.Number),
        new(0x00280010, ImageLevel.Instance, "i.row_count", ColumnKind.Number),
        new(0x00280011, ImageLevel.Instance, "i.column_count", ColumnKind.Number),
        new(0x00083002, ImageLevel.Instance, "i.transfer_syntax", ColumnKind.Uid),
    ];

    static readonly Dictionary<uint, IndexColumn> ByTag = All.ToDictionary(c => c.Tag);

    /// <summary>The column of an element; null where the index does not hold it.</summary>
    public static IndexColumn? Of(uint tag) => ByTag.GetValueOrDefault(tag);

    /// <summary>The elements of a level and those above it.</summary>
    public static IEnumerable<IndexColumn> UpTo(ImageLevel level) => All.Where(c => c.Level <= level);
}
