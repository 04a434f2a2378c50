using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace LienY.Dicom;

/// <summary>The values in the bytes of an element (PS3.5 §6.2), read leniently: what cannot be read is no value.</summary>
static class Values
{
    public static IReadOnlyList<string> Texts(Element element, Charset charset)
    {
        var vr = element.Vr;
        var bytes = element.Value.Span;
        if (bytes.IsEmpty) return [];
        if (vr.IsText())
        {
            var text = vr.UsesCharset() ? charset.Decode(bytes, vr) : Encoding.Latin1.GetString(bytes);
            if (vr.IsOneText()) return [text.TrimEnd(' ', '\0')];
            if (!text.Contains('\\', StringComparison.Ordinal)) return Trimmed(text, vr) is { Length: > 0 } one ? [one] : [];
            var parts = text.Split('\\');
            for (var i = 0; i < parts.Length; i++) parts[i] = Trimmed(parts[i], vr);
            return parts;
        }
        var unit = Size(vr);
        if (vr is Vr.SQ or Vr.UN or Vr.OB or Vr.OW or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.None) return [];
        var texts = new string[bytes.Length / unit];
        for (var i = 0; i < texts.Length; i++)
        {
            var at = bytes[(i * unit)..];
            texts[i] = vr switch
            {
                Vr.AT => new Tag(BinaryPrimitives.ReadUInt16LittleEndian(at), BinaryPrimitives.ReadUInt16LittleEndian(at[2..])).ToString(),
                Vr.FL => BinaryPrimitives.ReadSingleLittleEndian(at).ToString("R", CultureInfo.InvariantCulture),
                Vr.SV => BinaryPrimitives.ReadInt64LittleEndian(at).ToString(CultureInfo.InvariantCulture),
                Vr.UV => BinaryPrimitives.ReadUInt64LittleEndian(at).ToString(CultureInfo.InvariantCulture),
                _ => Binary(vr, at).ToString("R", CultureInfo.InvariantCulture),
            };
        }
        return texts;
    }

    public static double? Number(Element element, int index)
    {
        var vr = element.Vr;
        var bytes = element.Value.Span;
        if (vr.IsText()) return Texts(element, Charset.Default) is var texts && index < texts.Count && TryParse(texts[index], out var number) ? number : null;
        if (vr == Vr.AT || vr is Vr.UN or Vr.OB or Vr.SQ or Vr.None) return null;
        var unit = vr.Unit();
        return (index + 1) * unit <= bytes.Length ? Binary(vr, bytes[(index * unit)..]) : null;
    }

    public static IReadOnlyList<double> Numbers(Element element)
    {
        if (element.Vr.IsText())
        {
            return [.. Texts(element, Charset.Default).Select(t => TryParse(t, out var number) ? number : (double?)null).OfType<double>()];
        }
        var count = element.Vr == Vr.AT ? 0 : element.Value.Length / element.Vr.Unit();
        var numbers = new List<double>(count);
        for (var i = 0; i < count && Number(element, i) is { } number; i++) numbers.Add(number);
        return numbers;
    }

    public static Element OfNumbers(Tag tag, Vr vr, decimal[] numbers)
    {
        if (vr is Vr.FL or Vr.FD or Vr.OF or Vr.OD) return OfNumbers(tag, vr, Array.ConvertAll(numbers, n => (double)n));
        if (vr.IsText()) return new Element(tag, vr, Encoding.ASCII.GetBytes(string.Join('\\', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)))));
        var unit = Size(vr);
        var bytes = new byte[numbers.Length * unit];
        for (var i = 0; i < numbers.Length; i++)
        {
            var at = bytes.AsSpan(i * unit);
            var number = (Int128)numbers[i];
            switch (unit)
            {
                case 1: at[0] = (byte)number; break;
                case 2: BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)number); break;
                case 4 when vr == Vr.AT:
                    BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)(number >> 16));
                    BinaryPrimitives.WriteUInt16LittleEndian(at[2..], (ushort)number);
                    break;
                case 4: BinaryPrimitives.WriteUInt32LittleEndian(at, (uint)number); break;
                default: BinaryPrimitives.WriteUInt64LittleEndian(at, (ulong)number); break;
            }
        }
        return new Element(tag, vr, bytes);
    }

    public static Element OfNumbers(Tag tag, Vr vr, ReadOnlySpan<double> numbers)
    {
        if (vr is not (Vr.FL or Vr.FD or Vr.OF or Vr.OD))
        {
            if (!vr.IsText())
            {
                var whole = new decimal[numbers.Length];
                for (var i = 0; i < whole.Length; i++) whole[i] = (decimal)Math.Round(numbers[i]);
                return OfNumbers(tag, vr, whole);
            }
            var texts = new string[numbers.Length];
            for (var i = 0; i < texts.Length; i++) texts[i] = Decimal(numbers[i]);
            return new Element(tag, vr, Encoding.ASCII.GetBytes(string.Join('\\', texts)));
        }
        var unit = vr.Unit();
        var bytes = new byte[numbers.Length * unit];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (unit == 4) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * 4), (float)numbers[i]);
            else BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * 8), numbers[i]);
        }
        return new Element(tag, vr, bytes);
    }

    /// <summary>A number, or a tag in hexadecimal for AT, as JSON gives it.</summary>
    public static decimal Parse(string text, Vr vr) =>
        vr == Vr.AT ? Tag.Parse(text).Number : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"'{text}' is no number.");

    /// <summary>A decimal string of at most 16 characters (PS3.5 §6.2, DS).</summary>
    public static string Decimal(double number)
    {
        for (var digits = 17; digits > 4; digits--)
        {
            var text = number.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (text.Length <= 16) return text;
        }
        return number.ToString("G4", CultureInfo.InvariantCulture);
    }

    // A tag is two numbers of 16 bits.
    static int Size(Vr vr) => vr == Vr.AT ? 4 : vr.Unit();

    static string Trimmed(string text, Vr vr) => vr switch
    {
        Vr.UC => text.TrimEnd(' ', '\0'),
        _ => text.Trim(' ', '\0'),
    };

    static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number) ||
        double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    static double Binary(Vr vr, ReadOnlySpan<byte> at) => vr switch
    {
        Vr.US or Vr.OW => BinaryPrimitives.ReadUInt16LittleEndian(at),
        Vr.SS => BinaryPrimitives.ReadInt16LittleEndian(at),
        Vr.UL or Vr.OL => BinaryPrimitives.ReadUInt32LittleEndian(at),
        Vr.SL => BinaryPrimitives.ReadInt32LittleEndian(at),
        Vr.FL or Vr.OF => BinaryPrimitives.ReadSingleLittleEndian(at),
        Vr.SV => BinaryPrimitives.ReadInt64LittleEndian(at),
        Vr.UV or Vr.OV => BinaryPrimitives.ReadUInt64LittleEndian(at),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(at),
    };
}
