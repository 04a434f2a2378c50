using System.Text.Json;

namespace LienY.Hl7;

/// <summary>A FHIR object in the making: members in the order in which they were first filled. What holds only fixed words is left out when written.</summary>
sealed class Tree
{
    readonly List<(string Name, object Value)> members = [];

    /// <summary>Something of the message stands in it.</summary>
    public bool IsReal { get; private set; }

    public bool Has(string name) => members.Any(m => m.Name == name);

    public object? this[string name] => members.FirstOrDefault(m => m.Name == name).Value;

    /// <summary>Fills a member; what is filled stays.</summary>
    public void Set(string name, object value, bool isReal = true)
    {
        if (!Has(name)) members.Add((name, value));
        IsReal |= isReal;
    }

    /// <summary>Fills the element at a path; keys name items of lists. False where it is filled already.</summary>
    public bool Put(IReadOnlyList<(string Name, string? Key)> path, object value, bool isReal, int at = 0)
    {
        var (name, key) = path[at];
        var last = at == path.Count - 1;
        if (key is null)
        {
            if (last)
            {
                if (Has(name)) return false;
                Set(name, value, isReal);
                return true;
            }
            if (this[name] is not Tree inner)
            {
                if (Has(name)) return false;
                members.Add((name, inner = new Tree()));
            }
            IsReal |= isReal;
            return inner.Put(path, value, isReal, at + 1);
        }
        if (this[name] is not Items items)
        {
            if (Has(name)) return false;
            members.Add((name, items = new Items()));
        }
        IsReal |= isReal;
        if (last) return items.Add(key, value);
        return items.Of(key).Put(path, value, isReal, at + 1);
    }

    /// <summary>Writes the object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members)
        {
            if (!IsWorth(value)) continue;
            json.WritePropertyName(name);
            Write(json, value);
        }
        json.WriteEndObject();
    }

    static bool IsWorth(object value) => value switch { Tree t => t.IsReal, Items i => i.Worthy.Any(), _ => true };

    static void Write(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case Tree tree: tree.Write(json); break;
            case Items items:
                json.WriteStartArray();
                foreach (var item in items.Worthy) Write(json, item);
                json.WriteEndArray();
                break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case RawNumber number: json.WriteRawValue(number.Digits, skipInputValidation: false); break;
            default: json.WriteStringValue((string)value); break;
        }
    }

    /// <summary>Items of a list, each with a key of its own.</summary>
    public sealed class Items
    {
        readonly List<(string Key, object Value)> items = [];

        public IEnumerable<object> Worthy => items.Select(i => i.Value).Where(IsWorth);

        public bool Holds(string key) => items.Any(i => i.Key == key);

        public Tree Of(string key)
        {
            if (items.FirstOrDefault(i => i.Key == key).Value is Tree found) return found;
            var made = new Tree();
            items.Add((key, made));
            return made;
        }

        public bool Add(string key, object value)
        {
            if (items.Any(i => i.Key == key)) return false;
            items.Add((key, value));
            return true;
        }
    }
}

/// <summary>A number as it was sent, digit for digit.</summary>
sealed record RawNumber(string Digits);

/// <summary>Paths of elements.</summary>
static class ElementPath
{
    /// <summary>Parts of <c>identifier[].value</c>: name and key; the key is empty for <c>[]</c>, null where it is no list.</summary>
    public static IReadOnlyList<(string Name, string? Key)> Of(string element) => [.. element.Split('.').Select(p =>
        p.EndsWith(']') && p.IndexOf('[', StringComparison.Ordinal) is var at and > 0 ? (p[..at], (string?)p[(at + 1)..^1]) : (p, null))];

    public static bool IsGood(string element) => element.Length is > 0 and < 200 && Of(element).All(p =>
        p.Name.Length > 0 && p.Name.All(char.IsAsciiLetterOrDigit) && (p.Key is null || p.Key.All(char.IsAsciiLetterOrDigit)));
}
