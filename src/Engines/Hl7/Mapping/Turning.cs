using System.Globalization;
using System.Text.RegularExpressions;

namespace LienY.Hl7;

/// <summary>What a line of the map is turned from: the place in its scope, and where faults are told.</summary>
sealed record Turn(MapBook Book, MakingContext Context, Scope Scope, ElementRule Rule, Segment Segment, Place Place, List<Fault> Faults, Func<string, Scope,
    string?> Reference)
{
    public string Text => Segment.Text(Place);

    public Field Repetition => Segment[Place.Field].Rep(Math.Max(1, Place.Repetition));

    public string Called => $"{Segment.Called}-{Place.ToString()[4..]}";

    public object? Fault(FaultKind kind, string? expected, bool isWarning = false, string? given = null)
    {
        Faults.Add(new(kind, Called, LienY.Hl7.Fault.Short(given ?? Text), expected, isWarning));
        return null;
    }
}

/// <summary>
/// How a text of a message becomes a value of FHIR, by the word in the column "as": nothing (the text itself), <c>lower</c>, <c>lines</c> (repetitions one
/// below the other), <c>all</c> (the same over all segments of the name), <c>date</c>, <c>dateTime</c>, <c>instant</c>, <c>time</c>, <c>number</c>, <c>quantity</c>
/// (with &lt; and &gt;), <c>sn-quantity</c>,
/// <c>sn-range</c>, <c>sn-ratio</c>, <c>boolean</c>, <c>code:MAP</c>, <c>code?:MAP</c> (silent where the map does not know it), <c>system:MAP</c>,
/// <c>coded</c> (CWE as CodeableConcept), <c>name</c> (XPN as text), <c>staff</c> (XCN as Reference), <c>address</c> (XAD as text), <c>base64</c>, <c>mime</c>
/// (ED), <c>ref:ENTRY</c>.
/// </summary>
static partial class Turning
{
    static readonly string[] Plain =
        ["", "lower", "lines", "all", "date", "dateTime", "instant", "time", "number", "quantity", "sn-quantity", "sn-range", "sn-ratio", "boolean", "coded", "name",
            "staff", "address", "base64", "mime"];

    public static bool IsKnown(string turned) => Plain.Contains(turned)
        || (turned.Split(':', 2) is ["code" or "code?" or "system", var map] && MapBook.Standard.Maps.Contains(map))
        || (turned.Split(':', 2) is ["ref", var entry] && MapBook.Standard.Entries.Any(e => e.Entry == entry));

    public static object? Of(Turn t)
    {
        var (word, more) = t.Rule.As.Split(':', 2) is [var w, var m] ? (w, m) : (t.Rule.As, "");
        return word switch
        {
            "" => NotEmpty(t.Text),
            "lower" => NotEmpty(t.Text.ToLowerInvariant()),
            "lines" => NotEmpty(string.Join('\n', t.Segment[t.Place.Field].Repetitions.Select(r => r.Whole)).Trim()),
            "all" => NotEmpty(string.Join('\n', t.Scope.Own.Where(s => s.Name == t.Segment.Name).SelectMany(s => s[t.Place.Field].Repetitions).Select(r => r.Whole))
                .Trim()),
            "date" => Hl7Time.Of(t.Text) is { } day ? day.FhirDate : t.Fault(FaultKind.NotATime, "YYYYMMDD"),
            "dateTime" => Hl7Time.Of(t.Text) is { } time ? time.Fhir : t.Fault(FaultKind.NotATime, "YYYYMMDDHHMMSS+0700"),
            "instant" => Hl7Time.Of(t.Text) is { } at ? at.Instant : t.Fault(FaultKind.NotATime, "YYYYMMDDHHMMSS+0700"),
            "time" => Clock(t.Text) is { } clock ? clock : t.Fault(FaultKind.NotATime, "HHMMSS"),
            "number" => Number(t.Text) is { } number ? number : t.Fault(FaultKind.NotANumber, "12.5", isWarning: true),
            "quantity" => Quantity(t.Text) is { } quantity ? quantity : t.Fault(FaultKind.NotANumber, "12.5", isWarning: true),
            "sn-quantity" or "sn-range" or "sn-ratio" => Structured(word, t.Repetition),
            "boolean" => t.Text.ToUpperInvariant() switch { "Y" or "1" => true, "N" or "0" => false, _ => t.Fault(FaultKind.NotInTable, "Y, N") },
            "code" => t.Book.Find(more, t.Text) is { } code ? code : t.Fault(FaultKind.NotInTable, t.Book.Expected(more)),
            "code?" => t.Book.Find(more, t.Text),
            "system" => System(t, more),
            "coded" => Coded(t),
            "name" => NotEmpty(Name(t.Repetition)),
            "staff" => Staff(t),
            "address" => NotEmpty(string.Join(", ", new[] { t.Repetition.At(1), t.Repetition.At(2), t.Repetition.At(3), t.Repetition.At(4) }.Where(p => p.Length > 0))),
            "base64" => Data(t),
            "mime" => Mime(t.Repetition),
            "ref" => t.Reference(more, t.Scope),
            _ => throw new InvalidOperationException($"Column 'as' says '{t.Rule.As}', which is not known."),
        };
    }

    static string? NotEmpty(string text) => text.Length > 0 ? text : null;

    static RawNumber? Number(string text)
    {
        text = text.Trim();
        if (!Digits().IsMatch(text)) return null;
        text = text.TrimStart('+');
        var minus = text.StartsWith('-');
        var digits = (minus ? text[1..] : text).TrimStart('0');
        if (digits.Length == 0 || digits[0] == '.') digits = "0" + digits;
        return new((minus ? "-" : "") + digits);
    }

    static Tree? Quantity(string text)
    {
        text = text.Trim();
        var sign = text.StartsWith("<=", StringComparison.Ordinal) || text.StartsWith(">=", StringComparison.Ordinal) ? text[..2]
            : text.StartsWith('<') || text.StartsWith('>') ? text[..1] : "";
        return Number(text[sign.Length..]) is { } number ? QuantityOf(number, sign) : null;
    }

    static Tree QuantityOf(RawNumber number, string sign)
    {
        var tree = new Tree();
        tree.Set("value", number);
        if (sign is "<" or "<=" or ">" or ">=") tree.Set("comparator", sign);
        return tree;
    }

    // SN: comparator ^ first ^ separator ^ second (2.A.70).
    static Tree? Structured(string word, Field value)
    {
        var (sign, first, apart, second) = (value.At(1), Number(value.At(2)), value.At(3), Number(value.At(4)));
        if (word == "sn-quantity") return first is not null && second is null ? QuantityOf(first, sign) : null;
        if (first is null || second is null || (apart == "-") != (word == "sn-range")) return null;
        var tree = new Tree();
        tree.Set(word == "sn-range" ? "low" : "numerator", QuantityOf(first, ""));
        tree.Set(word == "sn-range" ? "high" : "denominator", QuantityOf(second, ""));
        return tree;
    }

    static string? Clock(string text) => text.Length is 4 or 6 && text.All(char.IsAsciiDigit)
        && TimeOnly.TryParseExact(text.PadRight(6, '0'), "HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at.ToString("HH:mm:ss", CultureInfo.InvariantCulture) : null;

    // The first alternative that the map knows; what stands for everything else only where none is known.
    static string? System(Turn t, string map)
    {
        var given = t.Rule.Source.Split('|').Select(s => t.Scope.At(s, t.Place.Repetition)).Where(a => a is not null).Select(a => a!.Value.Segment.Text(a.Value.Place))
            .ToList();
        var known = given.FirstOrDefault(g => t.Book.Find(map, g, orElse: false) is not null);
        return (t.Book.Find(map, known ?? given.FirstOrDefault() ?? "") is { } found ? t.Context.Fill(found) : null) is { Length: > 0 } system ? system : null;
    }

    static Tree? Coded(Turn t)
    {
        var (value, tree) = (t.Repetition, new Tree());
        var said = value.At(9);
        foreach (var (key, code, words, system) in new[] { ("1", value.At(1), value.At(2), value.At(3)), ("2", value.At(4), value.At(5), value.At(6)) })
        {
            if (said.Length == 0) said = words;
            if (code.Length == 0) continue;
            var coding = new Tree();
            if (system.Length > 0 && t.Book.Find("codesystem", system) is { } uri) coding.Set("system", t.Context.Fill(uri));
            coding.Set("code", string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
            if (words.Length > 0) coding.Set("display", words);
            tree.Put([("coding", key)], coding, true);
        }
        if (said.Length > 0) tree.Set("text", said);
        return tree.IsReal ? tree : null;
    }

    // Family name, middle, given: the order in which Vietnamese names are said.
    static string Name(Field name, int from = 1) =>
        string.Join(' ', new[] { name.At(from), name.At(from + 2), name.At(from + 1) }.Where(p => p.Length > 0));

    static Tree? Staff(Turn t)
    {
        var (value, tree) = (t.Repetition, new Tree());
        var (number, name) = (value.At(1), Name(value, 2));
        if (number.Length > 0)
        {
            var identifier = new Tree();
            identifier.Set("system", t.Context.Fill("urn:lieny:id:staff:{facility}"));
            identifier.Set("value", number);
            tree.Set("identifier", identifier);
        }
        if (name.Length > 0) tree.Set("display", name);
        return tree.IsReal ? tree : null;
    }

    static object? Data(Turn t)
    {
        var (way, data) = (t.Repetition.At(4).ToUpperInvariant(), t.Repetition.At(5));
        if (data.Length == 0) return null;
        if (way is "" or "A") return Convert.ToBase64String(global::System.Text.Encoding.UTF8.GetBytes(data));
        if (way == "HEX") return data.Length % 2 == 0 && !data.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF")
            ? Convert.ToBase64String(Convert.FromHexString(data))
            : t.Fault(FaultKind.NotData, "Hex", given: "");
        data = string.Concat(data.Where(c => !char.IsWhiteSpace(c)));
        return way == "BASE64" && global::System.Buffers.Text.Base64.IsValid(data) ? data : t.Fault(FaultKind.NotData, "Base64", given: "");
    }

    static string Mime(Field value)
    {
        var (kind, sort) = (value.At(2).ToUpperInvariant(), value.At(3).ToLowerInvariant());
        if (sort.Contains('/', StringComparison.Ordinal)) return sort;
        return (kind, sort) switch
        {
            (_, "pdf") => "application/pdf",
            ("IM" or "IMAGE", { Length: > 0 }) => "image/" + (sort == "jpg" ? "jpeg" : sort),
            ("AU" or "AUDIO", { Length: > 0 }) => "audio/" + sort,
            ("TX" or "TEXT" or "FT", "html" or "rtf" or "xml") => "text/" + sort,
            ("TX" or "TEXT" or "FT", _) => "text/plain",
            (_, "jpeg" or "jpg") => "image/jpeg",
            (_, "png") => "image/png",
            _ => "application/octet-stream",
        };
    }

    [GeneratedRegex(@"^[+-]?\d{1,18}(\.\d{1,18})?$")]
    private static partial Regex Digits();
}
