using LienY.Dicom;

namespace LienY.Imaging;

/// <summary>Questions of devices as questions of the index, and rows of the index as answers (PS3.4 annex C).</summary>
static class Identifiers
{
    static readonly HashSet<uint> Beside =
    [
        Tags.SpecificCharacterSet.Number, 0x00080052, 0x00080053, 0x00080054, 0x00080056, 0x00080201,
    ];

    /// <summary>The level asked for; a fault (A900) where it is none, or none of the root.</summary>
    public static ImageLevel Level(DataSet asked, string sopClass) => asked.Text(new(0x00080052)) switch
    {
        "PATIENT" when sopClass is SopClasses.PatientRootFind or SopClasses.PatientRootMove or SopClasses.PatientRootGet => ImageLevel.Patient,
        "STUDY" => ImageLevel.Study,
        "SERIES" => ImageLevel.Series,
        "IMAGE" => ImageLevel.Instance,
        _ => throw new DimseFault(DimseStatus.Mismatch with { Comment = "Query/Retrieve Level is missing or not of this root." }),
    };

    /// <summary>The question; keys that the index does not hold match everything.</summary>
    public static ImageQuery Query(DataSet asked, ImageLevel level) => new(level,
        [.. asked.Where(e => !Beside.Contains(e.Tag.Number) && e.Vr != Vr.SQ).Select(e => new ImageKey(e.Tag.Number, string.Join('\\',
            asked.Texts(e.Tag)))).Where(k => k.Value.Length > 0)]);

    /// <summary>What a move or a get names: unique keys of the levels down to the one asked for; studies of a patient are looked up by the caller.</summary>
    public static ImageScope Scope(DataSet asked, ImageLevel level)
    {
        var studies = asked.Texts(Tags.StudyInstanceUid);
        var series = level >= ImageLevel.Series ? asked.Texts(Tags.SeriesInstanceUid) : [];
        var sops = level == ImageLevel.Instance ? asked.Texts(Tags.SopInstanceUid) : [];
        if (level == ImageLevel.Patient) return new([]);
        if (level == ImageLevel.Study ? studies.Count == 0 : level == ImageLevel.Series ? series.Count == 0 : sops.Count == 0)
            throw new DimseFault(DimseStatus.Mismatch with { Comment = "The unique key of the level is missing." });
        return new([.. studies], series.Count > 0 ? [.. series] : null, sops.Count > 0 ? [.. sops] : null);
    }

    /// <summary>A row as an answer: what was asked for, with what is known of it; plain letters for devices that know no others.</summary>
    public static DataSet Answer(DataSet asked, FoundRow row, ImageLevel level, string aet, bool isAscii)
    {
        var answer = new DataSet();
        if (!isAscii) answer.Set(Tags.SpecificCharacterSet, "ISO_IR 192");
        foreach (var element in asked)
        {
            if (Beside.Contains(element.Tag.Number)) continue;
            if (element.Vr == Vr.SQ) answer.SetItems(element.Tag);
            else if (row.Values.TryGetValue(element.Tag.Number, out var value)) Put(answer, element.Tag, value, isAscii);
            else answer.Set(new Element(element.Tag, TagTable.VrOf(element.Tag) is var vr && vr == Vr.UN ? element.Vr : vr, default));
        }
        // A unique key is answered whether it was asked for or not.
        foreach (var key in new[] { Tags.PatientId, Tags.StudyInstanceUid, Tags.SeriesInstanceUid, Tags.SopInstanceUid })
            if (!answer.Has(key) && row.Values.TryGetValue(key.Number, out var value)) Put(answer, key, value, isAscii);
        answer.Set(new Tag(0x00080052), level switch { ImageLevel.Patient => "PATIENT", ImageLevel.Study => "STUDY", ImageLevel.Series => "SERIES", _ => "IMAGE" });
        answer.Set(new Tag(0x00080054), aet).Set(new Tag(0x00080056), "ONLINE");
        return answer;
    }

    static void Put(DataSet answer, Tag tag, string value, bool isAscii)
    {
        if (isAscii) value = AsciiName.Fold(value);
        if (TagTable.VrOf(tag) is Vr.CS or Vr.UI) answer.Set(tag, value.Split('\\'));
        else answer.Set(tag, value);
    }
}
