using LienY.Dicom;

namespace LienY.Imaging.Tests;

/// <summary>Instances made for a test: small, readable, each with its own identifiers.</summary>
sealed record Made
{
    public string Study { get; init; } = Uids.New();
    public string Series { get; init; } = Uids.New();
    public string Sop { get; init; } = Uids.New();
    public string Name { get; init; } = "NGUYỄN^AN^VĂN";
    public string PatientId { get; init; } = "BN-" + Guid.CreateVersion7().ToString("N")[20..];
    public string Date { get; init; } = "20251112";
    public string Accession { get; init; } = "";
    public string Modality { get; init; } = "CT";
    public string Description { get; init; } = "CT ngực";
    public int Number { get; init; } = 1;
    public int Size { get; init; } = 16;
    public int Frames { get; init; } = 1;
    public int Seed { get; init; } = 1;

    /// <summary>Pixels, two bytes each.</summary>
    public byte[] Pixels()
    {
        var pixels = new byte[Size * Size * 2 * Frames];
        new Random(Seed).NextBytes(pixels);
        return pixels;
    }

    /// <summary>The object.</summary>
    public DataSet Set()
    {
        var set = new DataSet().Set(Tags.SpecificCharacterSet, "ISO_IR 192").Set(Tags.SopClassUid, "1.2.840.10008.5.1.4.1.1.2").Set(Tags.SopInstanceUid, Sop)
            .Set(Tags.StudyDate, Date).Set(Tags.StudyTime, "081500").Set(Tags.AccessionNumber, Accession).Set(Tags.Modality, Modality)
            .Set(Tags.ReferringPhysicianName, "LÊ^BÌNH").Set(Tags.StudyDescription, Description).Set(Tags.PatientName, Name).Set(Tags.PatientId, PatientId)
            .Set(Tags.PatientBirthDate, "19800101").Set(Tags.PatientSex, "M").Set(Tags.StudyInstanceUid, Study).Set(Tags.SeriesInstanceUid, Series)
            .Set(Tags.InstanceNumber, Number.ToString(System.Globalization.CultureInfo.InvariantCulture)).Set(Tags.PhotometricInterpretation, "MONOCHROME2");
        set.Set(Tags.SamplesPerPixel, 1L).Set(Tags.Rows, (long)Size).Set(Tags.Columns, (long)Size).Set(Tags.BitsAllocated, 16L).Set(Tags.BitsStored, 16L).Set(Tags.HighBit, 15L)
            .Set(Tags.PixelRepresentation, 0L);
        if (Frames > 1) set.Set(Tags.NumberOfFrames, Frames.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return set.Set(Tags.PixelData, Vr.OW, Pixels());
    }

    /// <summary>The file.</summary>
    public byte[] File(TransferSyntax? syntax = null) => Part10.ToBytes(Set(), syntax ?? TransferSyntax.ExplicitLittle);

    /// <summary>The data set of a file, without its head.</summary>
    public static byte[] Body(byte[] file) => file[Part10.ReadStart(file, isWhole: true)!.DataSetOffset..];
}
