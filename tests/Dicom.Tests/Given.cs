using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LienY.Dicom.Tests;

/// <summary>Data sets to try things on, made by code.</summary>
static class Given
{
    static readonly string[] words = ["NGUYỄN VĂN AN", "Đỗ Thị Hoa", "CT", "1.5", "", "ngực thẳng", "x\"<script>", "王小明", "-7", "thận  trái"];

    /// <summary>The smallest image: 4 by 4, 16 bits.</summary>
    public static DataSet Image(int rows = 4, int columns = 4, int bits = 16, int samples = 1, ReadOnlyMemory<byte> pixels = default)
    {
        var set = new DataSet().Set(Tags.SpecificCharacterSet, "ISO_IR 192").Set(Tags.SopClassUid, "1.2.840.10008.5.1.4.1.1.2").Set(Tags.SopInstanceUid, "2.25.1")
            .Set(Tags.StudyInstanceUid, "2.25.2").Set(Tags.SeriesInstanceUid, "2.25.3").Set(Tags.Modality, "CT").Set(Tags.PatientId, "P1")
            .Set(Tags.PatientName, "Nguyễn^An^Văn")
            .Set(Tags.SamplesPerPixel, samples).Set(Tags.PhotometricInterpretation, samples == 3 ? "RGB" : "MONOCHROME2").Set(Tags.Rows, rows).Set(Tags.Columns, columns)
            .Set(Tags.BitsAllocated, bits <= 8 ? 8 : 16).Set(Tags.BitsStored, bits).Set(Tags.HighBit, bits - 1).Set(Tags.PixelRepresentation, 0);
        if (samples == 3) set.Set(Tags.PlanarConfiguration, 0);
        return set.Set(Tags.PixelData, Vr.OW, pixels.IsEmpty ? new byte[rows * columns * samples * (bits <= 8 ? 1 : 2)] : pixels);
    }

    /// <summary>A data set of all representations, with private elements and nested sequences.</summary>
    public static DataSet Random(Random random, int depth = 0)
    {
        var set = new DataSet();
        var uid = "2.25." + random.Next().ToString(CultureInfo.InvariantCulture);
        if (depth == 0) set.Set(Tags.SpecificCharacterSet, "ISO_IR 192").Set(Tags.SopClassUid, "1.2.840.10008.5.1.4.1.1.7").Set(Tags.SopInstanceUid, uid);
        string Word() => words[random.Next(words.Length)];
        if (random.Next(2) == 0) set.Set(Tags.PatientName, Word());
        if (random.Next(2) == 0) set.Set(Tags.OtherPatientNames, Word() + "a", Word() + "b");
        if (random.Next(2) == 0) set.Set(Tags.ImageComments, "dòng\\một\r\ndòng hai " + Word());
        if (random.Next(2) == 0) set.Set(Tags.Rows, random.Next(65536));
        if (random.Next(2) == 0) set.SetNumbers(Tags.ImagePositionPatient, random.NextDouble() * 1000 - 500, random.Next(), 0);
        if (random.Next(2) == 0) set.Set(Tags.SeriesNumber, random.Next());
        if (random.Next(2) == 0) set.SetNumbers(Tags.PhysicalDeltaX, random.NextDouble() * 1e-9, -1e300);
        if (random.Next(2) == 0) set.Set(Tags.FrameIncrementPointer, 0x00181063);
        if (random.Next(2) == 0) set.Set(Tags.RetrieveUrl, "http://x/" + Word());
        if (random.Next(2) == 0) set.Set(Tag.Parse("SimpleFrameList"), random.Next(), random.Next());
        if (random.Next(2) == 0) set.SetEmpty(Tags.StudyDate);
        if (random.Next(2) == 0) set.Set(Tag.Parse("RedPaletteColorLookupTableData"), Vr.OW, new byte[random.Next(20) * 2]);
        if (random.Next(3) == 0) set.Set(new Tag(0x0029, 0x0010), "LIÊN Y").Set(new Tag(0x0029, 0x1001), Vr.UN, new byte[] { 1, 2, 3, 4 });
        for (var i = random.Next(depth < 4 ? 3 : 0); i > 0; i--)
        {
            var items = Enumerable.Range(0, random.Next(4)).Select(_ => Random(random, depth + 1)).ToArray();
            set.SetItems(i == 1 ? Tags.RequestAttributesSequence : Tags.ContentSequence, items);
        }
        return set;
    }

    /// <summary>All that a data set says, one line an element; representations that implicit data cannot carry are left out.</summary>
    public static string Told(DataSet set, string indent = "")
    {
        var told = new StringBuilder();
        foreach (var element in set)
        {
            if (element.Tag.Element == 0) continue;
            told.Append(indent).Append(element.Tag).Append(' ').Append(element.Tag.IsPrivate ? "" : element.Vr.ToString());
            if (element.Vr.IsText()) told.AppendJoin('|', set.Texts(element.Tag).Select(t => t.Trim()));
            else told.Append(Convert.ToHexString(element.Value.Span)).Append(element.Value.Length % 2 == 1 ? "00" : "");
            told.Append('\n');
            foreach (var item in element.Items) told.Append(indent).Append("-\n").Append(Told(item, indent + "  "));
        }
        return told.ToString();
    }

    public static string Json(DataSet set)
    {
        using var all = new MemoryStream();
        using (var writer = new Utf8JsonWriter(all)) DicomJson.Write(writer, set);
        return Encoding.UTF8.GetString(all.ToArray());
    }
}
