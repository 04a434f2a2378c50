using System.Text;
using System.Text.Json;

namespace LienY.Fhir;

/// <summary>One pass over the bytes of a resource along the shape of its type and the tree of its search parameters.</summary>
ref partial struct Walk
{
    static readonly JsonReaderOptions options = new() { MaxDepth = ResourceReader.MostDepth };

    readonly ReadResource read;
    readonly ReadOnlySpan<byte> json;
    readonly bool check;
    readonly bool index;
    readonly Scratch scratch;
    readonly (Field Field, int Index)[] frames;
    Utf8JsonReader reader;
    int depth;
    int contained;
    int occurred = 255;
    int patient = 255;
    bool isThere;

    public Walk(ReadResource read, ReadMode mode, Scratch scratch)
    {
        (this.read, this.scratch) = (read, scratch);
        json = read.Body.Span;
        (check, index) = (mode.HasFlag(ReadMode.Check), mode.HasFlag(ReadMode.Index));
        frames = scratch.Frames;
        scratch.Parts.Clear();
        scratch.Values.Clear();
        reader = new Utf8JsonReader(json, options);
    }

    /// <summary>Reads the whole.</summary>
    public void Root()
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            Fault("fatal", "structure", "A resource is a JSON object.");
            return;
        }
        read.Type = Type();
        if (!Known(read.Type, "fatal")) return;
        if (check || index) Object(FhirTypes.Shape(read.Type), index ? IndexTree.Of(read.Type) : null, true, null);
        else Head();
        // Whatever stands behind the resource is found here.
        reader.Read();
        if (!index) return;
        if (read.Type == "Patient" && read.Id is not null) read.Patient = "Patient/" + read.Id;
        Distinct();
    }

    /// <summary>The bytes stopped being JSON.</summary>
    public void Broken(JsonException e)
    {
        var deep = e.Message.Contains("depth", StringComparison.OrdinalIgnoreCase);
        var place = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        if (deep) Fault("fatal", "too-costly", $"The JSON is deeper than {ResourceReader.MostDepth} levels at {place}.");
        else Fault("fatal", "structure", $"The JSON is broken at {place}.");
    }

    const string Half = "An escape stands for half of a character.";

    /// <summary>A name is no text.</summary>
    public readonly void Torn() => Fault("fatal", "structure", Half);

    /// <summary>Only id and meta.</summary>
    void Head()
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id"u8);
            var isMeta = reader.ValueTextEquals("meta"u8);
            var isType = reader.ValueTextEquals("resourceType"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var text = isId && reader.TokenType == JsonTokenType.String ? Text() : default;
            if (isId && reader.TokenType == JsonTokenType.String) Id(start, text);
            reader.Skip();
            if (isMeta) Meta(start);
            if (isType) read.HeadEnd = Math.Max(read.HeadEnd, (int)reader.BytesConsumed);
        }
    }

    void Id(int start, ReadOnlySpan<byte> text)
    {
        read.Id = Encoding.UTF8.GetString(text);
        read.IdSpot = (start, (int)reader.BytesConsumed - start);
        read.HeadEnd = Math.Max(read.HeadEnd, (int)reader.BytesConsumed);
    }

    /// <summary>Called at the end of meta.</summary>
    void Meta(int start)
    {
        if (json[start] != '{') return;
        read.MetaSpot = (start, (int)reader.BytesConsumed - start);
        OwnMeta.Find(json, start, read.OwnMeta);
    }

    /// <summary>resourceType of the object that the reader stands at, wherever it stands in it.</summary>
    readonly string Type()
    {
        var ahead = reader;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var isType = ahead.ValueTextEquals("resourceType"u8);
            ahead.Read();
            if (isType) return ahead.TokenType == JsonTokenType.String && !ahead.ValueIsEscaped ? Interned.Of(ahead.ValueSpan) : "";
            ahead.Skip();
        }
        return "";
    }

    bool Known(string type, string severity)
    {
        if (FhirTypes.Is(type)) return true;
        Fault(severity, "structure", type == "" ? "The property resourceType is missing." : $"'{Short(type)}' is no resource type of FHIR R4.");
        return false;
    }

    /// <summary>A resource that stands in another.</summary>
    void Inner(SearchNode? node)
    {
        var type = Type();
        if (node is not null)
            foreach (var rule in node.Rules) Inline(rule, type);
        if (!Known(type, "error"))
        {
            reader.Skip();
            return;
        }
        var isContained = frames[depth - 1].Field.Name == "contained";
        if (isContained && contained > 0) Fault("error", "structure", "A contained resource contains no other.");
        if (isContained) contained++;
        Object(FhirTypes.Shape(type), null, true, null);
        if (isContained) contained--;
    }

    /// <summary>The text of the string that the reader stands at, in plain bytes; empty where half of a surrogate pair makes it none.</summary>
    ReadOnlySpan<byte> Text()
    {
        if (!reader.ValueIsEscaped) return reader.ValueSpan;
        if (scratch.Plain.Length < reader.ValueSpan.Length) scratch.Plain = new byte[reader.ValueSpan.Length];
        try
        {
            return scratch.Plain.AsSpan(0, reader.CopyString(scratch.Plain));
        }
        catch (InvalidOperationException)
        {
            Fault("error", "value", Half);
            return default;
        }
    }

    /// <summary>The text of a value noted before, as a string.</summary>
    readonly string Text(Slice slice)
    {
        if (!slice.Is) return "";
        return slice.IsEscaped ? Escaped.Text(json.Slice(slice.Start - 1, slice.Length + 2)) : Interned.Of(json.Slice(slice.Start, slice.Length));
    }

    readonly long Hash(Slice slice)
    {
        if (!slice.Is) return 0;
        return slice.IsEscaped ? Hashes.Of(Text(slice)) : Hashes.Of(json.Slice(slice.Start, slice.Length));
    }

    readonly void Fault(string severity, string code, string text)
    {
        if (read.Issues.Count < ResourceReader.MostIssues) read.Issues.Add(new Issue(severity, code, Path(true), text));
    }

    readonly void Fault(string code, string text) => Fault("error", code, text);

    /// <summary>Where the walk stands, with or without indices.</summary>
    readonly string Path(bool indices)
    {
        var path = new StringBuilder(read.Type);
        for (var i = 0; i < depth; i++)
        {
            path.Append(path.Length > 0 ? "." : "").Append(frames[i].Field.Element.Name);
            if (indices && frames[i].Index >= 0) path.Append(System.Globalization.CultureInfo.InvariantCulture, $"[{frames[i].Index}]");
        }
        return path.ToString();
    }

    static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";

    readonly string Short(ReadOnlySpan<byte> text) => Short(Encoding.UTF8.GetString(text[..Math.Min(text.Length, 320)]));
}
