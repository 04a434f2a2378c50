using System.Text.Json;

namespace LienY.Fhir;

/// <summary>Whether a value holds a pattern: everything the pattern says stands in the value, which may say more.</summary>
internal static class JsonPattern
{
    internal static bool Holds(JsonElement value, JsonElement pattern)
    {
        if (pattern.ValueKind != value.ValueKind) return false;
        switch (pattern.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in pattern.EnumerateObject())
                {
                    if (!value.TryGetProperty(property.Name, out var own) || !Holds(own, property.Value)) return false;
                }
                return true;
            case JsonValueKind.Array:
                foreach (var wanted in pattern.EnumerateArray())
                {
                    var found = false;
                    foreach (var own in value.EnumerateArray()) found |= Holds(own, wanted);
                    if (!found) return false;
                }
                return true;
            default:
                return JsonElement.DeepEquals(value, pattern);
        }
    }
}
