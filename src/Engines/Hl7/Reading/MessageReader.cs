using System.Text;

namespace LienY.Hl7;

/// <summary>What was read: a message unless it could not be read at all, and what is wrong with it.</summary>
public sealed record ReadMessage(Message? Message, IReadOnlyList<Fault> Faults)
{
    /// <summary>The message can be worked on.</summary>
    public bool IsSound => Message is not null && Faults.All(f => f.IsWarning);
}

/// <summary>
/// Reads ER7, versions 2.3 to 2.5.1: separators from MSH, segments ended by CR, LF or both, separators at the end of lines left out or added, the
/// character set of MSH-18. Never throws; memory is bounded by the message.
/// </summary>
public static class MessageReader
{
    static readonly MessageLimits Usual = new();

    /// <summary>Versions that are read (MSH-12).</summary>
    public static readonly IReadOnlyList<string> Versions = ["2.3", "2.3.1", "2.4", "2.5", "2.5.1"];

    /// <summary>Reads a message from its bytes, framing already taken off.</summary>
    public static ReadMessage Read(ReadOnlySpan<byte> bytes, MessageLimits? limits = null)
    {
        limits ??= Usual;
        if (bytes.Length > limits.Bytes) return Not(FaultKind.TooLarge, "", null, FormattableString.Invariant($"{limits.Bytes >> 20} MB"));
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[3..];
        if (Charsets.IsWide(bytes)) return Not(FaultKind.Charset, "MSH-18", "UTF-16", Charsets.Known);
        bytes = bytes.TrimStart("\r\n \t\v"u8);
        if (bytes.IsEmpty) return Not(FaultKind.Empty, "", null, "MSH");
        if (!bytes.StartsWith("MSH"u8)) return Not(FaultKind.NotAMessage, "MSH", null, "MSH|^~\\&|…");
        var name = CharsetOf(bytes);
        if (Charsets.Of(name) is not { } encoding) return Not(FaultKind.Charset, "MSH-18", Fault.Short(name), Charsets.Known);
        try
        {
            return Read(encoding.GetString(bytes), limits);
        }
        catch (DecoderFallbackException)
        {
            // What can be read of the head tells at least to whom the answer goes.
            var rough = Read(Encoding.Latin1.GetString(bytes), limits);
            return new(rough.Message, [new(FaultKind.Bytes, "MSH-18", name.Length > 0 ? Fault.Short(name) : null, Charsets.Known)]);
        }
    }

    /// <summary>Reads a message that is text already.</summary>
    public static ReadMessage Read(string text, MessageLimits? limits = null)
    {
        limits ??= Usual;
        var rest = text.AsSpan().TrimStart("\uFEFF\r\n \t\v");
        if (rest.IsEmpty) return Not(FaultKind.Empty, "", null, "MSH");
        if (!rest.StartsWith("MSH")) return Not(FaultKind.NotAMessage, "MSH", null, "MSH|^~\\&|…");
        // No character set of text has it, and no database keeps it.
        if (rest.Contains('\0')) return Not(FaultKind.Bytes, "MSH-18", null, Charsets.Known);
        if (rest.Length < 5) return Not(FaultKind.Separators, "MSH-2", null, "|^~\\&");
        var field = rest[3];
        var stop = rest[4..].IndexOfAny(field, '\r', '\n');
        var encoding = rest.Slice(4, stop < 0 ? rest.Length - 4 : stop).ToString();
        if (Delimiters.Of(field, encoding) is not { } by) return Not(FaultKind.Separators, "MSH-2", Fault.Short(encoding), "|^~\\&");
        return Segments(rest, by, limits);
    }

    static ReadMessage Segments(ReadOnlySpan<char> rest, Delimiters by, MessageLimits limits)
    {
        var (segments, faults, numbers) = (new List<Segment>(), new List<Fault>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var range in rest.SplitAny('\r', '\n'))
        {
            var line = rest[range];
            if (line.IsEmpty || line.IsWhiteSpace()) continue;
            var called = FormattableString.Invariant($"#{segments.Count + 1}");
            if (segments.Count >= limits.Segments) return new(null, [new(FaultKind.TooLarge, called, null, FormattableString.Invariant($"≤ {limits.Segments}"))]);
            if (!Place.IsName(line[..Math.Min(3, line.Length)]) || (line.Length > 3 && line[3] != by.Field) || (segments.Count > 0 && line.StartsWith("MSH")))
            {
                if (faults.Count < limits.Faults) faults.Add(new(FaultKind.NotASegment, called, Fault.Short(line[..Math.Min(12, line.Length)].ToString()),
                    $"ABC{by.Field}…"));
                continue;
            }
            var name = line[..3].ToString();
            if (line.Count(by.Field) > limits.Fields) return new(null, [new(FaultKind.TooLarge, name, null, FormattableString.Invariant($"≤ {limits.Fields}"))]);
            var number = numbers[name] = numbers.GetValueOrDefault(name) + 1;
            segments.Add(new(name, Fields(line, name, by), by, number));
        }
        var message = new Message(by, segments);
        if (!Versions.Contains(message.Version) && message.Version.Length > 0)
            faults.Add(new(FaultKind.Version, "MSH-12", Fault.Short(message.Version), string.Join(", ", Versions),
                IsWarning: message.Version.StartsWith("2.", StringComparison.Ordinal)));
        return new(message, faults);
    }

    static string[] Fields(ReadOnlySpan<char> line, string name, Delimiters by)
    {
        if (line.Length <= 3) return name == "MSH" ? [by.Field.ToString()] : [];
        var written = line[4..].ToString().Split(by.Field);
        return name == "MSH" ? [by.Field.ToString(), .. written] : written;
    }

    // MSH up to its 18th field is read byte by byte: the separators and the names of character sets are ASCII in every set that is read.
    static string CharsetOf(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        var head = end < 0 ? bytes : bytes[..end];
        if (head.Length < 5) return "";
        var (by, repetition) = (head[3], head.Length > 5 ? head[5] : (byte)'~');
        for (var field = 1; field < 18; field++)
        {
            var at = head.IndexOf(by);
            if (at < 0) return "";
            head = head[(at + 1)..];
        }
        var stop = head.IndexOfAny(by, repetition);
        return Encoding.Latin1.GetString(stop < 0 ? head : head[..stop]);
    }

    static ReadMessage Not(FaultKind kind, string place, string? given, string? expected) => new(null, [new(kind, place, given, expected)]);
}
