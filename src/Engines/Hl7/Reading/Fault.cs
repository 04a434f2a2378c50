namespace LienY.Hl7;

/// <summary>What is wrong with a message.</summary>
public enum FaultKind
{
    /// <summary>Nothing was sent.</summary>
    Empty,

    /// <summary>It does not begin with MSH.</summary>
    NotAMessage,

    /// <summary>MSH-1 and MSH-2 name no usable separators.</summary>
    Separators,

    /// <summary>MSH-18 names a character set that is not read.</summary>
    Charset,

    /// <summary>The bytes are not of the character set that MSH-18 names.</summary>
    Bytes,

    /// <summary>Larger than allowed; expected: the limit.</summary>
    TooLarge,

    /// <summary>A line that is no segment.</summary>
    NotASegment,

    /// <summary>Another version than those that are read.</summary>
    Version,

    /// <summary>Another kind of message or event than those that are read.</summary>
    Unsupported,

    /// <summary>A segment that must be there.</summary>
    SegmentMissing,

    /// <summary>A field that must be filled.</summary>
    Required,

    /// <summary>Not a day or a time.</summary>
    NotATime,

    /// <summary>Not a number; kept as text.</summary>
    NotANumber,

    /// <summary>A code that the map does not know.</summary>
    NotInTable,

    /// <summary>Embedded data that is not base64.</summary>
    NotData,

    /// <summary>What stands there was left out; expected: why.</summary>
    LeftOut,

    /// <summary>The sender is not known.</summary>
    Stranger,

    /// <summary>The record refused it; given: what it said.</summary>
    Refused,

    /// <summary>The record cannot take it at present.</summary>
    Unavailable,
}

/// <summary>One fault of a message: where, what stood there, what was expected.</summary>
/// <param name="Place">Segment and field: <c>PID-7</c>, <c>OBX(2)-5.1</c>; empty for the message as a whole.</param>
/// <param name="Given">What stood there, shortened; it may tell of a person, so the caller decides who sees it.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="IsWarning">The message is taken all the same.</param>
public sealed record Fault(FaultKind Kind, string Place, string? Given = null, string? Expected = null, bool IsWarning = false)
{
    /// <summary>The code of HL7 table 0357 that says the same.</summary>
    public string Code => Kind switch
    {
        FaultKind.NotAMessage or FaultKind.NotASegment or FaultKind.SegmentMissing or FaultKind.Empty => "100",
        FaultKind.Required => "101",
        FaultKind.NotATime or FaultKind.NotANumber or FaultKind.NotData or FaultKind.Bytes or FaultKind.Separators => "102",
        FaultKind.NotInTable or FaultKind.Charset => "103",
        FaultKind.Unsupported => "200",
        FaultKind.Version => "203",
        FaultKind.Stranger => "204",
        _ => "207",
    };

    /// <summary>A value shortened for keeping.</summary>
    public static string? Short(string? given) => given is { Length: > 120 } ? given[..120] + "…" : given;
}
