using System.Text;

namespace LienY.Dicom.Tests;

/// <summary>A copy without the person.</summary>
public sealed class DeidentificationTests
{
    static readonly string[] secrets =
    [
        "Nguyễn", "Lò Thị", "BN-00123", "0912345678", "Thôn 3", "Bệnh viện Sản", "BS. Trần", "ACC77",
        "1.2.3.4.5", "19640215", "20260701", "RIENG", "CT-PHONG-2",
    ];

    static DataSet Study() => Given.Image().Set(Tags.PatientName, "Nguyễn^Hoa^Lò Thị").Set(Tags.PatientId, "BN-00123")
        .Set(Tags.PatientBirthDate, "19640215").Set(Tags.PatientSex, "F").Set(Tags.PatientAge, "091Y").Set(Tag.Parse("PatientAddress"), "Thôn 3")
        .Set(Tag.Parse("PatientTelephoneNumbers"), "0912345678").Set(Tags.InstitutionName, "Bệnh viện Sản Nhi")
        .Set(Tags.ReferringPhysicianName, "BS. Trần").Set(Tags.AccessionNumber, "ACC77").Set(Tags.StudyInstanceUid, "1.2.3.4.5")
        .Set(Tags.SeriesInstanceUid, "1.2.3.4.5.1").Set(Tags.SopInstanceUid, "1.2.3.4.5.1.1").Set(Tags.StudyDate, "20260701")
        .Set(Tags.AcquisitionDateTime, "20260701101112.5+0700").Set(Tags.StationName, "CT-PHONG-2").Set(Tags.StudyDescription, "Ngực của Nguyễn")
        .Set(Tags.Manufacturer, "Máy chụp").Set(Tags.ImageComments, "gọi 0912345678").SetNumbers(Tags.SliceThickness, 1.25)
        .SetAs(new Tag(0x0029, 0x0010), Vr.LO, "RIENG").SetAs(new Tag(0x0029, 0x1010), Vr.LO, "Nguyễn")
        .SetItems(Tags.RequestAttributesSequence, new DataSet().Set(Tags.RequestedProcedureId, "ACC77"))
        .SetItems(Tags.SourceImageSequence, new DataSet().Set(Tags.ReferencedSopClassUid, "1.2.840.10008.5.1.4.1.1.2")
            .Set(Tags.ReferencedSopInstanceUid, "1.2.3.4.5.1.1").Set(Tag.Parse("PersonName"), "Nguyễn"))
        .SetItems(Tags.ReferencedPatientSequence, new DataSet().Set(Tags.ReferencedSopInstanceUid, "1.2.3.4.5.9"));

    static readonly Pseudonyms project = new("khoá của dự án"u8.ToArray());

    [Fact]
    public void No_secret_is_left_in_the_bytes()
    {
        var bytes = Part10.ToBytes(new Deidentification(project).Of(Study()), TransferSyntax.ExplicitLittle);
        foreach (var secret in secrets) Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, secret);
    }

    [Fact]
    public void The_same_source_becomes_the_same_and_another_key_another()
    {
        var first = new Deidentification(project).Of(Study());
        var other = new Deidentification(new Pseudonyms("khác"u8.ToArray())).Of(Study());
        Assert.Equal(Given.Told(first), Given.Told(new Deidentification(project).Of(Study())));
        Assert.NotEqual(first.Text(Tags.PatientId), other.Text(Tags.PatientId));
        Assert.NotEqual(first.Text(Tags.StudyInstanceUid), other.Text(Tags.StudyInstanceUid));
        Assert.True(Uids.IsWellFormed(first.Text(Tags.StudyInstanceUid)));
        // What refers to the object still does.
        Assert.Equal(first.Text(Tags.SopInstanceUid), first.Item(Tags.SourceImageSequence)!.Text(Tags.ReferencedSopInstanceUid));
        Assert.Equal("1.2.840.10008.5.1.4.1.1.2", first.Text(Tags.SopClassUid));
    }

    [Fact]
    public void Dates_keep_their_distance_and_say_so()
    {
        var clean = new Deidentification(project).Of(Study());
        var later = new Deidentification(project).Of(Study().Set(Tags.StudyDate, "20260731"));
        int Day(DataSet set) => DateOnly.ParseExact(set.Text(Tags.StudyDate)!, "yyyyMMdd", null).DayNumber;
        Assert.Equal(30, Day(later) - Day(clean));
        Assert.Equal(clean.Text(Tags.StudyDate) + "101112.5+0700", clean.Text(Tags.AcquisitionDateTime));
        Assert.Equal("MODIFIED", clean.Text(Tags.LongitudinalTemporalInformationModified));
        Assert.Equal("YES", clean.Text(Tags.PatientIdentityRemoved));
        Assert.Equal(new[] { "113100", "113107" }, clean.Items(Tags.DeidentificationMethodCodeSequence).Select(i => i.Text(Tags.CodeValue)));
    }

    [Fact]
    public void What_the_reader_needs_is_kept()
    {
        var clean = new Deidentification(project) { KeepsPatientCharacteristics = true }.Of(Study());
        Assert.Equal(("Máy chụp", 1.25, 4), (clean.Text(Tags.Manufacturer), clean.Number(Tags.SliceThickness), clean.Int(Tags.Rows)));
        Assert.Equal(("F", "090Y"), (clean.Text(Tags.PatientSex), clean.Text(Tags.PatientAge)));
        Assert.Null(new Deidentification(project).Of(Study()).Text(Tags.PatientSex));
        Assert.Equal(32, clean.Bytes(Tags.PixelData).Length);
    }

    [Theory]
    [InlineData("US", "1.2.840.10008.5.1.4.1.1.6.1", true)]
    [InlineData("CT", "1.2.840.10008.5.1.4.1.1.7", true)]
    [InlineData("CT", "1.2.840.10008.5.1.4.1.1.2", false)]
    [InlineData("SEG", "1.2.840.10008.5.1.4.1.1.66.4", false)]
    public void Pixels_that_may_show_a_name_are_masked_first(string modality, string sopClass, bool risky)
    {
        var study = Study().Set(Tags.Modality, modality).Set(Tags.SopClassUid, sopClass);
        Assert.Equal(risky, Deidentification.MayShowPerson(study));
        if (risky) Assert.Throws<DicomFormatException>(() => new Deidentification(project).Of(study));
        Assert.Equal("NO", new Deidentification(project) { PixelsAreClean = true }.Of(study).Text(Tags.BurnedInAnnotation));
    }

    [Fact]
    public void A_mask_blackens_its_rectangle_only()
    {
        var frame = new NativeFrame(PixelLayout.Of(Given.Image(3, 3, 8)), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        Deidentification.Mask(frame, [(1, -5, 50, 7)]);
        Assert.Equal(new byte[] { 1, 0, 0, 4, 0, 0, 7, 8, 9 }, frame.Bytes);
    }
}
