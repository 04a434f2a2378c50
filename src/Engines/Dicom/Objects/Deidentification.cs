namespace LienY.Dicom;

/// <summary>
/// Takes a person out of an object: PS3.15 annex E, Basic Application Level Confidentiality Profile with Retain Longitudinal Temporal Information
/// Modified Dates. Stricter than the profile's table: free text, names and addresses of all kinds go unless the element is known to hold none.
/// </summary>
public sealed class Deidentification(Pseudonyms pseudonyms)
{
    /// <summary>Keeps sex, age (above 89 years as 90), size and weight: Retain Patient Characteristics Option.</summary>
    public bool KeepsPatientCharacteristics { get; init; }

    /// <summary>A person or a template has masked the pixels, or seen that nothing is written in them: Clean Pixel Data Option.</summary>
    public bool PixelsAreClean { get; init; }

    /// <summary>
    /// True where a name may be written into the pixels: the object says so, or is of a kind that often has it (ultrasound, angiography, captures
    /// of a screen, documents).
    /// </summary>
    public static bool MayShowPerson(DataSet set)
    {
        if (set.Text(Tags.BurnedInAnnotation) is "YES") return true;
        if (DeidentificationTable.RiskyModalities.Contains(set.Text(Tags.Modality) ?? "")) return true;
        var sopClass = set.Text(Tags.SopClassUid) ?? "";
        // Secondary capture, ultrasound, encapsulated documents.
        return new[] { "7", "6", "3", "104" }.Any(kind => (sopClass + ".").StartsWith($"1.2.840.10008.5.1.4.1.1.{kind}.", StringComparison.Ordinal))
            || set.Has(Tags.EncapsulatedDocument)
            || set.Text(Tags.ConversionType) is not null || set.Texts(Tags.ImageType).Any(t => t.Contains("SCREEN", StringComparison.Ordinal));
    }

    /// <summary>
    /// A copy without the person. Throws DicomFormatException where a name may be in the pixels and nobody has cleaned them.
    /// </summary>
    public DataSet Of(DataSet source)
    {
        if (!PixelsAreClean && source.Has(Tags.PixelData) && MayShowPerson(source))
        {
            throw new DicomFormatException("A name may be written into the pixels; mask them first.");
        }
        if (source.Has(Tags.EncapsulatedDocument)) throw new DicomFormatException("An encapsulated document cannot be de-identified.");
        var patient = source.Text(Tags.PatientId) ?? source.Text(Tags.StudyInstanceUid) ?? "";
        var clean = Level(source, pseudonyms.DaysBack(patient), 0);
        clean.Remove(Tags.SpecificCharacterSet);
        foreach (var tag in DeidentificationTable.Emptied)
        {
            if (!clean.Has(tag)) clean.SetEmpty(tag);
        }
        var code = pseudonyms.Patient(patient);
        clean.Set(Tags.SpecificCharacterSet, "ISO_IR 192").Set(Tags.PatientId, code).Set(Tags.PatientName, code);
        clean.Set(Tags.PatientIdentityRemoved, "YES").Set(Tags.LongitudinalTemporalInformationModified, "MODIFIED");
        if (PixelsAreClean && source.Has(Tags.PixelData)) clean.Set(Tags.BurnedInAnnotation, "NO");
        List<DataSet> methods =
        [
            Concept("113100", "Basic Application Confidentiality Profile"),
            Concept("113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
        ];
        if (PixelsAreClean) methods.Add(Concept("113101", "Clean Pixel Data Option"));
        if (KeepsPatientCharacteristics) methods.Add(Concept("113108", "Retain Patient Characteristics Option"));
        return clean.SetItems(Tags.DeidentificationMethodCodeSequence, methods);
    }

    static DataSet Concept(string value, string meaning) => new Code(value, "DCM", meaning).Item();

    DataSet Level(DataSet source, int daysBack, int depth)
    {
        if (depth > ReadLimits.Default.Depth) throw new DicomFormatException($"Sequences nested deeper than {ReadLimits.Default.Depth}.");
        var clean = new DataSet();
        foreach (var element in source)
        {
            if (Kept(element, source, daysBack, depth) is { } kept) clean.Set(kept);
        }
        return clean;
    }

    Element? Kept(Element element, DataSet set, int daysBack, int depth)
    {
        var (tag, vr) = (element.Tag, element.Vr);
        if (tag.IsPrivate || tag.Element == 0 || element.IsElsewhere || TagTable.Find(tag) is not { } known) return null;
        // Curves, overlays and what follows the pixels: drawings and signatures.
        if (tag.Group is (>= 0x5000 and <= 0x50FF) or (>= 0x6000 and <= 0x60FF) or 0xFFFA or 0xFFFC or 0x0002) return null;
        if (DeidentificationTable.Characteristics.Contains(tag)) return KeepsPatientCharacteristics ? Characteristic(element, set) : null;
        if (DeidentificationTable.Removed.Contains(tag) || known.Keyword.Contains("IdentificationCode", StringComparison.Ordinal)) return null;
        switch (vr)
        {
            case Vr.SQ:
                return new Element(tag, [.. element.Items.Select(item => Level(item, daysBack, depth + 1))]);
            case Vr.UI:
                return Ascii(tag, vr, set.Texts(tag).Select(u => u.Length == 0 || u.StartsWith("1.2.840.10008.", StringComparison.Ordinal) ? u : pseudonyms.Uid(u)));
            case Vr.DA or Vr.DT:
                return Ascii(tag, vr, set.Texts(tag).Select(t => Pseudonyms.Shifted(t, daysBack)));
            case Vr.CS or Vr.DS or Vr.IS or Vr.TM:
                return element;
            case Vr.UN or Vr.None or Vr.PN or Vr.AE or Vr.AS or Vr.UR or Vr.LT or Vr.ST or Vr.UT or Vr.UC or Vr.LO or Vr.SH:
                if (!DeidentificationTable.Kept.Contains(tag)) return null;
                Charset.Utf8.TryEncode(string.Join('\\', set.Texts(tag)), vr, out var bytes);
                return new Element(tag, vr, bytes);
            default:
                return element;
        }
    }

    static Element Characteristic(Element element, DataSet set) =>
        element.Tag == Tags.PatientAge && set.Text(Tags.PatientAge) is { Length: 4 } age && age[3] == 'Y' && string.CompareOrdinal(age, "089Y") > 0
            ? Ascii(element.Tag, Vr.AS, ["090Y"]) : element;

    static Element Ascii(Tag tag, Vr vr, IEnumerable<string> texts) => new(tag, vr, System.Text.Encoding.ASCII.GetBytes(string.Join('\\', texts)));

    /// <summary>Blackens rectangles of a frame, in place; what lies outside of it is cut off.</summary>
    public static void Mask(NativeFrame frame, IEnumerable<(int Left, int Top, int Width, int Height)> rectangles)
    {
        var (layout, pixel) = (frame.Layout, frame.Layout.SampleBytes * frame.Layout.Samples);
        // The darkest value: MONOCHROME1 is dark at the top, signed values at the bottom of their range.
        byte[] dark = new byte[pixel];
        var bits = layout.IsSigned ? layout.BitsStored - 1 : layout.BitsStored;
        var value = layout.Photometric == "MONOCHROME1" ? (1L << bits) - 1 : layout.IsSigned ? -1L << bits : 0;
        if (layout.Samples == 1) BitConverter.GetBytes(value).AsSpan(0, Math.Min(8, pixel)).CopyTo(dark);
        else if (layout.Photometric.StartsWith("YBR_FULL", StringComparison.Ordinal) && pixel == 3) (dark[1], dark[2]) = (128, 128);
        foreach (var (left, top, width, height) in rectangles)
        {
            var (x0, x1) = (Math.Clamp(left, 0, layout.Columns), (int)Math.Clamp((long)left + width, 0, layout.Columns));
            for (var y = Math.Clamp(top, 0, layout.Rows); y < Math.Min(layout.Rows, (long)top + height); y++)
            {
                for (var x = x0; x < x1; x++) dark.CopyTo(frame.Bytes.AsSpan((y * layout.Columns + x) * pixel));
            }
        }
    }
}
