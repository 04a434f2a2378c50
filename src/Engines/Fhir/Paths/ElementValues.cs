using System.Text.Json;

namespace LienY.Fhir;

/// <summary>JSON primitives as System values.</summary>
internal static class ElementValues
{
    internal static object? Read(JsonElement json, string type)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.Number:
                if (type is not "decimal" && json.TryGetInt32(out var whole)) return whole;
                if (json.TryGetDecimal(out var exact)) return exact;
                return json.TryGetDouble(out var wide) && Math.Abs(wide) < 7e28 ? (decimal)wide : json.GetRawText();
            case JsonValueKind.String:
                return Text(json, type);
            default:
                return null;
        }
    }

    static object? Text(JsonElement json, string type)
    {
        string text;
        try
        {
            text = json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
        return type switch
        {
            "date" => PathMoment.Read(text, MomentKind.Date) ?? (object)text,
            "dateTime" or "instant" => PathMoment.Read(text, MomentKind.DateTime) ?? (object)text,
            "time" => PathMoment.Read(text, MomentKind.Time) ?? (object)text,
            _ => text,
        };
    }

    internal static PathQuantity? Quantity(JsonElement json)
    {
        if (!json.TryGetProperty("value", out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetDecimal(out var value)) return null;
        // With a comparator it stands for a range, not for the number.
        if (json.TryGetProperty("comparator", out _)) return null;
        var unit = Member(json, "code") ?? Member(json, "unit") ?? "1";
        return new PathQuantity(value, unit);
    }

    static string? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
}
