using System.Text.Json;

namespace LienY.Fhir;

ref partial struct Walk
{
    /// <summary>Data types that are seldom indexed, or need several values of one name: read again as a document.</summary>
    void Rare(IndexRule rule, scoped ReadOnlySpan<byte> slice)
    {
        var ahead = new Utf8JsonReader(slice, options);
        if (rule.How == How.WholeName)
        {
            if (WholeName(ref ahead) is { Length: > 0 } name) Add(rule, new IndexValue(rule.Pid, ParamKind.String, Text: Folds.Cut(name)));
            return;
        }
        using var document = JsonDocument.ParseValue(ref ahead);
        var value = document.RootElement;
        try
        {
            switch (rule.How)
            {
                case How.Timing:
                    Timing(rule, value);
                    break;
                case How.NumberRange:
                    if (Sides(value, out var low, out var high, out _)) Add(rule, new IndexValue(rule.Pid, ParamKind.Number, Low: low, High: high));
                    break;
                case How.QuantityRange:
                    if (Sides(value, out low, out high, out var side)) Quantity(rule, low, high, Text(side, "system"), Text(side, "code"), Text(side, "unit"));
                    break;
            }
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or a text where an object belongs: the check tells of it; nothing is indexed.
        }
    }

    /// <summary>Family name, then the given names.</summary>
    static string WholeName(ref Utf8JsonReader ahead)
    {
        var family = "";
        var given = "";
        ahead.Read();
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var isFamily = ahead.ValueTextEquals("family"u8);
            var isGiven = ahead.ValueTextEquals("given"u8);
            ahead.Read();
            if (isFamily && ahead.TokenType == JsonTokenType.String) family = Plain(ref ahead).ToString();
            if (!isGiven || ahead.TokenType != JsonTokenType.StartArray)
            {
                ahead.Skip();
                continue;
            }
            while (ahead.Read() && ahead.TokenType != JsonTokenType.EndArray)
            {
                // What the index keeps of a name is short.
                if (ahead.TokenType == JsonTokenType.String && given.Length < Folds.Most * 4) given = $"{given} {Plain(ref ahead)}";
                ahead.Skip();
            }
        }
        return (family + given).Trim();
    }

    void Timing(IndexRule rule, JsonElement value)
    {
        var (from, to, any) = (Ever, Never, false);
        foreach (var text in Texts(value, "event"))
        {
            if (!FhirDates.Range(text, out var low, out var high)) continue;
            (from, to, any) = (Math.Min(from, low), Math.Max(to, high), true);
        }
        if (value.TryGetProperty("repeat", out var repeat) && repeat.ValueKind == JsonValueKind.Object
            && repeat.TryGetProperty("boundsPeriod", out var bounds) && bounds.ValueKind == JsonValueKind.Object)
        {
            long low = 0, high = 0;
            var begins = Texts(bounds, "start").FirstOrDefault() is { } start && FhirDates.Range(start, out low, out _);
            var ends = Texts(bounds, "end").FirstOrDefault() is { } end && FhirDates.Range(end, out _, out high);
            if (begins || ends) (from, to, any) = (Math.Min(from, begins ? low : Never), Math.Max(to, ends ? high : Ever), true);
        }
        if (any) Span(rule, from, to);
    }

    static bool Sides(JsonElement range, out double low, out double high, out JsonElement side)
    {
        (low, high) = (-Numbers.Endless, Numbers.Endless);
        side = default;
        var any = false;
        if (range.TryGetProperty("low", out var lower) && Written(lower, out var from, out _)) (low, side, any) = (from, lower, true);
        if (range.TryGetProperty("high", out var upper) && Written(upper, out _, out var to)) (high, side, any) = (to, upper, true);
        return any;
    }

    static bool Written(JsonElement quantity, out double low, out double high)
    {
        (low, high) = (0, 0);
        return quantity.ValueKind == JsonValueKind.Object && quantity.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number
            && Numbers.Range(value.GetRawText(), out low, out high);
    }

    static string Text(JsonElement value, string name) => Texts(value, name).FirstOrDefault("");

    static IEnumerable<string> Texts(JsonElement value, string name)
    {
        if (!value.TryGetProperty(name, out var found)) return [];
        return found.ValueKind switch
        {
            JsonValueKind.String => [found.GetString()!],
            JsonValueKind.Array => [.. found.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)],
            _ => [],
        };
    }
}

/// <summary>What a reference says of itself.</summary>
static class References
{
    /// <summary>The type of <c>Type/id</c> or of an address that ends so; empty where it says none.</summary>
    public static ReadOnlySpan<char> Type(ReadOnlySpan<char> text)
    {
        var slash = text.LastIndexOf('/');
        if (slash <= 0) return default;
        var before = text[..slash];
        return before[(before.LastIndexOf('/') + 1)..];
    }
}
