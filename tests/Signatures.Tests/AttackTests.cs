using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LienY.Signatures.Tests;

/// <summary>What was changed after signing, and files that only look signed.</summary>
public sealed class AttackTests
{
    static readonly Authority Authority = new();
    static readonly X509Certificate2 Person = Authority.Person("Nguyễn Văn An");

    static byte[] Sign(byte[] pdf) => PdfSigner.Sign(pdf, Person, [Authority.Between], new(Authority.Day));

    static FileReport Check(byte[] pdf) => PdfCheck.Run(pdf, Authority.Trusted());

    static SignatureReport One(byte[] pdf) => Assert.Single(Check(pdf).Signatures);

    /// <summary>Adds objects behind the file as any editor would.</summary>
    static byte[] Update(byte[] pdf, int size, params (int Number, string Body)[] objects)
    {
        var (text, places) = (new StringBuilder(Encoding.Latin1.GetString(pdf)), new List<(int, int)>());
        var last = text.ToString().LastIndexOf("startxref", StringComparison.Ordinal);
        var before = text.ToString()[(last + 9)..].Trim().Split('\n')[0];
        foreach (var (number, body) in objects)
        {
            places.Add((number, text.Length));
            text.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n");
        }
        var start = text.Length;
        text.Append("xref\n");
        foreach (var (number, place) in places) text.Append(CultureInfo.InvariantCulture, $"{number} 1\n{place:D10} 00000 n \n");
        text.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {size}/Root 1 0 R/Prev {before}>>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    const string OtherText = "<</Length 44>>\nstream\nBT /F1 18 Tf 72 720 Td (Ke hoach KHAC 2026) Tj ET\nendstream";

    [Fact]
    public void Any_flipped_bit_of_what_is_covered_breaks_it()
    {
        var (signed, chance) = (Sign(Papers.Table()), new Random(8));
        var text = Encoding.Latin1.GetString(signed);
        var gap = text.IndexOf("/Contents <", StringComparison.Ordinal) + "/Contents ".Length;
        var resume = text.IndexOf('>', gap) + 1;
        var places = Enumerable.Range(0, signed.Length).Where(i => i < gap || i >= resume).ToList();
        foreach (var place in places)
        {
            var bit = (byte)(1 << chance.Next(8));
            signed[place] ^= bit;
            Assert.DoesNotContain(Check(signed).Signatures, s => s.Verdict == Verdict.Valid);
            signed[place] ^= bit;
        }
        Assert.Equal(Verdict.Valid, One(signed).Verdict);
    }

    [Fact]
    public void Replaced_content_is_found() => Changed(Update(Sign(Papers.Table()), 20, (4, OtherText)));

    [Fact]
    public void A_replaced_page_is_found() => Changed(Update(Sign(Papers.Table()), 20, (2, "<</Type/Pages/Kids[3 0 R 15 0 R]/Count 2>>"), (15,
        "<</Type/Page/Parent 2 0 R>>")));

    [Fact]
    public void A_replaced_object_stream_is_found() =>
        Changed(Update(Sign(Papers.Packed()), 20, (6, "<</Type/ObjStm/N 1/First 4/Length 30>>\nstream\n5 0 <</Type/Font/Subtype/Type1>>\nendstream")));

    [Fact]
    public void An_object_that_the_signed_text_named_and_that_did_not_exist_is_found()
    {
        string[] bodies =
        [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
            "<</Type/Page/Parent 2 0 R/Contents[4 0 R 30 0 R]/Resources<</Font<</F1 5 0 R>>>>>>", OtherText, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ];
        Changed(Update(Sign(Papers.Write(bodies)), 31, (30, OtherText)));
    }

    [Fact]
    public void Bytes_behind_the_end_are_found() => Changed([.. Sign(Papers.Table()), .. "\n4 0 obj\n(x)\nendobj\n"u8]);

    [Fact]
    public void Another_root_is_found()
    {
        var changed = Encoding.Latin1.GetString(Update(Sign(Papers.Table()), 20, (15, "<</Type/Catalog/Pages 2 0 R>>")));
        var last = changed.LastIndexOf("/Root 1 0 R", StringComparison.Ordinal);
        Assert.Empty(Check(Encoding.Latin1.GetBytes(changed[..last] + "/Root 15 0 R" + changed[(last + 11)..])).Signatures);
    }

    static void Changed(byte[] pdf)
    {
        var one = One(pdf);
        Assert.Equal((Verdict.Broken, false), (one.Verdict, one.WholeFile));
        Assert.Contains(Codes.LaterChange, one.Findings);
    }

    [Fact]
    public void New_metadata_is_no_change_of_the_text()
    {
        var signed = Sign(Papers.Write(["<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
            "<</Type/Page/Parent 2 0 R>>",
            "<</Length 1>>\nstream\nx\nendstream"]));
        var one = One(Update(signed, 20, (4, "<</Length 1>>\nstream\ny\nendstream")));
        Assert.Equal((Verdict.Valid, false), (one.Verdict, one.WholeFile));
        Assert.Contains(Codes.LaterSignatures, one.Findings);
    }

    [Fact]
    public void A_signature_moved_behind_inserted_content_is_no_signature()
    {
        // Signature wrapping: both signed parts stay as they were, a copy of the dictionary between them names a wider gap.
        var signed = Sign(Papers.Table());
        var text = Encoding.Latin1.GetString(signed);
        var gap = text.IndexOf("/Contents <", StringComparison.Ordinal) + "/Contents ".Length;
        var resume = text.IndexOf('>', gap) + 1;
        var number = text[..text.LastIndexOf(" 0 obj\n<</Type /Sig", StringComparison.Ordinal)].Split('\n')[^1];
        var forged = $"\n{number} 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/Contents {text[gap..resume]}/ByteRange[0 {gap} ";
        var update = "/Length 44>>\nendobj\n";
        var inserted = forged + "0000000000 0000000000]" + update;
        var at = resume + inserted.Length;
        inserted = forged + $"{at:D10} {signed.Length - resume:D10}]" + update;
        var body = text[..resume] + inserted + text[resume..];
        var place = resume + 1;
        var previous = text[(text.LastIndexOf("startxref", StringComparison.Ordinal) + 9)..].Trim().Split('\n')[0];
        var start = body.Length;
        var moved = long.Parse(previous, CultureInfo.InvariantCulture) + inserted.Length;
        body += $"xref\n{number} 1\n{place:D10} 00000 n \ntrailer\n<</Size 40/Root 1 0 R/Prev {moved}>>\nstartxref\n{start}\n%%EOF\n";
        Assert.DoesNotContain(Check(Encoding.Latin1.GetBytes(body)).Signatures, s => s.Verdict == Verdict.Valid);
    }

    [Fact]
    public void Something_beside_the_signature_in_its_gap_is_found()
    {
        var signed = Sign(Papers.Table());
        var text = Encoding.Latin1.GetString(signed);
        var end = text.IndexOf('>', text.IndexOf("/Contents <", StringComparison.Ordinal));
        signed[end - 1] = (byte)'7';
        Assert.Equal((Verdict.Broken, Codes.Range), (One(signed).Verdict, One(signed).Findings[0]));
    }

    [Fact]
    public void A_range_that_leaves_out_more_is_found()
    {
        var text = Encoding.Latin1.GetString(Sign(Papers.Table()));
        var at = text.IndexOf("/ByteRange [0 ", StringComparison.Ordinal) + "/ByteRange [0 ".Length;
        var first = text[at..].Split(' ')[0];
        var less = (int.Parse(first, CultureInfo.InvariantCulture) - 1).ToString(CultureInfo.InvariantCulture);
        var one = One(Encoding.Latin1.GetBytes(text[..at] + less + text[(at + first.Length)..]));
        Assert.Equal((Verdict.Broken, Codes.Range), (one.Verdict, one.Findings[0]));
    }

    [Theory]
    [InlineData("[null]")]
    [InlineData("[0 5]")]
    [InlineData("[-1 5 9 9]")]
    [InlineData("[0 99999999999999999999 1 1]")]
    public void A_range_that_is_none_is_found(string range)
    {
        var pdf = Papers.Write(["<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R>>",
            $"<</FT/Sig/T(a)/V<</SubFilter/ETSI.CAdES.detached/ByteRange {range}/Contents<00>>>>>"]);
        Assert.Equal(Codes.Range, One(pdf).Findings[0]);
    }

    [Fact]
    public void A_certified_document_that_allows_nothing_is_not_signed()
    {
        var pdf = Papers.Write(["<</Type/Catalog/Pages 2 0 R/Perms<</DocMDP 4 0 R>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R>>",
            "<</Type/Sig/Reference[<</TransformMethod/DocMDP/TransformParams<</P 1>>>>]>>"]);
        Assert.Equal(Codes.PdfCertified, Assert.Throws<SignatureFault>(() => Sign(pdf)).Code);
    }

    [Fact]
    public void A_protected_document_is_not_signed() =>
        Assert.Equal(Codes.PdfEncrypted, Assert.Throws<SignatureFault>(() => Sign(Papers.Write(["<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[]/Count 0>>"], "/Encrypt<</V 1>>"))).Code);

    public static TheoryData<string> Hostile => new(
        "", "%PDF-1.7", "%PDF-1.7\nstartxref\n0\n%%EOF", "%PDF-1.7\nstartxref\n999999999999\n%%EOF",
        "%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Prev 9>>\nstartxref\n9\n%%EOF",
        "%PDF-1.7\nxref\n0 9999999\n0000000000 65535 f \ntrailer\n<<>>\nstartxref\n9\n%%EOF",
        "%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n" + new string('[', 100_000) + "\nstartxref\n9\n%%EOF",
        "%PDF-1.7\n1 0 obj\n<</Type/XRef/Size 9999999/W[0 0 0]/Root 1 0 R/Length 0>>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF",
        "%PDF-1.7\n1 0 obj\n<</Type/XRef/Size 2/W[1 1 1]/Root 1 0 R/Length 1 0 R>>\nstream\nabcdef\nendstream\nendobj\nstartxref\n9\n%%EOF",
        "%PDF-1.7\nxref\n1 1\n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n9\n%%EOF");

    [Theory, MemberData(nameof(Hostile))]
    public void A_hostile_file_is_refused_with_a_code(string text)
    {
        var file = Encoding.Latin1.GetBytes(text);
        Assert.Empty(Check(file).Signatures);
        Assert.Throws<SignatureFault>(() => Sign(file));
    }

    [Fact]
    public void Objects_within_one_another_are_not_read_without_end()
    {
        // 100,000 objects, each beginning within the string of the one before.
        var (text, places) = (new StringBuilder("%PDF-1.5\n"), new List<int>());
        for (var number = 1; number <= 100_000; number++)
        {
            places.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{number} 0 obj (");
        }
        text.Append(')', 100_000);
        var start = text.Length;
        text.Append("\nxref\n0 100001\n0000000000 65535 f \n");
        foreach (var place in places) text.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        text.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size 100001/Root 1 0 R>>\nstartxref\n{start + 1}\n%%EOF\n");
        var file = PdfFile.Open(Encoding.Latin1.GetBytes(text.ToString()));
        Assert.Equal(Codes.Bounds, Assert.Throws<SignatureFault>(() =>
        {
            for (var number = 1; number <= 100_000; number++) file.Object(number);
        }).Code);
    }

    [Fact]
    public void Loops_of_pages_and_fields_end()
    {
        var pdf = Papers.Write(["<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>", "<</Type/Pages/Kids[2 0 R 3 0 R 3 0 R]/Parent 2 0 R>>",
            "<</Type/Page/Parent 2 0 R>>",
            "<</T(a)/Kids[4 0 R 4 0 R]/Parent 4 0 R>>"]);
        Assert.Equal(Verdict.Valid, One(Sign(pdf)).Verdict);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Random_damage_never_throws(bool packed)
    {
        var (signed, chance) = (Sign(packed ? Papers.Packed() : Papers.Table()), new Random(2026));
        for (var round = 0; round < 600; round++)
        {
            var file = signed.ToArray();
            for (var i = chance.Next(1, 12); i > 0; i--) file[chance.Next(file.Length)] = (byte)chance.Next(256);
            if (round % 3 == 0) file = file[..chance.Next(file.Length)];
            if (round % 5 == 0) file = [.. file[..chance.Next(file.Length)], .. file[chance.Next(file.Length)..]];
            Check(file);
            try
            {
                Sign(file);
            }
            catch (SignatureFault)
            {
                // What cannot be signed says so.
            }
        }
    }
}
