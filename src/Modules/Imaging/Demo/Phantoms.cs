using System.Globalization;
using LienY.Dicom;

namespace LienY.Imaging;

/// <summary>Who and what a made-up study says it is of.</summary>
sealed record PhantomOf(string Name, string Number, string Birth, string Sex, DateOnly Day, string Accession, int Seed);

/// <summary>Studies made by arithmetic, for the demonstration: a chest of ellipses in slices, the same chest as a shadow, a beating ring. Nobody's body.</summary>
static class Phantoms
{
    const string Note = "Ảnh tổng hợp bằng máy tính, không phải của người bệnh nào";
    const int Side = 256, Slices = 24;

    /// <summary>A CT of the chest: body, lungs, heart, spine and a round shadow in the right lung, in Hounsfield units.</summary>
    public static IEnumerable<DataSet> Ct(PhantomOf of)
    {
        var (study, series, frame) = (Uid(of, 1), Uid(of, 2), Uid(of, 3));
        for (var z = 0; z < Slices; z++)
        {
            var set = Common(of, study, series, Uid(of, 100 + z), "1.2.840.10008.5.1.4.1.1.2", "CT", "CT ngực không thuốc cản quang (ảnh tổng hợp)", "Lồng ngực 5 mm", 1, z + 1);
            set.Set(new Tag(0x0018, 0x0050), "5").Set(new Tag(0x0020, 0x0052), frame).Set(new Tag(0x0020, 0x0037), "1", "0", "0", "0", "1", "0");
            set.Set(new Tag(0x0020, 0x0032), "-180", "-180", Text(z * 5)).Set(new Tag(0x0020, 0x1041), Text(z * 5)).Set(new Tag(0x0028, 0x0030), "1.40625", "1.40625");
            set.Set(new Tag(0x0028, 0x1052), "-1024").Set(new Tag(0x0028, 0x1053), "1").Set(new Tag(0x0028, 0x1054), "HU");
            set.Set(new Tag(0x0028, 0x1050), "40", "-600").Set(new Tag(0x0028, 0x1051), "400", "1500");
            yield return Grey(set, Side, Side, 16, 12, Slice(z, of.Seed));
        }
    }

    static byte[] Slice(int z, int seed)
    {
        var (pixels, chance) = (new byte[Side * Side * 2], new Random(seed + z));
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var value = (ushort)Math.Clamp(Density(x / (Side / 2.0) - 1, y / (Side / 2.0) - 1, z / (double)(Slices - 1)) + 1024 + chance.Next(-12, 13), 0, 4095);
                (pixels[2 * (y * Side + x)], pixels[2 * (y * Side + x) + 1]) = ((byte)value, (byte)(value >> 8));
            }
        }
        return pixels;
    }

    // Hounsfield units at a place of the chest; x and y from -1 to 1, z from the top (0) to the bottom (1).
    static int Density(double x, double y, double z)
    {
        static bool In(double x, double y, double cx, double cy, double rx, double ry) => (x - cx) * (x - cx) / (rx * rx) + (y - cy) * (y - cy) / (ry * ry) <= 1;
        if (!In(x, y, 0, 0, 0.86, 0.62)) return -1000;
        if (In(x, y, 0, 0.36, 0.09, 0.1)) return In(x, y, 0, 0.39, 0.035, 0.04) ? 20 : 650;
        var lung = 0.30 + 0.10 * Math.Sin(Math.PI * z);
        if (In(x, y, 0.12, -0.12, 0.20 * Math.Sin(Math.PI * Math.Clamp(z * 1.2, 0, 1)) + 0.06, 0.18)) return 45;
        if (In(x, y, -0.32, 0.12, 0.07, 0.07) && z is > 0.4 and < 0.58) return 60;
        if (In(x, y, -0.40, 0, lung, 0.42) || In(x, y, 0.42, 0.02, lung, 0.40)) return Math.Sin(31 * x + 17 * y) * Math.Cos(23 * y - 11 * z) > 0.93 ? -420 : -860;
        var rim = Math.Sqrt(x * x / (0.80 * 0.80) + y * y / (0.56 * 0.56));
        return rim is > 0.96 and < 1.02 && Math.Sin(14 * Math.Atan2(y, x) + 6 * z) > 0.2 ? 480 : rim > 1.02 ? -90 : 40;
    }

    /// <summary>The same chest as a frontal radiograph.</summary>
    public static DataSet Chest(PhantomOf of)
    {
        const int side = 768;
        var pixels = new byte[side * side * 2];
        var chance = new Random(of.Seed);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var sum = 0.0;
                for (var depth = -10; depth <= 10; depth++) sum += Math.Max(0, Density(x / (side / 2.0) - 1, depth / 16.0, y / (double)side) + 1000);
                var value = (ushort)Math.Clamp(sum / 8 + chance.Next(-18, 19), 0, 4095);
                (pixels[2 * (y * side + x)], pixels[2 * (y * side + x) + 1]) = ((byte)value, (byte)(value >> 8));
            }
        }
        var set = Common(of, Uid(of, 11), Uid(of, 12), Uid(of, 13), "1.2.840.10008.5.1.4.1.1.1.1", "DX", "X-quang ngực thẳng (ảnh tổng hợp)", "Ngực thẳng", 1, 1);
        set.Set(new Tag(0x0018, 0x5101), "PA").Set(new Tag(0x0018, 0x1164), "0.5", "0.5").Set(new Tag(0x0028, 0x1050), "1600").Set(new Tag(0x0028, 0x1051), "2600");
        return Grey(set, side, side, 16, 12, pixels);
    }

    /// <summary>A moving ultrasound: a ring that beats within its fan.</summary>
    public static DataSet Heart(PhantomOf of)
    {
        const int width = 320, height = 240, frames = 24;
        var pixels = new byte[width * height * frames];
        for (var f = 0; f < frames; f++)
        {
            var chance = new Random(of.Seed + f % 6);
            var beat = 1 + 0.18 * Math.Sin(2 * Math.PI * f / 12);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var (dx, dy) = (x - width / 2.0, (double)y);
                    var (reach, angle) = (Math.Sqrt(dx * dx + dy * dy), Math.Atan2(dx, dy));
                    if (Math.Abs(angle) > 0.75 || reach is < 12 or > 228) continue;
                    var ring = Math.Sqrt(dx * dx / (52 * beat * 52 * beat) + (dy - 128) * (dy - 128) / (66 * beat * 66 * beat));
                    var echo = ring < 0.82 ? 14 : ring < 1.08 ? 150 : 62;
                    pixels[(f * height + y) * width + x] = (byte)Math.Clamp(echo * (0.55 + 0.9 * chance.NextDouble()) * (1.15 - reach / 420), 0, 255);
                }
            }
        }
        var set = Common(of, Uid(of, 21), Uid(of, 22), Uid(of, 23), "1.2.840.10008.5.1.4.1.1.3.1", "US", "Siêu âm tim (ảnh tổng hợp)", "Bốn buồng", 1, 1);
        set.Set(new Tag(0x0028, 0x0008), Text(frames)).Set(new Tag(0x0018, 0x1063), "55").Set(new Tag(0x0018, 0x0040), "18");
        set.SetAt(new Tag(0x0028, 0x0009), 0x0018, 0x1063);
        return Grey(set, height, width, 8, 8, pixels);
    }

    // An Attribute Tag: which element tells how long a frame is shown.
    static void SetAt(this DataSet set, Tag tag, ushort group, ushort element) =>
        set.Set(tag, Vr.AT, new byte[] { (byte)group, (byte)(group >> 8), (byte)element, (byte)(element >> 8) });

    static DataSet Common(PhantomOf of, string study, string series, string sop, string sopClass, string modality, string description, string seriesDescription, int seriesNumber, int number)
    {
        var day = of.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return new DataSet().Set(Tags.SpecificCharacterSet, "ISO_IR 192").Set(Tags.ImageType, "DERIVED", "PRIMARY").Set(Tags.SopClassUid, sopClass).Set(Tags.SopInstanceUid, sop)
            .Set(Tags.StudyDate, day).Set(Tags.SeriesDate, day).Set(Tags.StudyTime, "083000").Set(Tags.AccessionNumber, of.Accession).Set(Tags.Modality, modality)
            .Set(Tags.Manufacturer, "Liên Y").Set(Tags.StationName, "MAU-" + modality).Set(Tags.ReferringPhysicianName, "MẪU^BÁC SĨ").Set(Tags.StudyDescription, description)
            .Set(Tags.SeriesDescription, seriesDescription).Set(Tags.PatientName, of.Name).Set(Tags.PatientId, of.Number).Set(Tags.PatientBirthDate, of.Birth).Set(Tags.PatientSex, of.Sex)
            .Set(new Tag(0x0018, 0x0015), modality == "US" ? "HEART" : "CHEST").Set(Tags.StudyInstanceUid, study).Set(Tags.SeriesInstanceUid, series).Set(Tags.StudyId, of.Accession)
            .Set(Tags.SeriesNumber, Text(seriesNumber)).Set(Tags.InstanceNumber, Text(number)).Set(new Tag(0x0020, 0x4000), Note);
    }

    static DataSet Grey(DataSet set, int rows, int columns, int allocated, int stored, byte[] pixels)
    {
        set.Set(Tags.SamplesPerPixel, 1L).Set(Tags.PhotometricInterpretation, "MONOCHROME2").Set(Tags.Rows, (long)rows).Set(Tags.Columns, (long)columns);
        set.Set(Tags.BitsAllocated, (long)allocated).Set(Tags.BitsStored, (long)stored).Set(Tags.HighBit, stored - 1L).Set(Tags.PixelRepresentation, 0L);
        return set.Set(Tags.PixelData, allocated == 16 ? Vr.OW : Vr.OB, pixels);
    }

    // The same study at every start.
    static string Uid(PhantomOf of, int part)
    {
        Span<byte> id = stackalloc byte[16];
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"phantom/{of.Number}/{of.Seed}/{part}")).AsSpan(0, 16).CopyTo(id);
        return Uids.Of(new Guid(id));
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
