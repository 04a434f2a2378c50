using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LienY.Signatures;

/// <summary>What a signature of a PDF says.</summary>
/// <param name="At">When it is made.</param>
public sealed record PdfSigning(DateTimeOffset At)
{
    /// <summary>Why, in words; empty: none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Where, in words; empty: none.</summary>
    public string Place { get; init; } = "";

    /// <summary>How it shows; null: not at all.</summary>
    public PdfLook? Look { get; init; }
}

/// <summary>
/// Signs a PDF as an incremental update: everything before stays byte by byte, so earlier signatures stay good. PAdES baseline-B: ETSI.CAdES.detached, SHA-256,
/// RSA or ECDSA. Throws <see cref="SignatureFault"/> and nothing else where the file or key does not allow it.
/// </summary>
public static class PdfSigner
{
    const string Digits = "0000000000";

    /// <summary>The signed file.</summary>
    /// <param name="pdf">Any PDF without password.</param>
    /// <param name="certificate">With its private key.</param>
    /// <param name="above">Certificates of the authorities above it, put into the signature so that a checker finds the way.</param>
    /// <param name="ask">What it says.</param>
    public static byte[] Sign(byte[] pdf, X509Certificate2 certificate, IReadOnlyCollection<X509Certificate2> above, PdfSigning ask)
    {
        try
        {
            var room = 4096 + certificate.RawDataMemory.Length + above.Sum(c => c.RawDataMemory.Length) + 1024;
            var (file, gap) = Prepare(PdfFile.Open(pdf), certificate.GetNameInfo(X509NameType.SimpleName, false), ask, room);
            var covered = new byte[file.Length - gap.Length];
            file.AsSpan(0, gap.Start).CopyTo(covered);
            file.AsSpan(gap.Start + gap.Length).CopyTo(covered.AsSpan(gap.Start));
            var cms = Convert.ToHexString(CmsMaking.Sign(covered, certificate, above));
            if (cms.Length > gap.Length - 2) throw new SignatureFault(Codes.Bounds);
            Encoding.ASCII.GetBytes(cms).CopyTo(file, gap.Start + 1);
            return file;
        }
        catch (Exception problem) when (problem is not SignatureFault && SignatureFault.Is(problem))
        {
            throw new SignatureFault(problem is System.Security.Cryptography.CryptographicException or NotSupportedException ? Codes.Key : Codes.PdfUnreadable);
        }
    }

    static (byte[] File, (int Start, int Length) Gap) Prepare(PdfFile file, string name, PdfSigning ask, int room)
    {
        if (IsSealed(file)) throw new SignatureFault(Codes.PdfCertified);
        var pages = PdfPages.Of(file);
        var at = ask.Look is { Page: > 0 and var wanted } ? wanted - 1 : ask.Look is { Corner.Length: 0 } ? pages.Count - 1 : 0;
        if (at < 0 || at >= pages.Count) throw new SignatureFault(Codes.Page);
        var (page, update) = (pages[at], new PdfUpdate(file));
        var value = update.Add(Value(name, ask, room));
        var widget = update.Add(Widget(file, update, page, value, ask));
        Append(file, update, page, "Annots", widget);
        IntoForm(file, update, widget);
        var (bytes, places) = update.Write();
        return (bytes, Ranges(bytes, places[value.Number], room));
    }

    // A certification that allows no changes at all (ISO 32000-1, 12.8.2.2).
    static bool IsSealed(PdfFile file)
    {
        var certified = file.Dict(file.Dict(file.Catalog["Perms"])?["DocMDP"]);
        return file.Array(certified?["Reference"])?.Items.Exists(r =>
            file.Dict(r) is { } one && file.Name(one["TransformMethod"]) == "DocMDP"
                && file.Resolve(file.Dict(one["TransformParams"])?["P"]) is PdfAtom { Text: "1" }) == true;
    }

    static PdfDict Value(string name, PdfSigning ask, int room)
    {
        var value = new PdfDict
        {
            ["Type"] = new PdfName("Sig"),
            ["Filter"] = new PdfName("Adobe.PPKLite"),
            ["SubFilter"] = new PdfName("ETSI.CAdES.detached"),
            ["ByteRange"] = new PdfArray([PdfAtom.Of(0), new PdfAtom(Digits), new PdfAtom(Digits), new PdfAtom(Digits)]),
            ["Contents"] = new PdfText(new byte[room], isHex: true),
            ["M"] = PdfText.Of(PdfTimes.Write(ask.At)),
            ["Name"] = PdfText.Of(name),
        };
        if (ask.Reason.Length > 0) value["Reason"] = PdfText.Of(ask.Reason);
        if (ask.Place.Length > 0) value["Location"] = PdfText.Of(ask.Place);
        return value;
    }

    static PdfDict Widget(PdfFile file, PdfUpdate update, PdfRef page, PdfRef value, PdfSigning ask)
    {
        var names = PdfPages.Fields(file).Select(f => f.Name).ToHashSet();
        var number = 1;
        while (names.Contains("Signature" + number.ToString(CultureInfo.InvariantCulture))) number++;
        var box = ask.Look?.Box(PdfPages.Box(file, page)) ?? [0, 0, 0, 0];
        var widget = new PdfDict
        {
            ["Type"] = new PdfName("Annot"),
            ["Subtype"] = new PdfName("Widget"),
            ["FT"] = new PdfName("Sig"),
            ["T"] = PdfText.Of("Signature" + number.ToString(CultureInfo.InvariantCulture)),
            ["V"] = value,
            ["P"] = page,
            ["F"] = PdfAtom.Of(132),
            ["Rect"] = new PdfArray([.. box.Select(PdfAtom.Of)]),
        };
        if (ask.Look is { } look) widget["AP"] = new PdfDict { ["N"] = look.Draw(update, box[2] - box[0], box[3] - box[1]) };
        return widget;
    }

    // Appends to an array of an object, wherever the array stands.
    static void Append(PdfFile file, PdfUpdate update, PdfRef holder, string key, PdfRef what)
    {
        if (update.Now(holder) is not PdfDict dict) throw new SignatureFault(Codes.PdfUnreadable);
        if (dict[key] is PdfRef elsewhere && file.Resolve(elsewhere) is PdfArray apart)
        {
            update.Replace(elsewhere, new PdfArray([.. apart.Items, what]));
            return;
        }
        var copy = dict.Copy();
        copy[key] = new PdfArray([.. file.Array(dict[key])?.Items ?? [], what]);
        update.Replace(holder, copy);
    }

    static void IntoForm(PdfFile file, PdfUpdate update, PdfRef widget)
    {
        var catalog = (update.Now(file.Root) as PdfDict ?? throw new SignatureFault(Codes.PdfUnreadable)).Copy();
        if (catalog["AcroForm"] is PdfRef apart && file.Resolve(apart) is PdfDict)
        {
            Append(file, update, apart, "Fields", widget);
            var form = ((PdfDict)update.Now(apart)!).Copy();
            form["SigFlags"] = PdfAtom.Of(3);
            update.Replace(apart, form);
            return;
        }
        var own = file.Dict(catalog["AcroForm"])?.Copy() ?? new PdfDict();
        if (own["Fields"] is PdfRef list && file.Resolve(list) is PdfArray there) update.Replace(list, new PdfArray([.. there.Items, widget]));
        else own["Fields"] = new PdfArray([.. file.Array(own["Fields"])?.Items ?? [], widget]);
        own["SigFlags"] = PdfAtom.Of(3);
        catalog["AcroForm"] = own;
        update.Replace(file.Root, catalog);
    }

    // Writes the ranges over their places; returns where the string of the signature stands, with its angles.
    static (int, int) Ranges(byte[] file, int from, int room)
    {
        var ranges = from + file.AsSpan(from).IndexOf("/ByteRange "u8) + "/ByteRange [0 "u8.Length;
        var start = from + file.AsSpan(from).IndexOf("/Contents "u8) + "/Contents "u8.Length;
        var length = room * 2 + 2;
        var text = string.Create(CultureInfo.InvariantCulture, $"{start} {start + length} {file.Length - start - length}]").PadRight(Digits.Length * 3 + 3);
        Encoding.ASCII.GetBytes(text).CopyTo(file, ranges);
        return (start, length);
    }
}

/// <summary>Moments as PDF writes them: D:20261120090000+07'00'.</summary>
static class PdfTimes
{
    public static string Write(DateTimeOffset at) =>
        at.ToOffset(TimeSpan.FromHours(7)).ToString("'D:'yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "+07'00'";

    public static DateTimeOffset? Read(string text)
    {
        var digits = new string([.. text.Replace("D:", "", StringComparison.Ordinal).TakeWhile(char.IsAsciiDigit)]);
        if (digits.Length < 8 || !DateTime.TryParseExact(digits.PadRight(14, '0')[..14], "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var wall)) return null;
        var zone = text[(text.IndexOf(digits, StringComparison.Ordinal) + digits.Length)..].Replace("'", "", StringComparison.Ordinal);
        var offset = TimeSpan.Zero;
        if (zone.Length >= 3 && zone[0] is '+' or '-' && int.TryParse(zone.AsSpan(1, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours < 14)
        {
            var minutes = zone.Length >= 5 && int.TryParse(zone.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m < 60 ? m : 0;
            offset = new TimeSpan(hours, minutes, 0) * (zone[0] == '-' ? -1 : 1);
        }
        return wall.Year is > 1900 and < 9999 ? new DateTimeOffset(wall, offset) : null;
    }
}
