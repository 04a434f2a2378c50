using System.Globalization;
using System.Text;
using System.Text.Json;
using LienY.Kernel;

namespace LienY.Certificates;

/// <summary>One thing that a certificate says.</summary>
/// <param name="Name">Name in the signed content.</param>
/// <param name="Label">In words (a Vietnamese key).</param>
sealed record ContentField(string Name, string Label, Func<Certificate, string> Of);

/// <summary>
/// What is signed: a flat object of texts in canonical JSON (RFC 8785), so that anybody can compare it field by field. Days are yyyy-MM-dd, hours have a point
/// before decimals.
/// </summary>
static class CertificateContent
{
    /// <summary>Every field, in the order in which people read them.</summary>
    public static readonly IReadOnlyList<ContentField> Fields =
    [
        new("number", Words.Key("Số vào sổ"), c => c.Number),
        new("kind", Words.Key("Loại"), c => c.Kind),
        new("holder", Words.Key("Người được cấp"), c => c.Holder),
        new("born", Words.Key("Ngày sinh"), c => Day(c.Born)),
        new("holderAt", Words.Key("Nơi làm việc"), c => c.HolderAt),
        new("licence", Words.Key("Số giấy phép hành nghề"), c => c.Licence),
        new("course", Words.Key("Khóa học, chương trình"), c => c.Course),
        new("from", Words.Key("Từ ngày"), c => Day(c.FromDay)),
        new("to", Words.Key("Đến ngày"), c => Day(c.ToDay)),
        new("hours", Words.Key("Số tiết"), c => Number(c.Hours)),
        new("grade", Words.Key("Xếp loại"), c => c.Grade),
        new("techniques", Words.Key("Mã kỹ thuật"), c => c.Techniques),
        new("issuer", Words.Key("Đơn vị cấp"), c => c.IssuerName),
        new("issuerId", Words.Key("Mã đơn vị cấp trên hệ thống"), c => c.IssuerId.ToString()),
        new("programme", Words.Key("Mã cơ sở đào tạo"), c => c.Programme),
        new("place", Words.Key("Nơi cấp"), c => c.Place),
        new("issuedOn", Words.Key("Ngày cấp"), c => Day(c.IssuedOn)),
        new("signer", Words.Key("Người ký"), c => c.SignerName),
        new("signerPosition", Words.Key("Chức vụ người ký"), c => c.SignerPosition),
        new("replaces", Words.Key("Thay cho số"), c => c.ReplacesNumber),
        new("code", Words.Key("Mã kiểm tra"), c => c.Code),
    ];

    static readonly Dictionary<string, ContentField> ByName = Fields.ToDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>What a certificate says; a field without content is left out.</summary>
    public static SortedDictionary<string, string> Of(Certificate c)
    {
        var content = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in Fields)
            if (field.Of(c) is { Length: > 0 } text) content[field.Name] = text;
        return content;
    }

    /// <summary>The bytes that are signed.</summary>
    public static byte[] Canonical(SortedDictionary<string, string> content)
    {
        var text = new StringBuilder("{");
        foreach (var (name, value) in content)
        {
            if (text.Length > 1) text.Append(',');
            Write(text, name);
            text.Append(':');
            Write(text, value);
        }
        return Encoding.UTF8.GetBytes(text.Append('}').ToString());
    }

    /// <summary>Content from bytes that somebody brought; null where they are no flat object. What is no text is taken as it is written.</summary>
    public static SortedDictionary<string, string>? Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            var content = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject())
                content[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
            return content;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // Text with half a surrogate pair cannot be read as a string.
            return null;
        }
    }

    /// <summary>Names of the fields in which two contents differ, in the order of reading.</summary>
    public static IReadOnlyList<string> Differences(SortedDictionary<string, string> one, SortedDictionary<string, string> other) =>
        [.. Fields.Select(f => f.Name).Concat(one.Keys).Concat(other.Keys).Distinct(StringComparer.Ordinal)
            .Where(n => !string.Equals(one.GetValueOrDefault(n, ""), other.GetValueOrDefault(n, ""), StringComparison.Ordinal))];

    /// <summary>A field in words (a Vietnamese key); an unknown one by its own name.</summary>
    public static string Label(string name) => ByName.TryGetValue(name, out var field) ? field.Label : name;

    /// <summary>A value as people read it.</summary>
    public static string Shown(Words words, string name, string value) => name switch
    {
        "kind" when Kinds.All.Contains(value) => words[Kinds.Name(value)],
        "born" or "from" or "to" or "issuedOn" when Say.TryDay(value, out var day) => Say.Day(day),
        "hours" when decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) => Say.Number(hours),
        _ => value,
    };

    static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    static string Number(decimal hours) => hours == 0 ? "" : hours.ToString("0.####", CultureInfo.InvariantCulture);

    static void Write(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        text.Append('"');
    }
}
