using System.Runtime.CompilerServices;

namespace LienY.Media;

/// <summary>What a track carries.</summary>
public enum TrackKind : byte
{
    /// <summary>A voice.</summary>
    Sound,

    /// <summary>A camera.</summary>
    Picture,

    /// <summary>A screen that is shared.</summary>
    Screen,
}

/// <summary>Why a receiver gets less of a track than it asked for; the page tells it in words.</summary>
public enum Reduction : byte
{
    /// <summary>It gets what it asked for.</summary>
    None,

    /// <summary>A smaller picture, for want of bits.</summary>
    Smaller,

    /// <summary>Fewer pictures a second, for want of bits.</summary>
    Fewer,

    /// <summary>No picture, for want of bits.</summary>
    NoPicture,

    /// <summary>This sound is not among the loudest.</summary>
    NotAmongLoudest,

    /// <summary>No sound, for want of bits.</summary>
    NoSound,
}

/// <summary>Bits a second of the layers of a picture: 3 spatial × 3 temporal places; each temporal one includes the lower ones; 0 where nothing is sent.</summary>
[InlineArray(9)]
public struct LayerRates
{
    int first;

    /// <summary>What spatial layer <paramref name="spatial"/> up to temporal layer <paramref name="temporal"/> needs.</summary>
    public readonly int At(int spatial, int temporal) => this[spatial * 3 + temporal];

    /// <summary>Sets one place.</summary>
    public void Set(int spatial, int temporal, int rate) => this[spatial * 3 + temporal] = rate;
}

/// <summary>One track that a receiver could get.</summary>
public record struct Offer
{
    /// <summary>The caller's number of the track.</summary>
    public int Track { get; set; }

    /// <summary>What it carries.</summary>
    public TrackKind Kind { get; set; }

    /// <summary>Order among its kind, lower first: 0 the loudest sound, or who speaks or is wanted large.</summary>
    public int Rank { get; set; }

    /// <summary>For pictures: the largest spatial layer the receiver can use (0–2), −1 when it shows none.</summary>
    public int Wanted { get; set; }

    /// <summary>For sounds: bits a second with headers, cover against loss included. 0 while it is silent.</summary>
    public int SoundRate { get; set; }

    /// <summary>For pictures: bits a second of the layers with headers, as measured.</summary>
    public LayerRates Rates { get; set; }
}

/// <summary>What a receiver gets of one track: spatial −1 for nothing; for sounds 0 means that it gets it.</summary>
public readonly record struct Grant(int Track, int Spatial, int Temporal, Reduction Why);
