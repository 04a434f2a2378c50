namespace LienY.Media;

/// <summary>One m-line of a seat's description. Its place and its mid never change; what travels over it may.</summary>
public sealed class MediaLine(int index, bool isVideo)
{
    /// <summary>The mid: the place of the line as text.</summary>
    public string Mid { get; } = index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Pictures rather than sound.</summary>
    public bool IsVideo { get; } = isVideo;

    /// <summary>The server receives here.</summary>
    public bool Up { get; init; }

    /// <summary>Three sizes of the picture may come (simulcast with rids l, m, h).</summary>
    public bool Simulcast { get; init; }

    /// <summary>Whether anything may travel at present; otherwise the line is inactive and may be used again.</summary>
    public bool Active { get; set; }

    /// <summary>Sound that comes in is asked for in long packets of few bits, for a receiver on a thin line.</summary>
    public bool Thin { get; set; }

    /// <summary>Source the server sends here.</summary>
    public uint Ssrc { get; set; }

    /// <summary>Source of what is sent once more; pictures only.</summary>
    public uint RtxSsrc { get; set; }

    /// <summary>Stream the browser ties tracks together by; the same for a member's voice and camera so that lips move in time.</summary>
    public string Stream { get; set; } = "-";
}
