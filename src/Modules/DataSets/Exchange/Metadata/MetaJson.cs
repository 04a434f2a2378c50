using System.Globalization;
using System.Text.Json;

namespace LienY.DataSets;

/// <summary>One object of a metadata file, read by the names of DHIS2; nothing is assumed to be there.</summary>
readonly record struct MetaObject(JsonElement Json, int Index)
{
    /// <summary>Its uid, "" where it has none.</summary>
    public string Uid => Text("id");

    /// <summary>Its code, "" where it has none.</summary>
    public string Code => Text("code");

    /// <summary>What names it in a report.</summary>
    public string Key => Uid.Length > 0 ? Uid : Code.Length > 0 ? Code : Text("name");

    /// <summary>A text, "" where there is none.</summary>
    public string Text(string name) => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var v) ? v.ValueKind switch
    {
        JsonValueKind.String => (v.GetString() ?? "").Trim().Replace('\0', ' '),
        JsonValueKind.Number => v.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "",
    } : "";

    /// <summary>A truth.</summary>
    public bool True(string name) => Text(name) == "true";

    /// <summary>A whole number.</summary>
    public int Whole(string name, int otherwise) => int.TryParse(Text(name).Split('.')[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : otherwise;

    /// <summary>A day of a moment or a day.</summary>
    public DateOnly? Day(string name) =>
        Text(name) is { Length: >= 10 } text && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>An object within it.</summary>
    public MetaObject Inner(string name) => new(Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var v) ? v : default, 0);

    /// <summary>Objects of a list within it.</summary>
    public IEnumerable<MetaObject> Many(string name) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.Array
            ? v.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object).Select((e, i) => new MetaObject(e, i)) : [];

    /// <summary>The name: as the file has it in a language, "" where it has none.</summary>
    public string Translated(string language) =>
        Many("translations").FirstOrDefault(t => t.Text("property") is "NAME" or "name" && t.Text("locale").StartsWith(language, StringComparison.OrdinalIgnoreCase)) is { Json.ValueKind: JsonValueKind.Object } told
            ? told.Text("value") : "";

    /// <summary>Names in Vietnamese (as the file has it where it does not say), English, Chinese.</summary>
    public (string Vietnamese, string English, string Chinese) Names()
    {
        var (name, vi, en) = (Text("name"), Translated("vi"), Translated("en"));
        return (vi.Length > 0 ? vi : name, en.Length > 0 ? en : vi.Length > 0 ? name : "", Translated("zh"));
    }
}

/// <summary>What became of one kind of object.</summary>
sealed class MetaType(string klass)
{
    /// <summary>Name of the kind, e.g. <c>dataElements</c>.</summary>
    public string Klass => klass;
    public int Created { get; set; }
    public int Updated { get; set; }
    public int Ignored { get; set; }

    /// <summary>Objects that were not taken.</summary>
    public List<(int Index, string Uid, string Code, string Text, object[] Args)> Errors { get; } = [];

    /// <summary>Leaves an object, with the reason.</summary>
    public void Refuse(MetaObject what, string code, string text, params object[] args)
    {
        Ignored++;
        Errors.Add((what.Index, what.Key, code, text, args));
    }
}

/// <summary>What became of a metadata file.</summary>
sealed class MetaReport
{
    /// <summary>By kind, in the order in which they were taken.</summary>
    public List<MetaType> Types { get; } = [];

    /// <summary>Something was not taken.</summary>
    public bool HasErrors => Types.Any(t => t.Errors.Count > 0);
}
