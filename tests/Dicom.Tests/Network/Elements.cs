using System.Text;

namespace LienY.Dicom.Tests;

/// <summary>Data sets of texts, written by hand: what the line carries is looked at without the reader and the writer under test elsewhere.</summary>
static class Elements
{
    /// <summary>Elements in the order given, explicit or implicit as the syntax says; a value of bytes is written as OW.</summary>
    public static byte[] Of(string syntax, params (uint Tag, string Vr, object Value)[] elements)
    {
        var to = new MemoryStream();
        foreach (var (tag, vr, value) in elements)
        {
            var bytes = value as byte[] ?? Encoding.UTF8.GetBytes((string)value);
            if ((bytes.Length & 1) == 1) bytes = [.. bytes, vr == "UI" ? (byte)0 : (byte)' '];
            to.Write([(byte)(tag >> 16), (byte)(tag >> 24), (byte)tag, (byte)(tag >> 8)]);
            if (syntax == Uids.ImplicitLittle) to.Write(BitConverter.GetBytes(bytes.Length));
            else if (vr is "OW" or "OB" or "UN")
            {
                to.Write([(byte)vr[0], (byte)vr[1], 0, 0]);
                to.Write(BitConverter.GetBytes(bytes.Length));
            }
            else to.Write([(byte)vr[0], (byte)vr[1], (byte)bytes.Length, (byte)(bytes.Length >> 8)]);
            to.Write(bytes);
        }
        return to.ToArray();
    }

    /// <summary>A secondary capture of 16-bit pixels, about as long as asked.</summary>
    public static byte[] Capture(string sopInstance, string patient, int bytes, string syntax = Uids.ExplicitLittle)
    {
        var pixels = new byte[(bytes + 2047) / 2048 * 2048];
        new Random(bytes).NextBytes(pixels);
        return Of(syntax,
            (0x00080005, "CS", "ISO_IR 192"), (0x00080016, "UI", SecondaryCapture), (0x00080018, "UI", sopInstance), (0x00080020, "DA", "20261123"), (0x00080060,
                "CS", "OT"),
            (0x00100010, "PN", "NGUYỄN^NGỌC ĐỨC"), (0x00100020, "LO", patient), (0x0020000D, "UI", "2.25.77"), (0x0020000E, "UI", "2.25.78"), (0x00280002, "US",
                "\u0001\0"),
            (0x00280004, "CS", "MONOCHROME2"), (0x00280010, "US", Two(pixels.Length / 2048)), (0x00280011, "US", Two(1024)), (0x00280100, "US", "\u0010\0"),
                (0x00280101, "US", "\u0010\0"),
            (0x00280102, "US", "\u000f\0"), (0x00280103, "US", "\0\0"), (0x7FE00010, "OW", pixels));
    }

    static byte[] Two(int value) => [(byte)value, (byte)(value >> 8)];

    /// <summary>Secondary Capture Image Storage.</summary>
    public const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7";

    /// <summary>A file of Part 10 around a data set.</summary>
    public static byte[] Part10(byte[] data, string sopInstance, string syntax = Uids.ExplicitLittle)
    {
        var meta = Of(Uids.ExplicitLittle, (0x00020001, "OB", new byte[] { 0, 1 }), (0x00020002, "UI", SecondaryCapture), (0x00020003, "UI", sopInstance),
            (0x00020010, "UI", syntax), (0x00020012, "UI", UserInformation.OurImplementation));
        return [.. new byte[128], .. "DICM"u8, .. Of(Uids.ExplicitLittle, (0x00020000, "UL", BitConverter.GetBytes(meta.Length))), .. meta, .. data];
    }

    /// <summary>The data set of a file of Part 10, and its transfer syntax.</summary>
    public static (byte[] Data, string Syntax) Unwrap(byte[] file)
    {
        var length = BitConverter.ToInt32(file, 140);
        var meta = Encoding.ASCII.GetString(file, 144, length);
        var at = meta.IndexOf("\u0002\0\u0010\0UI", StringComparison.Ordinal);
        return (file[(144 + length)..], meta.Substring(at + 8, meta[at + 6]).TrimEnd('\0'));
    }

    /// <summary>The value of a text element of implicit or explicit elements without sequences; null where it is not there.</summary>
    public static string? Text(EncodedDataSet set, uint wanted)
    {
        var bytes = set.Bytes.Span;
        while (bytes.Length >= 8)
        {
            var tag = (uint)(bytes[1] << 24 | bytes[0] << 16 | bytes[3] << 8 | bytes[2]);
            var (head, length) = set.TransferSyntax == Uids.ImplicitLittle ? (8, BitConverter.ToInt32(bytes[4..]))
                : (char)bytes[4] is 'O' or 'U' or 'S' && (bytes[5] is (byte)'W' or (byte)'B' or (byte)'N' or (byte)'Q') ? (12, BitConverter.ToInt32(bytes[8..]))
                    : (8, BitConverter.ToUInt16(bytes[6..]));
            if (length < 0 || head + length > bytes.Length) return null;
            if (tag == wanted) return Encoding.UTF8.GetString(bytes.Slice(head, length)).TrimEnd(' ', '\0');
            bytes = bytes[(head + length)..];
        }
        return null;
    }
}
