using LienY.Dicom;

namespace LienY.Imaging;

/// <summary>Reads what the index needs while the bytes of a data set go by; ends by itself at the pixels.</summary>
sealed class HeaderReader(string transferSyntax)
{
    readonly HeaderScan scan = new(TransferSyntax.Of(transferSyntax));
    bool isBroken, isEnded;
    string why = "";

    /// <summary>Everything the index needs has gone by.</summary>
    public bool IsDone => isBroken || scan.IsDone;

    /// <summary>Why it cannot be read; empty: it can.</summary>
    public string Problem => why;

    /// <summary>Transfer syntax in which it is really written: some files say one and are another.</summary>
    public string Written => scan.Syntax.Uid;

    /// <summary>The next bytes.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (IsDone) return;
        try
        {
            scan.Feed(bytes);
        }
        catch (DicomFormatException broken)
        {
            (isBroken, why) = (true, broken.Message);
        }
    }

    /// <summary>There are no more bytes.</summary>
    public void End()
    {
        if (IsDone || isEnded) return;
        isEnded = true;
        try
        {
            scan.End();
        }
        catch (DicomFormatException broken)
        {
            (isBroken, why) = (true, broken.Message);
        }
    }

    /// <summary>What is known so far.</summary>
    public ImageHeader Header()
    {
        var set = scan.DataSet;
        string Text(Tag tag, int most = 400) => Clean(set.Text(tag), most);
        string Uid(Tag tag) => Clean(set.Text(tag), 80);
        var request = set.Item(Tags.RequestAttributesSequence);
        var native = scan is { PixelTag: not null, PixelLength: not null, Syntax.IsDeflated: false };
        return new()
        {
            StudyUid = Uid(Tags.StudyInstanceUid),
            SeriesUid = Uid(Tags.SeriesInstanceUid),
            SopUid = Uid(Tags.SopInstanceUid),
            SopClass = Uid(Tags.SopClassUid),
            PatientId = Text(Tags.PatientId),
            Issuer = Text(Tags.IssuerOfPatientId),
            PatientName = Text(Tags.PatientName),
            BirthDate = Text(Tags.PatientBirthDate, 20),
            Sex = Text(Tags.PatientSex, 20),
            StudyDate = Digits(Text(Tags.StudyDate, 20)),
            StudyTime = Digits(Text(Tags.StudyTime, 20)),
            Accession = Text(Tags.AccessionNumber),
            StudyNo = Text(Tags.StudyId),
            StudyDescription = Text(Tags.StudyDescription),
            Referrer = Text(Tags.ReferringPhysicianName),
            Modality = new([.. Text(Tags.Modality, 20).Where(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '_').Select(char.ToUpperInvariant)]),
            SeriesNumber = set.Int(Tags.SeriesNumber),
            SeriesDescription = Text(Tags.SeriesDescription),
            BodyPart = Text(Tags.BodyPartExamined, 80),
            Laterality = Text(Tags.Laterality, 20),
            Protocol = Text(Tags.ProtocolName),
            Station = Text(Tags.StationName),
            SeriesDate = Digits(Text(Tags.SeriesDate, 20)),
            SeriesTime = Digits(Text(Tags.SeriesTime, 20)),
            PerformedDate = Digits(Text(Tags.PerformedProcedureStepStartDate, 20)),
            PerformedTime = Digits(Text(Tags.PerformedProcedureStepStartTime, 20)),
            StepNo = Clean(request?.Text(Tags.ScheduledProcedureStepId), 80),
            ProcedureNo = Clean(request?.Text(Tags.RequestedProcedureId), 80),
            Number = set.Int(Tags.InstanceNumber),
            Rows = set.Int(Tags.Rows) ?? 0,
            Columns = set.Int(Tags.Columns) ?? 0,
            Frames = Math.Max(1, set.Int(Tags.NumberOfFrames) ?? 1),
            PixelOffset = scan is { PixelTag: not null, Syntax.IsDeflated: false } ? scan.PixelOffset : -1,
            PixelEnd = native ? scan.PixelOffset + scan.PixelLength!.Value : -1,
        };
    }

    // A day is written yyyyMMdd; the old way 2025.01.31 is understood (PS3.5 §6.2).
    static string Digits(string text) => text.Replace(".", text.Length == 10 && text.Count(c => c == '.') == 2 ? "" : ".", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal);

    static string Clean(string? text, int most)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var plain = text.Replace("\0", "", StringComparison.Ordinal).Trim();
        return plain.Length > most ? plain[..most] : plain;
    }
}
