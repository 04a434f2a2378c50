using System.Text.Json;

namespace LienY.DataSets;

/// <summary>Tokens of a JSON file, read through a buffer that grows only for a single long token.</summary>
sealed class JsonTokens(Stream stream) : IDisposable
{
    const int MaxToken = 4 * 1024 * 1024;
    byte[] buffer = new byte[64 * 1024];
    int start;
    int end;
    bool isLast;
    JsonReaderState state = new(new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 });

    /// <summary>Kind of the present token.</summary>
    public JsonTokenType Kind { get; private set; }

    /// <summary>Text of the present token: a name, a string, a number or truth as it was written; null for null.</summary>
    public string? Text { get; private set; }

    /// <summary>Goes to the next token; false at the end.</summary>
    public bool Next()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isLast, state);
            if (reader.Read())
            {
                Kind = reader.TokenType;
                Text = Kind switch
                {
                    JsonTokenType.PropertyName or JsonTokenType.String => reader.GetString(),
                    JsonTokenType.Number => System.Text.Encoding.ASCII.GetString(reader.ValueSpan),
                    JsonTokenType.True => "true",
                    JsonTokenType.False => "false",
                    _ => null,
                };
                start += (int)reader.BytesConsumed;
                state = reader.CurrentState;
                return true;
            }
            if (isLast) return false;
            start += (int)reader.BytesConsumed;
            state = reader.CurrentState;
            Fill();
        }
    }

    /// <summary>Passes over the present value with everything in it.</summary>
    public void Skip()
    {
        if (Kind == JsonTokenType.PropertyName) Next();
        if (Kind is not (JsonTokenType.StartArray or JsonTokenType.StartObject)) return;
        for (var depth = 1; depth > 0;)
        {
            if (!Next()) return;
            depth += Kind switch
            {
                JsonTokenType.StartArray or JsonTokenType.StartObject => 1,
                JsonTokenType.EndArray or JsonTokenType.EndObject => -1,
                _ => 0,
            };
        }
    }

    void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
        {
            if (buffer.Length >= MaxToken) throw new BadFile("a value is longer than 4 MB");
            Array.Resize(ref buffer, buffer.Length * 2);
        }
        var read = stream.Read(buffer, end, buffer.Length - end);
        if (read == 0) isLast = true;
        end += read;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}

/// <summary>A dataValueSet in JSON: header members in any order, rows in <c>dataValues</c>.</summary>
sealed class JsonFile(Func<Stream> open) : IValueFile
{
    /// <inheritdoc/>
    public string Format => "json";

    /// <inheritdoc/>
    public int Scan(RawHeader header, CancellationToken stop)
    {
        try
        {
            using var tokens = Open();
            var rows = 0;
            if (!tokens.Next() || tokens.Kind != JsonTokenType.StartObject) throw new BadFile("the file is no JSON object");
            while (tokens.Next() && tokens.Kind == JsonTokenType.PropertyName)
            {
                var name = tokens.Text!;
                if (name == "dataValues")
                {
                    foreach (var _ in Values(tokens, rows))
                        if (++rows % 10_000 == 0) stop.ThrowIfCancellationRequested();
                    continue;
                }
                tokens.Next();
                if (tokens.Kind is JsonTokenType.StartArray or JsonTokenType.StartObject) tokens.Skip();
                else header.Take(name, tokens.Text);
            }
            if (tokens.Kind != JsonTokenType.EndObject || tokens.Next()) throw new BadFile("the JSON object does not end where the file ends");
            return rows;
        }
        catch (JsonException problem)
        {
            throw new BadFile(problem.Message, problem);
        }
        catch (InvalidOperationException problem)
        {
            throw new BadFile("a text is no valid UTF-8", problem);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<RawValue> Rows()
    {
        using var tokens = Open();
        tokens.Next();
        var rows = 0;
        while (tokens.Next() && tokens.Kind == JsonTokenType.PropertyName)
        {
            if (tokens.Text != "dataValues")
            {
                tokens.Skip();
                continue;
            }
            foreach (var value in Values(tokens, rows))
            {
                rows++;
                yield return value;
            }
        }
    }

    JsonTokens Open()
    {
        var stream = open();
        var mark = new byte[3];
        // A byte order mark is no JSON, but files have it.
        if (stream.ReadAtLeast(mark, 3, throwOnEndOfStream: false) == 3 && mark is [0xEF, 0xBB, 0xBF]) return new(stream);
        stream.Dispose();
        return new(open());
    }

    static IEnumerable<RawValue> Values(JsonTokens tokens, int first)
    {
        if (!tokens.Next() || tokens.Kind == JsonTokenType.Null) yield break;
        if (tokens.Kind != JsonTokenType.StartArray) throw new BadFile("dataValues is no array");
        for (var row = first; tokens.Next() && tokens.Kind != JsonTokenType.EndArray; row++)
        {
            if (tokens.Kind != JsonTokenType.StartObject) throw new BadFile($"dataValues[{row}] is no object");
            yield return Value(tokens, row);
        }
    }

    static RawValue Value(JsonTokens tokens, int row)
    {
        var value = new RawValue { Row = row };
        while (tokens.Next() && tokens.Kind == JsonTokenType.PropertyName)
        {
            var name = tokens.Text!;
            tokens.Next();
            if (tokens.Kind is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                tokens.Skip();
                continue;
            }
            Fields.Take(value, name, tokens.Text);
        }
        return value;
    }
}

/// <summary>The fields of a row by their DHIS2 names.</summary>
static class Fields
{
    /// <summary>Takes one; a name that is none of ours is passed over.</summary>
    public static void Take(RawValue value, string name, string? text)
    {
        switch (name)
        {
            case "dataElement": value.DataElement = text; break;
            case "period": value.Period = text; break;
            case "orgUnit": value.OrgUnit = text; break;
            case "categoryOptionCombo": value.CategoryOptionCombo = text; break;
            case "attributeOptionCombo": value.AttributeOptionCombo = text; break;
            case "value": value.Value = text; break;
            case "comment": value.Comment = text; break;
            case "storedBy": value.StoredBy = text; break;
            case "followUp" or "followup": value.Followup = Truth(text); break;
            case "deleted": value.Deleted = Truth(text) ?? false; break;
        }
    }

    /// <summary>A truth as files write it; null where it is none.</summary>
    public static bool? Truth(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => null,
    };
}
