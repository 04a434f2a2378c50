using System.Text;
using System.Text.Json;

namespace LienY.Fhir;

ref partial struct Walk
{
    /// <summary>The value of a primitive that the reader stands at.</summary>
    void Value(Field field, SearchNode? node, scoped Span<Slice> slots)
    {
        var kind = field.Primitive;
        ReadOnlySpan<byte> text;
        switch (reader.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False:
                if (kind != Primitive.Boolean)
                {
                    Wrong(field);
                    return;
                }
                text = reader.ValueSpan;
                break;
            case JsonTokenType.Number:
                if (kind is not (Primitive.Integer or Primitive.UnsignedInt or Primitive.PositiveInt or Primitive.Decimal))
                {
                    Wrong(field);
                    return;
                }
                text = reader.ValueSpan;
                if (check && Primitives.NumberFault(kind, text) is { } number) Fault("value", $"Expected {number}, not '{Short(text)}'.");
                break;
            default:
                if (kind is Primitive.Boolean or Primitive.Integer or Primitive.UnsignedInt or Primitive.PositiveInt or Primitive.Decimal)
                {
                    Wrong(field);
                    return;
                }
                text = Text();
                if (check) Check(field, text);
                break;
        }
        if (field.Slot >= 0)
        {
            var isText = reader.TokenType == JsonTokenType.String;
            slots[field.Slot] = new Slice((int)reader.TokenStartIndex + (isText ? 1 : 0), reader.ValueSpan.Length, reader.ValueIsEscaped);
        }
        if (!index || node is null) return;
        foreach (var rule in node.Rules) Take(rule, text);
    }

    readonly void Wrong(Field field)
    {
        if (!check) return;
        var form = field.Primitive switch
        {
            Primitive.Boolean => "true or false",
            Primitive.Integer or Primitive.UnsignedInt or Primitive.PositiveInt or Primitive.Decimal => "a number without quotes",
            _ => "a text in quotes",
        };
        Fault("structure", $"{field.Type} is written as {form}.");
    }

    readonly void Check(Field field, ReadOnlySpan<byte> text)
    {
        if (text.Length > ResourceReader.MostText && field.Primitive is not (Primitive.Base64Binary or Primitive.Xhtml))
        {
            Fault("too-long", $"The text has {text.Length} bytes; at most {ResourceReader.MostText} are taken.");
            return;
        }
        if (Primitives.Fault(field.Primitive, text) is { } fault) Fault("value", $"Expected {fault}, not '{Short(text)}'.");
        else if (field.Primitive == Primitive.Xhtml && Narrative.Fault(text) is { } unsafeText) Fault("invalid", unsafeText);
        else if (field.Primitive == Primitive.Code && field.Element.Codes is { } codes && !codes.Has(Hashes.Of(text), out _))
            Fault("code-invalid", $"'{Short(text)}' is no code of {Set(field)}.");
    }

    static string Set(Field field) =>
        field.Element.Binding.Contains(':', StringComparison.Ordinal) ? field.Element.Binding : "http://hl7.org/fhir/ValueSet/" + field.Element.Binding;

    /// <summary>A concept whose binding is required has at least one coding of the set.</summary>
    readonly void Bound(CodeSet codes, int start, Field field)
    {
        var ahead = new Utf8JsonReader(json[start..], options);
        long system = 0, code = 0;
        var name = "";
        while (ahead.Read() && !(ahead.TokenType == JsonTokenType.EndObject && ahead.CurrentDepth == 0))
        {
            if (ahead.TokenType == JsonTokenType.PropertyName) name = ahead.CurrentDepth == 3 ? Plain(ref ahead).ToString() : "";
            else if (ahead.TokenType == JsonTokenType.StartObject) (system, code) = (0, 0);
            else if (ahead.TokenType == JsonTokenType.String && name == "system") system = Hashes.Of(Plain(ref ahead));
            else if (ahead.TokenType == JsonTokenType.String && name == "code") code = Hashes.Of(Plain(ref ahead));
            else if (ahead.TokenType == JsonTokenType.EndObject && codes.Has(system, code)) return;
        }
        Fault("code-invalid", $"None of the codings is of {Set(field)}.");
    }

    static ReadOnlySpan<char> Plain(ref Utf8JsonReader ahead)
    {
        try
        {
            return ahead.GetString();
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }

    /// <summary>Arrays of values and of what accompanies them have the same length, and no place is empty in both.</summary>
    readonly void Siblings(TypeShape shape, int start)
    {
        var arrays = new Dictionary<string, List<bool>>(StringComparer.Ordinal);
        var ahead = new Utf8JsonReader(json[start..], options);
        ahead.Read();
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var field = ahead.ValueIsEscaped ? null : shape.Fields.Find(ahead.ValueSpan);
            ahead.Read();
            if (field is null || ahead.TokenType != JsonTokenType.StartArray || !(field.IsSibling || field.Primitive != Primitive.None))
            {
                ahead.Skip();
                continue;
            }
            var filled = new List<bool>();
            for (; ahead.Read() && ahead.TokenType != JsonTokenType.EndArray; ahead.Skip()) filled.Add(ahead.TokenType != JsonTokenType.Null);
            arrays[field.Name] = filled;
        }
        foreach (var (name, filled) in arrays)
        {
            var isSibling = name[0] == '_';
            var other = arrays.GetValueOrDefault(isSibling ? name[1..] : "_" + name);
            var (values, beside) = isSibling ? (other, (List<bool>?)filled) : (filled, other);
            if (isSibling && values is not null) continue;
            var length = Math.Max(values?.Count ?? 0, beside?.Count ?? 0);
            var isFull = Enumerable.Range(0, length).All(i => values?.ElementAtOrDefault(i) == true || beside?.ElementAtOrDefault(i) == true);
            if ((values is not null && beside is not null && values.Count != beside.Count) || !isFull)
                Fault("structure", $"'{name.TrimStart('_')}' and '_{name.TrimStart('_')}' must have the same length, and each place a value or an extension.");
        }
    }

    /// <summary>The node that takes a node's place in an object for which a condition holds.</summary>
    readonly SearchNode Chosen(SearchNode node)
    {
        foreach (var (guard, literal, variant) in node.Variants)
            if (guard.IsExtension ? HasExtension(literal) : HasValue(guard.Property, literal)) return variant;
        return node;
    }

    readonly bool HasValue(string property, ReadOnlySpan<byte> literal)
    {
        var ahead = reader;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = ahead.ValueTextEquals(property);
            ahead.Read();
            if (isIt) return ahead.TokenType == JsonTokenType.String && ahead.ValueTextEquals(literal);
            ahead.Skip();
        }
        return false;
    }

    readonly bool HasExtension(ReadOnlySpan<byte> url)
    {
        var ahead = reader;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = ahead.ValueTextEquals("extension"u8);
            ahead.Read();
            if (!isIt)
            {
                ahead.Skip();
                continue;
            }
            var level = ahead.CurrentDepth;
            var isUrl = false;
            while (ahead.Read() && ahead.CurrentDepth > level)
            {
                if (ahead.TokenType == JsonTokenType.PropertyName) isUrl = ahead.CurrentDepth == level + 2 && ahead.ValueTextEquals("url"u8);
                else if (isUrl && ahead.TokenType == JsonTokenType.String && ahead.ValueTextEquals(url)) return true;
            }
            return false;
        }
        return false;
    }
}

/// <summary>Texts with escapes.</summary>
static class Escaped
{
    /// <summary>The text of a JSON string with its quotes; half of a surrogate pair makes it empty.</summary>
    public static string Text(ReadOnlySpan<byte> quoted)
    {
        var reader = new Utf8JsonReader(quoted);
        try
        {
            reader.Read();
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>A text as a JSON string with quotes; only what must be escaped is.</summary>
    public static byte[] Quoted(string text) =>
        Encoding.UTF8.GetBytes('"' + System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text) + '"');
}
