using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LienY.Dicom;

/// <summary>The number of a data element (PS3.5 §7.1): group and element.</summary>
public readonly record struct Tag(ushort Group, ushort Element) : IComparable<Tag>
{
    /// <summary>The tag written as one 32-bit number, group first.</summary>
    public Tag(uint number) : this((ushort)(number >> 16), (ushort)number) { }

    /// <summary>Group and element as one number: the order of elements in a data set.</summary>
    public uint Number => (uint)Group << 16 | Element;

    /// <summary>True for an odd group: a maker's own element (PS3.5 §7.8).</summary>
    public bool IsPrivate => (Group & 1) == 1;

    /// <summary>True for the element that reserves a private block (PS3.5 §7.8.1).</summary>
    public bool IsPrivateCreator => IsPrivate && Element is >= 0x10 and <= 0xFF;

    /// <summary>True for an element of pixels: integer, float or double float.</summary>
    public bool IsPixels => Group == 0x7FE0 && Element is 0x0008 or 0x0009 or 0x0010;

    /// <summary>Reads "00100010", "(0010,0010)", "0010,0010" or a keyword such as "PatientName"; throws FormatException.</summary>
    public static Tag Parse(string text) => TryParse(text, out var tag) ? tag : throw new FormatException($"'{text}' is no tag and no keyword of PS3.6.");

    /// <summary>Reads a tag or a keyword; false where it is neither.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Tag tag)
    {
        tag = default;
        if (string.IsNullOrEmpty(text)) return false;
        var digits = text.AsSpan();
        if (digits[0] == '(' && digits[^1] == ')') digits = digits[1..^1];
        if (digits.Length == 9 && digits[4] == ',' &&
            ushort.TryParse(digits[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var group) &&
            ushort.TryParse(digits[5..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var element))
        {
            tag = new Tag(group, element);
            return true;
        }
        if (digits.Length == 8 && uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            tag = new Tag(number);
            return true;
        }
        return TagTable.TryKeyword(text, out tag);
    }

    /// <inheritdoc/>
    public int CompareTo(Tag other) => Number.CompareTo(other.Number);

    /// <summary>Eight hexadecimal digits in capitals, as DICOM JSON writes a tag (PS3.18 §F.2.2).</summary>
    public override string ToString() => Number.ToString("X8", CultureInfo.InvariantCulture);
}
