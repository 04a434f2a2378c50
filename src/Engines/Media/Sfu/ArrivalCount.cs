namespace LienY.Media;

/// <summary>What a receiver must be able to say of one stream (RFC 3550 §6.4.1, A.3, A.8): highest number, loss, jitter, and the last sender report.</summary>
public sealed class ArrivalCount(int clock)
{
    Unrolled numbers;
    long first = -1, received, toldExpected, toldReceived, reportAt;
    double jitter;
    long lastTransit;
    uint lastTimestamp, reportMiddle;
    bool any;

    /// <summary>NTP time of the sender's last report; 0 before the first.</summary>
    public ulong Ntp { get; private set; }

    /// <summary>RTP time of the sender's last report.</summary>
    public uint NtpRtpTime { get; private set; }

    /// <summary>Packets that came.</summary>
    public long Packets => received;

    /// <summary>Notes a packet of the stream itself, not one sent again.</summary>
    public void Came(ushort sequence, uint timestamp, long now)
    {
        var number = numbers.Of(sequence);
        if (first < 0) first = number;
        received++;
        var transit = now * clock / 1_000_000 - timestamp;
        if (any && timestamp != lastTimestamp)
        {
            var difference = Math.Abs((long)(int)(uint)(transit - lastTransit));
            jitter += (difference - jitter) / 16;
        }
        (any, lastTransit, lastTimestamp) = (true, transit, timestamp);
    }

    /// <summary>Notes the sender's report.</summary>
    public void Report(ulong ntp, uint rtpTime, long now) => (Ntp, NtpRtpTime, reportMiddle, reportAt) = (ntp, rtpTime, (uint)(ntp >> 16), now);

    /// <summary>The block to tell the sender; loss counts since the last one.</summary>
    public ReportBlock Block(uint ssrc, long now)
    {
        var expected = first < 0 ? 0 : numbers.Highest - first + 1;
        var (expectedNow, receivedNow) = (expected - toldExpected, received - toldReceived);
        (toldExpected, toldReceived) = (expected, received);
        var loss = expectedNow <= 0 || expectedNow <= receivedNow ? 0 : (expectedNow - receivedNow) * 256 / expectedNow;
        var delay = reportMiddle == 0 ? 0 : (uint)((now - reportAt) * 65536 / 1_000_000);
        return new(ssrc, (byte)Math.Min(loss, 255), (int)Math.Clamp(expected - received, 0, 0x7fffff), (uint)(numbers.Highest - 65536), (uint)jitter,
            reportMiddle, delay);
    }
}
