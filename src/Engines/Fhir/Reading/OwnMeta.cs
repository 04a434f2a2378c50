using System.Text.Json;

namespace LienY.Fhir;

/// <summary>versionId and lastUpdated inside meta, which the server sets itself.</summary>
static class OwnMeta
{
    /// <summary>Adds the spots to cut out, each with the comma that goes with it.</summary>
    /// <param name="json">The resource.</param>
    /// <param name="start">Where the object of meta begins.</param>
    /// <param name="spots">What to cut, in order.</param>
    public static void Find(ReadOnlySpan<byte> json, int start, List<(int Start, int Length)> spots)
    {
        var reader = new Utf8JsonReader(json[start..], new JsonReaderOptions { MaxDepth = ResourceReader.MostDepth });
        reader.Read();
        var names = new List<(int From, int To, bool IsOwn)>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var from = start + (int)reader.TokenStartIndex;
            var own = reader.ValueTextEquals("versionId"u8) || reader.ValueTextEquals("lastUpdated"u8);
            reader.Read();
            reader.Skip();
            names.Add((from, start + (int)reader.BytesConsumed, own));
        }
        for (var i = 0; i < names.Count; i++)
        {
            if (!names[i].IsOwn) continue;
            var first = i;
            while (i + 1 < names.Count && names[i + 1].IsOwn) i++;
            var isLast = i + 1 == names.Count;
            var from = isLast && first > 0 ? names[first - 1].To : names[first].From;
            var to = isLast ? names[i].To : names[i + 1].From;
            spots.Add((from, to - from));
        }
    }
}
