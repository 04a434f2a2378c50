using System.Buffers;
using System.Buffers.Text;

namespace LienY.Fhir;

/// <summary>Primitive types of FHIR R4 §2.24.0.1.</summary>
enum Primitive : byte
{
    /// <summary>Not a primitive.</summary>
    None,
    Boolean,
    Integer,
    UnsignedInt,
    PositiveInt,
    Decimal,
    String,
    Markdown,
    Code,
    Id,
    Uri,
    Url,
    Canonical,
    Oid,
    Uuid,
    Date,
    DateTime,
    Instant,
    Time,
    Base64Binary,
    Xhtml,
}

/// <summary>Forms of primitive values, checked over bytes without regular expressions.</summary>
static class Primitives
{
    static readonly SearchValues<byte> blanks = SearchValues.Create(" \t\r\n\v\f"u8);
    static readonly SearchValues<byte> idBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."u8);
    static readonly SearchValues<byte> base64Bytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    /// <summary>The primitive of a type name.</summary>
    public static Primitive Kind(string type) => type switch
    {
        "boolean" => Primitive.Boolean,
        "integer" => Primitive.Integer,
        "unsignedInt" => Primitive.UnsignedInt,
        "positiveInt" => Primitive.PositiveInt,
        "decimal" => Primitive.Decimal,
        "string" => Primitive.String,
        "markdown" => Primitive.Markdown,
        "code" => Primitive.Code,
        "id" => Primitive.Id,
        "uri" => Primitive.Uri,
        "url" => Primitive.Url,
        "canonical" => Primitive.Canonical,
        "oid" => Primitive.Oid,
        "uuid" => Primitive.Uuid,
        "date" => Primitive.Date,
        "dateTime" => Primitive.DateTime,
        "instant" => Primitive.Instant,
        "time" => Primitive.Time,
        "base64Binary" => Primitive.Base64Binary,
        "xhtml" => Primitive.Xhtml,
        _ => Primitive.None,
    };

    /// <summary>Null where the text of a JSON string is a value of the type; otherwise what was expected.</summary>
    public static string? Fault(Primitive kind, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return "a value that is not empty";
        return kind switch
        {
            Primitive.Code => IsCode(text) ? null : "a code without spaces at its ends, without two in a row and without other white space",
            Primitive.Id => text.Length <= 64 && text.IndexOfAnyExcept(idBytes) < 0 ? null : "an id of 1 to 64 letters, digits, '-' and '.'",
            Primitive.Uri or Primitive.Url or Primitive.Canonical => text.IndexOfAny(blanks) < 0 ? null : "an address without white space",
            Primitive.Oid => IsOid(text) ? null : "urn:oid: and an OID",
            Primitive.Uuid => IsUuid(text) ? null : "urn:uuid: and a UUID in lower case",
            Primitive.Date => IsMoment(text, Moment.Date) ? null : "a date YYYY, YYYY-MM or YYYY-MM-DD that exists",
            Primitive.DateTime => IsMoment(text, Moment.DateTime) ? null : "a dateTime YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with a time zone, that exists",
            Primitive.Instant => IsMoment(text, Moment.Instant) ? null : "an instant YYYY-MM-DDThh:mm:ss with a time zone, that exists",
            Primitive.Time => IsTime(text) ? null : "a time hh:mm:ss",
            Primitive.Base64Binary => IsBase64(text) ? null : "base64",
            Primitive.String or Primitive.Markdown => IsText(text) ? null : "text with something in it and without control characters",
            _ => null,
        };
    }

    /// <summary>Null where the digits of a JSON number are a value of the type; otherwise what was expected.</summary>
    public static string? NumberFault(Primitive kind, ReadOnlySpan<byte> digits)
    {
        switch (kind)
        {
            case Primitive.Decimal:
                return digits.Length <= 64 ? null : "a decimal of at most 64 characters";
            case Primitive.Integer:
                return IsInt(digits, out _) ? null : "a whole number from -2147483648 to 2147483647";
            case Primitive.UnsignedInt:
                return IsInt(digits, out var unsigned) && unsigned >= 0 ? null : "a whole number from 0 to 2147483647";
            default:
                return IsInt(digits, out var positive) && positive > 0 ? null : "a whole number from 1 to 2147483647";
        }
    }

    static bool IsInt(ReadOnlySpan<byte> digits, out int value) =>
        Utf8Parser.TryParse(digits, out value, out var read) && read == digits.Length && digits is not [(byte)'-', (byte)'0', ..];

    static bool IsUuid(ReadOnlySpan<byte> text) => text.Length == 45 && text.StartsWith("urn:uuid:"u8) && Utf8Parser.TryParse(text[9..], out Guid _, out var read)
        && read == 36 && text[9..].IndexOfAnyInRange((byte)'A', (byte)'F') < 0;

    static bool IsCode(ReadOnlySpan<byte> text)
    {
        if (text[0] <= ' ' || text[^1] <= ' ') return false;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] < ' ') return false;
            if (text[at] == ' ' && text[at + 1] == ' ') return false;
        }
        return true;
    }

    static bool IsText(ReadOnlySpan<byte> text)
    {
        if (text[0] > ' ' && text.IndexOfAnyInRange((byte)0, (byte)31) < 0) return true;
        var solid = false;
        foreach (var b in text)
        {
            if (b < ' ' && b is not ((byte)'\t' or (byte)'\r' or (byte)'\n')) return false;
            solid |= b > ' ';
        }
        return solid;
    }

    static bool IsOid(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("urn:oid:"u8) || text.Length < 11 || text[8] is < (byte)'0' or > (byte)'2') return false;
        var arc = 0;
        for (var at = 9; at < text.Length; at++)
        {
            if (text[at] == '.')
            {
                if (at > 9 && arc == 0) return false;
                arc = 0;
                continue;
            }
            if (at == 9 || text[at] is < (byte)'0' or > (byte)'9' || (arc == 1 && text[at - 1] == '0')) return false;
            arc++;
        }
        return arc > 0;
    }

    static bool IsBase64(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAnyExcept(base64Bytes) < 0) return text.Length % 4 == 0;
        var count = 0;
        foreach (var b in text)
        {
            if (b is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t') continue;
            if (!base64Bytes.Contains(b)) return false;
            count++;
        }
        return count % 4 == 0;
    }

    static bool IsTime(ReadOnlySpan<byte> text) =>
        text.Length >= 8 && Two(text, 0) is >= 0 and < 24 && text[2] == ':' && Two(text, 3) is >= 0 and < 60 && text[5] == ':' && Two(text, 6) is >= 0 and <= 60
        && (text.Length == 8 || (text[8] == '.' && text.Length > 9 && text[9..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0));

    enum Moment
    {
        Date,
        DateTime,
        Instant,
    }

    static bool IsMoment(ReadOnlySpan<byte> text, Moment form)
    {
        if (text.Length is < 4 or > 48 || !FhirDates.Range(text, out _, out _)) return false;
        return text.Length switch
        {
            4 or 7 => form != Moment.Instant,
            10 => form != Moment.Instant,
            _ => form != Moment.Date && text.Length >= 20 && text[16] == ':' && (text[^1] == 'Z' || text[^6] is (byte)'+' or (byte)'-'),
        };
    }

    static int Two(ReadOnlySpan<byte> text, int at) =>
        text[at] is >= (byte)'0' and <= (byte)'9' && text[at + 1] is >= (byte)'0' and <= (byte)'9' ? ((text[at] - '0') * 10) + text[at + 1] - '0' : -1;
}
