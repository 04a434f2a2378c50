namespace LienY.Media;

/// <summary>What a receiver says about one packet: when it came in microseconds of the receiver's clock, or that it did not come.</summary>
public readonly record struct Arrival(ushort Sequence, bool Came, long Time);
