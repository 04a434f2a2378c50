namespace LienY.Insurance;

/// <summary>What a file says of itself before and behind its episodes.</summary>
public sealed record EnvelopeHead
{
    /// <summary>MACSKCB of THONGTINDONVI: the facility that sends; null when it is not told.</summary>
    public string? Facility { get; internal set; }

    /// <summary>NGAYLAP: the day on which the file was made; null when it is not told or not read.</summary>
    public DateOnly? Made { get; internal set; }

    /// <summary>SOLUONGHOSO: how many episodes the file says it holds.</summary>
    public int? Told { get; internal set; }

    /// <summary>Episodes read so far.</summary>
    public int Episodes { get; internal set; }

    /// <summary>Whether a signature stands in the file; <see cref="EnvelopeSignature"/> checks it.</summary>
    public bool IsSigned { get; internal set; }

    /// <summary>Whether the file is a check-in table (XML0) alone.</summary>
    public bool IsCheckIn { get; internal set; }
}
