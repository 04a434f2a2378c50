namespace LienY.Hl7;

/// <summary>Bounds that keep a hostile message from hurting the house.</summary>
public sealed record MessageLimits
{
    /// <summary>Bytes of a message; 16 MB.</summary>
    public int Bytes { get; init; } = 16 << 20;

    /// <summary>Segments of a message; 20,000.</summary>
    public int Segments { get; init; } = 20_000;

    /// <summary>Fields of a segment; 1,000.</summary>
    public int Fields { get; init; } = 1_000;

    /// <summary>Faults told of a message; 100.</summary>
    public int Faults { get; init; } = 100;
}
