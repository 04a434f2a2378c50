namespace LienY.Hl7;

/// <summary>What is answered to a message (original mode, chapter 2.9.2): AA taken, AE its content is wrong, AR not taken at all.</summary>
public enum AckCode
{
    /// <summary>Taken.</summary>
    AA,

    /// <summary>Wrong content; another sending of the same would be answered alike.</summary>
    AE,

    /// <summary>Not taken: unknown sender, kind or version, or no time at present.</summary>
    AR,
}

/// <summary>Makes acknowledgements.</summary>
public static class Acknowledgement
{
    const int MostErrors = 20;

    /// <summary>
    /// The answer to a message; <paramref name="message"/> null where nothing of it could be read. <paramref name="says"/> puts a fault in words for people
    /// (ERR-8). Values of fields are never sent back: they may tell of a person.
    /// </summary>
    public static byte[] Of(Message? message, AckCode code, string controlId, DateTimeOffset now, IReadOnlyList<Fault> faults, Func<Fault, string> says)
    {
        var by = message?.By ?? Delimiters.Usual;
        var charset = message is not null && Charsets.Of(message.Charset) is not null ? message.Charset : message is null ? "UNICODE UTF-8" : "";
        var version = message is not null && MessageReader.Versions.Contains(message.Version) ? message.Version : "2.5.1";
        var draft = new MessageDraft(by);
        var head = draft.Add("MSH");
        Back(message, 5, head, 3);
        Back(message, 6, head, 4);
        Back(message, 3, head, 5);
        Back(message, 4, head, 6);
        head.Put(7, Hl7Time.Write(now)).Put(9, "ACK").Put(9, message?.Event, 2).Put(10, controlId)
            .Put(11, message?.Head[11].Text is { Length: > 0 } processing ? processing : "P").Put(12, version).Put(18, charset);
        if (version is not ("2.3" or "2.3.1" or "2.4")) head.Put(9, "ACK", 3);
        var told = faults.Take(MostErrors).ToList();
        var answer = draft.Add("MSA").Put(1, code.ToString()).Put(2, message?.ControlId);
        if (told.Count > 0 && code != AckCode.AA) answer.Put(3, Line(told[0], says));
        foreach (var fault in told) Error(draft.Add("ERR"), fault, version, says);
        return Charsets.Write(draft.ToString(), charset);
    }

    // Names of applications and places go back as they came.
    static void Back(Message? message, int from, SegmentDraft to, int field) => to.Raw(field, message?.Head[from].Raw ?? "");

    static void Error(SegmentDraft error, Fault fault, string version, Func<Fault, string> says)
    {
        var place = PlaceOf(fault.Place);
        if (version is "2.3" or "2.3.1" or "2.4")
        {
            // Before 2.5 the segment has one field: where, and the code.
            error.Put(1, place.Segment, 1).Put(1, place.Number, 2).Put(1, place.Field, 3).Put(1, fault.Code, 4).Put(1, Line(fault, says), 4, 2);
            return;
        }
        error.Put(2, place.Segment, 1).Put(2, place.Number, 2).Put(2, place.Field, 3).Put(2, place.Field.Length > 0 ? "1" : "", 4).Put(2, place.Component, 5);
        error.Put(3, fault.Code).Put(3, "HL70357", 3).Put(4, fault.IsWarning ? "W" : "E");
        error.Put(7, fault.Expected is { } expected ? $"{fault.Place}: expected {expected}" : fault.Place).Put(8, says(fault));
    }

    static string Line(Fault fault, Func<Fault, string> says)
    {
        var line = $"{fault.Place} {says(fault)}".Trim();
        return line.Length > 80 ? line[..80] : line;
    }

    static (string Segment, string Number, string Field, string Component) PlaceOf(string place)
    {
        var (name, rest) = place.Split('-', 2) is [var n, var r] ? (n, r) : (place, "");
        var (segment, number) = name.Split('(') is [var s, var at] ? (s, at.TrimEnd(')')) : (name, "1");
        if (!Place.IsName(segment)) return ("", "", "", "");
        var parts = rest.Split('.');
        return (segment, number, parts[0].Split('[')[0], parts.Length > 1 ? parts[1] : "");
    }
}
