namespace LienY.Media;

/// <summary>Numbers of payloads and header extensions. The server always writes the offer, so they are the same for everybody and nothing has to be translated.</summary>
public static class Wire
{
    /// <summary>Opus, RFC 7587 (48 kHz clock).</summary>
    public const int Opus = 111;

    /// <summary>Redundant audio, RFC 2198, carrying Opus.</summary>
    public const int Red = 63;

    /// <summary>VP8, RFC 7741 (90 kHz clock).</summary>
    public const int Vp8 = 96;

    /// <summary>Retransmission of VP8, RFC 4588.</summary>
    public const int Rtx = 97;

    /// <summary>urn:ietf:params:rtp-hdrext:sdes:mid (RFC 9143).</summary>
    public const int Mid = 1;

    /// <summary>urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id (RFC 8852).</summary>
    public const int Rid = 2;

    /// <summary>urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id (RFC 8852).</summary>
    public const int RepairedRid = 3;

    /// <summary>Transport-wide sequence number (draft-holmer-rmcat-transport-wide-cc-extensions-01).</summary>
    public const int TransportSequence = 4;

    /// <summary>urn:ietf:params:rtp-hdrext:ssrc-audio-level (RFC 6464).</summary>
    public const int AudioLevel = 5;

    /// <summary>Absolute send time, 6.18 fixed point seconds.</summary>
    public const int AbsSendTime = 6;

    /// <summary>Clock of VP8 in hertz.</summary>
    public const int VideoClock = 90000;

    /// <summary>Clock of Opus in hertz.</summary>
    public const int AudioClock = 48000;

    /// <summary>Largest packet that is handled, in bytes: one Ethernet frame.</summary>
    public const int MaxPacket = 1500;

    /// <summary>How far sequence number a is ahead of b, −32768 to 32767.</summary>
    public static int Ahead(ushort a, ushort b) => (short)(a - b);
}
