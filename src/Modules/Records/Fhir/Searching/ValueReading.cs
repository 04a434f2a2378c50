using LienY.Fhir;
using Written = LienY.Fhir.Numbers;

namespace LienY.Records;

/// <summary>Reads values of search parameters by their kind; refused (400) with the name of the parameter where a value is none.</summary>
static class ValueReading
{
    /// <summary>UCUM.</summary>
    public const string Ucum = "http://unitsofmeasure.org";

    /// <summary>A date with its prefix. About a date is within a tenth of the time that lies between it and now, and at least what is written.</summary>
    public static DateSpan Date(string name, string value, DateTimeOffset now)
    {
        var (how, rest) = Prefix(value);
        if (!FhirDates.Range(rest, out var from, out var to))
            throw Wrong(name, $"'{value}' is not a date (YYYY, YYYY-MM, YYYY-MM-DD, YYYY-MM-DDThh:mm:ss+07:00; eq, ne, gt, lt, ge, le, sa, eb or ap may stand before it).");
        if (how != Compare.About) return new(how, from, to);
        var room = Math.Abs(now.ToUnixTimeMilliseconds() - from) / 10;
        return new(how, from - room, to + room);
    }

    /// <summary>A number with its prefix.</summary>
    public static NumberSpan Number(string name, string value)
    {
        var (how, rest) = Prefix(value);
        if (!Written.Value(rest, out var number) || !Written.Range(rest, out var low, out var high)) throw Wrong(name, $"'{value}' is not a number.");
        return Span(how, number, low, high, 0);
    }

    static NumberSpan Span(Compare how, double value, double low, double high, long unit)
    {
        if (how != Compare.About) return new(how, value, low, high, unit);
        var room = Math.Abs(value) / 10;
        return new(how, value, Math.Min(low, value - room), Math.Max(high, value + room), unit);
    }

    /// <summary>
    /// A quantity: <c>number</c>, <c>number|system|code</c>, <c>number||unit</c>. A UCUM unit that is known is compared in its canonical form, so that other
    /// units of the same kind match; what is written without a system may be a UCUM code or the unit as people write it.
    /// </summary>
    public static IEnumerable<NumberSpan> Quantity(string name, string value)
    {
        var parts = SearchText.Split(value, '|');
        var (how, rest) = Prefix(parts[0]);
        if (parts.Count is not (1 or 3) || !Written.Value(rest, out var number) || !Written.Range(rest, out var low, out var high))
            throw Wrong(name, $"'{value}' is not a quantity (number, number|system|code or number||unit).");
        if (parts.Count == 1 || (parts[1].Length == 0 && parts[2].Length == 0)) return [Span(how, number, low, high, 0)];
        var (system, code) = (SearchText.Plain(parts[1]), SearchText.Plain(parts[2]));
        if (code.Length == 0) throw Wrong(name, $"'{value}' names a system but no unit.");
        var found = new List<NumberSpan>(2);
        if (system is "" or Ucum && Canonical(how, code, number, low, high) is { } canonical) found.Add(canonical);
        else if (system.Length > 0) found.Add(Span(how, number, low, high, Hashes.Unit(system, code)));
        if (system.Length == 0) found.Add(Span(how, number, low, high, Hashes.Unit("", code)));
        return found;
    }

    static NumberSpan? Canonical(Compare how, string code, double number, double low, double high)
    {
        if (!Units.Canonical(Ucum, code, number, out var canonical, out var value) || !Units.Canonical(Ucum, code, low, out _, out var from)
            || !Units.Canonical(Ucum, code, high, out _, out var to)) return null;
        return Span(how, value, from, to, Hashes.Unit(Ucum, canonical));
    }

    /// <summary>A token: <c>code</c>, <c>system|code</c>, <c>|code</c> (without a system), <c>system|</c> (any code of it).</summary>
    public static TokenValue Token(string name, string value)
    {
        var parts = SearchText.Split(value, '|');
        return parts switch
        {
            [var code] => new(Hashes.Of(SearchText.Plain(code)), null),
            ["", ""] => throw Wrong(name, "the token is empty."),
            [var system, ""] => new(null, Hashes.Of(SearchText.Plain(system))),
            [var system, var code] => new(Hashes.Of(SearchText.Plain(code)), Hashes.Of(SearchText.Plain(system))),
            _ => throw Wrong(name, $"'{value}' is not system|code."),
        };
    }

    /// <summary>The resources that a reference may mean: <c>id</c>, <c>Type/id</c>, or an address.</summary>
    public static IEnumerable<long> Targets(List<SearchParam> found, string name, string only, string value, string root)
    {
        if (root.Length > 0 && value.Length > root.Length && value[root.Length] == '/' && value.StartsWith(root, StringComparison.Ordinal)) value = value[(root.Length + 1)..];
        if (value.Contains(':', StringComparison.Ordinal)) return [Hashes.Reference(value)];
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0)
        {
            if (!FhirTypes.Is(value[..slash]) || !IsId(value.AsSpan(slash + 1))) throw Wrong(name, $"'{value}' is not a reference (id, Type/id or an address).");
            if (only.Length > 0 && value[..slash] != only) throw Wrong(name, $"'{value}' is not a reference to {only}.");
            return [Hashes.Reference(value)];
        }
        if (!IsId(value)) throw Wrong(name, $"'{value}' is not a reference (id, Type/id or an address).");
        if (only.Length > 0) return [Hashes.Reference($"{only}/{value}")];
        return TargetTypes(found).Select(t => Hashes.Reference($"{t}/{value}"));
    }

    /// <summary>Types to which the parameter may lead; the one called <c>patient</c> leads to patients.</summary>
    public static IReadOnlyList<string> TargetTypes(List<SearchParam> found)
    {
        if (found[0].Code == "patient") return ["Patient"];
        if (found.Any(p => p.Targets.Count == 0)) return FhirTypes.All;
        return found.Count == 1 ? found[0].Targets : [.. found.SelectMany(p => p.Targets).Distinct()];
    }

    static bool IsId(ReadOnlySpan<char> text)
    {
        var version = text.IndexOf("/_history/", StringComparison.Ordinal);
        if (version > 0) text = text[..version];
        if (text.Length is 0 or > 64) return false;
        foreach (var c in text) if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.')) return false;
        return true;
    }

    /// <summary>A composite: its parts joined by <c>$</c>; more than one where the second part may mean several things.</summary>
    public static IEnumerable<PairValue> Pairs(SearchParam composite, string name, string value, string root, DateTimeOffset now)
    {
        var parts = SearchText.Split(value, '$');
        if (composite.Components.Count != 2) throw new FhirProblem(400, "not-supported", name, $"{name}: composites of three parts are not supported.");
        if (parts.Count != 2) throw Wrong(name, $"'{value}' has not two parts joined by $.");
        // The index keeps the code first, whatever the order of the parts.
        var (code, other) = composite.Components[0].Kind == ParamKind.Token ? (0, 1) : (1, 0);
        var (first, second, text) = (Token(name, parts[code]), composite.Components[other], parts[other]);
        if (first.Code is null) throw Wrong(name, $"'{parts[code]}' names no code.");
        return second.Kind switch
        {
            ParamKind.Token => [new(first, Token: Token(name, text))],
            ParamKind.Reference => Targets([second], name, "", SearchText.Plain(text), root).Select(t => new PairValue(first, Target: t)),
            ParamKind.Date => [new(first, Date: Date(name, text, now))],
            ParamKind.Quantity => Quantity(name, text).Select(q => new PairValue(first, Number: q)),
            ParamKind.Number => [new(first, Number: Number(name, text))],
            ParamKind.String => [new(first, Folded: Folds.Cut(SearchText.Plain(text)))],
            _ => throw new FhirProblem(400, "not-supported", name, $"{name}: this composite is not supported."),
        };
    }

    static (Compare How, string Left) Prefix(string value)
    {
        if (value.Length < 3 || !char.IsAsciiLetterLower(value[0])) return (Compare.Equal, value);
        Compare? how = value[..2] switch
        {
            "eq" => Compare.Equal,
            "ne" => Compare.NotEqual,
            "gt" => Compare.Greater,
            "lt" => Compare.Less,
            "ge" => Compare.GreaterOrEqual,
            "le" => Compare.LessOrEqual,
            "sa" => Compare.StartsAfter,
            "eb" => Compare.EndsBefore,
            "ap" => Compare.About,
            _ => null,
        };
        return how is { } known ? (known, value[2..]) : (Compare.Equal, value);
    }

    static FhirProblem Wrong(string name, string why) => new(400, "invalid", name, $"{name}: {why}");
}
