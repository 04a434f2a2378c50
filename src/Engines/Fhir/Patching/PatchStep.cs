using System.Text;
using System.Text.Json;

namespace LienY.Fhir;

/// <summary>One operation of a JSON Patch.</summary>
internal sealed class PatchStep(JsonElement operation, string what)
{
    internal byte[] Do(byte[] json)
    {
        if (operation.ValueKind != JsonValueKind.Object) throw Malformed("must be an object.");
        var path = Pointer("path");
        switch (Text("op"))
        {
            case "add":
                return Add(json, path, Value());
            case "remove":
                return Remove(json, path);
            case "replace":
                var (from, to) = Find(json, path);
                return Splice(json, from, to, Value());
            case "move":
                var source = Pointer("from");
                if (path.Length > source.Length && path.AsSpan(0, source.Length).SequenceEqual(source)) throw Malformed("cannot move a value into itself.");
                var moved = Raw(json, source);
                return path.AsSpan().SequenceEqual(source) ? json : Add(Remove(json, source), path, moved);
            case "copy":
                return Add(json, path, Raw(json, Pointer("from")));
            case "test":
                Test(json, path);
                return json;
            case var other:
                throw Malformed($"'{other}' is not an operation.");
        }
    }

    PatchFault Malformed(string text) => new(true, $"{what}: {text}");

    PatchFault Misfit(string text) => new(false, $"{what}: {text}");

    string Text(string name) => operation.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String
        ? found.GetString()! : throw Malformed($"'{name}' is missing or is not a text.");

    string[] Pointer(string name) => JsonPointer.Read(Text(name), what);

    byte[] Value() => operation.TryGetProperty("value", out var value) ? Encoding.UTF8.GetBytes(value.GetRawText()) : throw Malformed("'value' is missing.");

    static string Say(ReadOnlySpan<string> path) => "/" + string.Join('/', path!);

    (int From, int To) Find(byte[] json, ReadOnlySpan<string> path)
    {
        var place = JsonPlaces.Whole(json);
        for (var i = 0; i < path.Length; i++)
        {
            var members = JsonPlaces.Members(json, place.From) ?? throw Misfit($"there is nothing below {Say(path[..i])}.");
            var at = At(json, place.From, members, path[i]);
            if (at < 0) throw Misfit($"{Say(path[..(i + 1)])} does not exist.");
            place = (members[at].From, members[at].To);
        }
        return place;
    }

    static int At(byte[] json, int container, List<JsonMember> members, string part)
    {
        if (json[container] == '{') return members.FindIndex(m => m.Name == part);
        var index = JsonPointer.Index(part);
        return index < members.Count ? index : -1;
    }

    byte[] Raw(byte[] json, string[] path)
    {
        var (from, to) = Find(json, path);
        return json[from..to];
    }

    byte[] Add(byte[] json, string[] path, byte[] value)
    {
        if (path.Length == 0) return value;
        var (container, end) = Find(json, path.AsSpan(0, path.Length - 1));
        var members = JsonPlaces.Members(json, container) ?? throw Misfit($"nothing can be put below {Say(path.AsSpan(0, path.Length - 1))}.");
        var last = path[^1];
        if (json[container] == '{')
        {
            var known = members.FindIndex(m => m.Name == last);
            if (known >= 0) return Splice(json, members[known].From, members[known].To, value);
            var named = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(last, PatchText.Options) + ":");
            return Append(json, container, members, [.. named, .. value]);
        }
        var index = last == "-" ? members.Count : JsonPointer.Index(last);
        if (index < 0 || index > members.Count) throw Misfit($"'{last}' is not a place in the list {Say(path.AsSpan(0, path.Length - 1))}.");
        return index == members.Count ? Append(json, container, members, value) : Splice(json, members[index].Start, members[index].Start, [.. value, (byte)',']);
    }

    static byte[] Append(byte[] json, int container, List<JsonMember> members, byte[] text)
    {
        if (members.Count == 0) return Splice(json, container + 1, container + 1, text);
        return Splice(json, members[^1].To, members[^1].To, [(byte)',', .. text]);
    }

    byte[] Remove(byte[] json, string[] path)
    {
        if (path.Length == 0) throw Misfit("the whole document cannot be removed.");
        var (container, _) = Find(json, path.AsSpan(0, path.Length - 1));
        var members = JsonPlaces.Members(json, container) ?? throw Misfit($"there is nothing below {Say(path.AsSpan(0, path.Length - 1))}.");
        var at = At(json, container, members, path[^1]);
        if (at < 0) throw Misfit($"{Say(path)} does not exist.");
        if (at + 1 < members.Count) return Splice(json, members[at].Start, members[at + 1].Start, []);
        return Splice(json, at > 0 ? members[at - 1].To : members[at].Start, members[at].To, []);
    }

    void Test(byte[] json, string[] path)
    {
        if (!operation.TryGetProperty("value", out var wanted)) throw Malformed("'value' is missing.");
        using var found = JsonDocument.Parse(Raw(json, path), new JsonDocumentOptions { MaxDepth = 128 });
        if (!JsonElement.DeepEquals(found.RootElement, wanted)) throw Misfit($"the test of {Say(path)} failed: another value stands there.");
    }

    static byte[] Splice(byte[] json, int from, int to, ReadOnlySpan<byte> with)
    {
        var result = new byte[json.Length - (to - from) + with.Length];
        json.AsSpan(0, from).CopyTo(result);
        with.CopyTo(result.AsSpan(from));
        json.AsSpan(to).CopyTo(result.AsSpan(from + with.Length));
        return result;
    }
}

/// <summary>How names are written: letters of every script as they are.</summary>
internal static class PatchText
{
    internal static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
