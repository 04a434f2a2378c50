using System.Text.Json;

namespace LienY.Fhir;

/// <summary>A member of an object or list: where it stands in the bytes.</summary>
/// <param name="Name">Name in an object; null in a list.</param>
/// <param name="Start">Offset of the name, or of the value in a list.</param>
/// <param name="From">Offset of the value.</param>
/// <param name="To">Just behind the value.</param>
internal readonly record struct JsonMember(string? Name, int Start, int From, int To);

/// <summary>Finds values in JSON bytes without building a tree.</summary>
internal static class JsonPlaces
{
    internal static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };

    /// <summary>Start and end of the one value of a document.</summary>
    internal static (int From, int To) Whole(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        var from = (int)reader.TokenStartIndex;
        reader.Skip();
        return (from, (int)reader.BytesConsumed);
    }

    /// <summary>Members of the object or list that begins at an offset; null where there stands neither.</summary>
    internal static List<JsonMember>? Members(ReadOnlySpan<byte> json, int at)
    {
        if (json[at] is not ((byte)'{' or (byte)'[')) return null;
        var reader = new Utf8JsonReader(json[at..], Options);
        reader.Read();
        var members = new List<JsonMember>();
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var start = at + (int)reader.TokenStartIndex;
            string? name = null;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString();
                reader.Read();
            }
            var from = at + (int)reader.TokenStartIndex;
            reader.Skip();
            members.Add(new JsonMember(name, start, from, at + (int)reader.BytesConsumed));
        }
        return members;
    }
}
