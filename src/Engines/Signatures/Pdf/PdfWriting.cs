using System.Globalization;
using System.Text;

namespace LienY.Signatures;

/// <summary>Writes values as PDF.</summary>
static class PdfWriting
{
    public static byte[] Bytes(PdfValue? value)
    {
        var to = new MemoryStream();
        Write(to, value ?? PdfAtom.Null);
        return to.ToArray();
    }

    public static void Text(Stream to, string text) => to.Write(Encoding.Latin1.GetBytes(text));

    public static void Write(Stream to, PdfValue value)
    {
        switch (value)
        {
            case PdfAtom atom: Text(to, atom.Text); break;
            case PdfName name: Name(to, name.Name); break;
            case PdfText { IsHex: true } text: Text(to, "<" + Convert.ToHexString(text.Bytes) + ">"); break;
            case PdfText text: Literal(to, text.Bytes); break;
            case PdfRef r: Text(to, string.Create(CultureInfo.InvariantCulture, $"{r.Number} {r.Generation} R")); break;
            case PdfArray array:
                Text(to, "[");
                for (var i = 0; i < array.Items.Count; i++)
                {
                    if (i > 0) Text(to, " ");
                    Write(to, array.Items[i]);
                }
                Text(to, "]");
                break;
            case PdfDict dict: Dict(to, dict); break;
            case PdfStream stream:
                Dict(to, stream.Dict);
                Text(to, "\nstream\n");
                to.Write(stream.Raw.Span);
                Text(to, "\nendstream");
                break;
        }
    }

    static void Dict(Stream to, PdfDict dict)
    {
        Text(to, "<<");
        foreach (var (key, value) in dict.Entries)
        {
            Name(to, key);
            Text(to, " ");
            Write(to, value);
        }
        Text(to, ">>");
    }

    static void Name(Stream to, string name)
    {
        var text = new StringBuilder("/");
        foreach (var letter in name)
        {
            if (letter is > ' ' and < (char)127 && "()<>[]{}/%#".IndexOf(letter, StringComparison.Ordinal) < 0) text.Append(letter);
            else text.Append('#').Append(((int)letter).ToString("X2", CultureInfo.InvariantCulture));
        }
        Text(to, text.ToString());
    }

    static void Literal(Stream to, byte[] bytes)
    {
        to.WriteByte((byte)'(');
        foreach (var b in bytes)
        {
            if (b is (byte)'(' or (byte)')' or (byte)'\\') to.Write([(byte)'\\', b]);
            else if (b is < 32 or > 126) Text(to, "\\" + Convert.ToString(b, 8).PadLeft(3, '0'));
            else to.WriteByte(b);
        }
        to.WriteByte((byte)')');
    }
}
