using System.Diagnostics;

namespace LienY.Dicom.Tests;

/// <summary>Reports and key objects; dcmtk reads the content tree where it is installed.</summary>
public sealed class DocumentTests
{
    static readonly DateTimeOffset at = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(7));
    static readonly ImageReference image = new("2.25.2", "2.25.3", "1.2.840.10008.5.1.4.1.1.2", "2.25.1", [1, 3]);

    static readonly ReportSection[] sections =
        [ReportSection.Findings("Không thấy tổn thương nhu mô phổi."), ReportSection.Impression("Phổi bình thường."), ReportSection.History("")];

    static DataSet Report(bool isFinal) => StructuredReport.Write(Given.Image(), sections,
        new ReportAuthor(PersonName.OfSaid("Trần Văn Bình"), "Bệnh viện Sản Nhi", isFinal ? at : null), isFinal, [image], "2.25.20", "2.25.21", at);

    [Fact]
    public void A_report_keeps_patient_study_text_and_signature()
    {
        var report = Part10.Read(Part10.ToBytes(Report(isFinal: true), TransferSyntax.ExplicitLittle)).DataSet;
        Assert.Equal("Nguyễn Văn An", report.Name(Tags.PatientName)!.Said);
        Assert.Equal(("2.25.2", "SR"), (report.Text(Tags.StudyInstanceUid), report.Text(Tags.Modality)));
        Assert.Equal(("FINAL", "VERIFIED"), (report.Text(Tag.Parse("PreliminaryFlag")), report.Text(Tags.VerificationFlag)));
        Assert.Equal("Trần Văn Bình", report.Item(Tags.VerifyingObserverSequence)!.Name(Tags.VerifyingObserverName)!.Said);
        var written = report.Items(Tags.ContentSequence).Where(i => i.Text(Tags.ValueType) == "CONTAINER").ToArray();
        string[] texts = ["Không thấy tổn thương nhu mô phổi.", "Phổi bình thường."];
        Assert.Equal(texts, written.Select(s => s.Item(Tags.ContentSequence)!.Text(Tags.TextValue)));
        Assert.Equal("UNVERIFIED", Report(isFinal: false).Text(Tags.VerificationFlag));
    }

    [Fact]
    public void Dcmtk_reads_the_tree_of_a_report()
    {
        var tree = Dumped(Report(isFinal: true));
        Assert.Contains("Basic Text SR Document", tree, StringComparison.Ordinal);
        Assert.Contains("Phổi bình thường.", tree, StringComparison.Ordinal);
        Assert.Contains("<contains IMAGE:", tree, StringComparison.Ordinal);
    }

    [Fact]
    public void Dcmtk_reads_key_objects()
    {
        var tree = Dumped(KeyObjects.Write(Given.Image(), KeyObjects.OfInterest, [image], "Nốt thuỳ trên", "2.25.30", "2.25.31", at));
        Assert.Contains("Key Object Selection Document", tree, StringComparison.Ordinal);
        Assert.Contains("Nốt thuỳ trên", tree, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => KeyObjects.Write(Given.Image(), KeyObjects.OfInterest, [], null, "2.25.30", "2.25.31", at));
    }

    static string Dumped(DataSet document)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/dsrdump"), "dcmtk is not installed.");
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Part10.ToBytes(document, TransferSyntax.ExplicitLittle));
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/dsrdump", ["+Pl", path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var fault = process.StandardError.ReadToEndAsync();
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0 && !fault.Result.Contains("E: ", StringComparison.Ordinal), fault.Result);
            return said;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
