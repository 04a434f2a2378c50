using System.Globalization;

namespace LienY.Signatures;

/// <summary>Checks every signature of a PDF; bounded in memory and time, and never throws for what stands in the file.</summary>
public static class PdfCheck
{
    const int MostSignatures = 40;

    /// <summary>Whether the bytes say that they are a PDF.</summary>
    public static bool Is(ReadOnlySpan<byte> file) => file[..Math.Min(1024, file.Length)].IndexOf("%PDF-"u8) >= 0;

    /// <summary>What was found.</summary>
    public static FileReport Run(byte[] pdf, Trust trust)
    {
        try
        {
            var file = PdfFile.Open(pdf);
            var fields = PdfPages.Fields(file).Where(f => f.Type == "Sig" && file.Dict(f.Value) is not null).ToList();
            if (fields.Count > MostSignatures) return new([], Codes.Bounds);
            // Earlier revisions are read again for each signature; together they may cost some times what the file costs once.
            var budget = new PdfBudget(12_000_000, 384L << 20);
            return new([.. fields.Select(f => One(file, f, trust, budget)).OrderBy(r => r.Revision)], null);
        }
        catch (SignatureFault fault)
        {
            return new([], fault.Code);
        }
        catch (Exception problem) when (SignatureFault.Is(problem))
        {
            return new([], Codes.PdfUnreadable);
        }
    }

    /// <summary>The bytes before the newest signature's update: what was signed, when it was put on <paramref name="paper"/>; true where that paper is their
    /// beginning.</summary>
    public static bool Continues(byte[] pdf, byte[] paper) => pdf.Length > paper.Length && pdf.AsSpan(0, paper.Length).SequenceEqual(paper);

    static SignatureReport One(PdfFile file, PdfField field, Trust trust, PdfBudget budget)
    {
        var value = file.Dict(field.Value)!;
        var at = file.Resolve(value["M"]) is PdfText m ? PdfTimes.Read(m.Words) : null;
        SignatureReport Bad(string code) => new(field.Name, null, at, Verdict.Broken, false, [], [code]);
        var kind = file.Name(value["SubFilter"]);
        if (kind is not ("ETSI.CAdES.detached" or "adbe.pkcs7.detached")) return Bad(kind is "adbe.pkcs7.sha1" or "adbe.x509.rsa_sha1" ? Codes.Weak : Codes.Kind);
        if (Ranges(file, value) is not { } range || Bare(((PdfText)file.Resolve(value["Contents"])!).Bytes) is not { } container) return Bad(Codes.Range);
        var covered = new byte[range.Start + range.Tail];
        file.Data.AsSpan(0, range.Start).CopyTo(covered);
        file.Data.AsSpan(range.Resume, range.Tail).CopyTo(covered.AsSpan(range.Start));
        var cms = CmsReading.Of(container, covered, mustTie: kind == "ETSI.CAdES.detached");
        at ??= cms.At;
        var end = range.Resume + range.Tail;
        var findings = cms.Faults.ToList();
        var whole = end == file.End;
        if (!whole) findings.Add(PdfLater.Judge(file, end, field, range.Start, budget));
        if (cms.Certificate is null) return Bad(cms.Faults[0]) with { Revision = end };
        var (verdict, about) = trust.Judge(cms.Certificate, cms.Others, at);
        if (cms.Faults.Count > 0 || findings.Contains(Codes.LaterChange)) verdict = Verdict.Broken;
        return new(field.Name, SignerCard.Of(cms.Certificate), at, verdict, whole, [], [.. findings.Where(f => f != Codes.LaterSignatures), .. about,
            .. findings.Where(f => f == Codes.LaterSignatures)], end)
        { Reason = file.Resolve(value["Reason"]) is PdfText reason ? reason.Words : "" };
    }

    // Two ranges from the beginning, and between them nothing but the string of this very signature: what else is left out could be anything.
    static (int Start, int Resume, int Tail)? Ranges(PdfFile file, PdfDict value)
    {
        if (value.IsTwice || file.Array(value["ByteRange"]) is not { Items.Count: 4 } ranges) return null;
        var n = ranges.Items.Select(i => i is PdfAtom a && long.TryParse(a.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : -1).ToArray();
        if (n[0] != 0 || n.Any(v => v < 0) || n[1] == 0 || n[2] <= n[1] || n[2] + n[3] > file.End || n[3] == 0) return null;
        if (value["Contents"] is not PdfText { IsHex: true } contents || contents.Start != n[1] || contents.End != n[2]) return null;
        return ((int)n[1], (int)n[2], (int)n[3]);
    }

    // The string is filled up with zeros behind the container.
    static byte[]? Bare(byte[] padded)
    {
        try
        {
            var reader = System.Formats.Asn1.AsnEncodingRules.BER;
            if (!System.Formats.Asn1.AsnDecoder.TryReadEncodedValue(padded, reader, out _, out _, out _, out var used)) return null;
            // Whatever else stands there is signed by nobody.
            return padded.AsSpan(used).IndexOfAnyExcept((byte)0) < 0 ? padded[..used] : null;
        }
        catch (Exception problem) when (SignatureFault.Is(problem))
        {
            return null;
        }
    }
}
