namespace LienY.Insurance;

/// <summary>How bad a fault is.</summary>
public enum Severity
{
    /// <summary>The record is taken, the sender is told.</summary>
    Warn,

    /// <summary>The record is not taken.</summary>
    Refuse,
}

/// <summary>What became of an episode.</summary>
public enum Grade
{
    /// <summary>Without a fault.</summary>
    Accepted,

    /// <summary>Taken; faults are told.</summary>
    AcceptedWithWarnings,

    /// <summary>Not taken.</summary>
    Refused,
}

/// <summary>
/// One fault of a file, told so that a person can mend it. <see cref="Text"/> and <see cref="Remedy"/> are Vietnamese sentences with places:
/// {0} the field, {1} the value, {2} what was expected; English and Chinese are in <see cref="FaultTexts"/>.
/// </summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Rule">Stable id: <c>XML1.NGAY_RA.required</c>, <c>file.truncated</c>.</param>
/// <param name="Text">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record Fault(Severity Severity, string Rule, string Text, string Remedy)
{
    /// <summary>Name of the file, with the entry of an archive behind an exclamation mark.</summary>
    public string File { get; init; } = "";

    /// <summary>The how-manieth HOSO of the file, from 1; null for the file as a whole.</summary>
    public int? Record { get; init; }

    /// <summary>MA_LK of the episode, as far as known.</summary>
    public string? EpisodeKey { get; init; }

    /// <summary><c>XML0</c> to <c>XML15</c>, or null.</summary>
    public string? Table { get; init; }

    /// <summary>Row of the table, from 1.</summary>
    public int? Row { get; init; }

    /// <summary>Element name.</summary>
    public string? Field { get; init; }

    /// <summary>Line in the table's own XML (in the file for faults of the file), from 1.</summary>
    public int? Line { get; init; }

    /// <summary>The value at fault, shortened; it may name a person, so the caller decides who sees it.</summary>
    public string? Value { get; init; }

    /// <summary>What was expected.</summary>
    public string? Expected { get; init; }

    /// <summary>What fills the places of both sentences.</summary>
    public object[] Args => [Field is null ? Table ?? File : $"{Table}.{Field}", Value ?? "", Expected ?? ""];
}
