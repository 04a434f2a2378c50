using System.Diagnostics;
using System.Globalization;

namespace LienY.Media.Tests;

/// <summary>Packets nobody honest would send, also from members with right keys: nothing throws, memory stays bounded. LIENY_FUZZ_SECONDS makes it go on for
/// longer. Alone in its process while it runs: the memory that is looked at is then the router's.</summary>
[CollectionDefinition(nameof(HostileTests), DisableParallelization = true)]
[Collection(nameof(HostileTests))]
public sealed class HostileTests
{
    static double Seconds => int.TryParse(Environment.GetEnvironmentVariable("LIENY_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture,
        out var asked) ? asked : 1;

    [Fact]
    public void Bad_packets_neither_throw_nor_fill_the_memory()
    {
        Assert.SkipUnless(DtlsIdentity.IsPossible, "libssl.so.3 is not on this machine.");
        var seed = Environment.TickCount;
        var random = new Random(seed);
        using var identity = new DtlsIdentity(new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero));
        using var room = new Room(identity, (_, _) => { });
        using var bad = new Visitor(room, 1).Enter();
        using var good = new Visitor(room, 2).Enter();
        for (var layer = 0; layer < 3; layer++) bad.Picture(layer, 1, true);
        bad.Sound(1);
        good.Negotiate();
        var memory = 0L;
        var (clock, count) = (Stopwatch.StartNew(), 0L);
        try
        {
            while (clock.Elapsed.TotalSeconds < Seconds || count < 20_000)
            {
                bad.SendOnce(Bytes(random));
                // Raw bytes too, as they come from the network.
                var raw = Bytes(random);
                room.Hear(bad.Seat, bad.Seat.Peer.Path!, raw, Visitor.Now);
                if (++count % 50 == 0)
                {
                    Visitor.Now += 5_000;
                    room.Tick(Visitor.Now);
                    if (count % 4_000 == 0) bad.Check();
                    good.Collect();
                    bad.Collect();
                    good.Packets.Clear();
                    good.Reports.Clear();
                    bad.Packets.Clear();
                    bad.Reports.Clear();
                }
                if (count == 10_000) memory = GC.GetTotalMemory(true);
            }
            TestContext.Current.SendDiagnosticMessage("{0} packets", 2 * count);
            var grown = GC.GetTotalMemory(true) - memory;
            Assert.True(grown < 20_000_000, $"Memory has grown by {grown} bytes in {2 * count} packets.");
        }
        catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"Seed {seed}: {fault}");
        }
    }

    // Half of it looks right but for one thing.
    static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(12, 400)];
        random.NextBytes(bytes);
        switch (random.Next(6))
        {
            case 0:
                break;
            case 1:
                bytes[0] = (byte)(0x80 | random.Next(0x40));
                bytes[1] = (byte)random.Next(192, 224);
                bytes[2] = 0;
                bytes[3] = (byte)(bytes.Length / 4 - 1);
                break;
            case 2:
                bytes[0] = (byte)(0x80 | random.Next(32));
                bytes[1] = (byte)random.Next(200, 208);
                bytes[2] = 0;
                bytes[3] = (byte)random.Next(100);
                break;
            case 3:
                (bytes[0], bytes[1], bytes[4], bytes[5], bytes[6], bytes[7]) = ((byte)random.Next(4), (byte)random.Next(2), 0x21, 0x12, 0xa4, 0x42);
                break;
            default:
                var writer = new RtpWriter(bytes);
                // Streams that are known, and ever new ones.
                writer.Header(new[] { Wire.Vp8, Wire.Rtx, Wire.Opus, Wire.Red, random.Next(128) }[random.Next(5)], random.Next(2) == 0, (ushort)random.Next(65536),
                    (uint)random.Next(), (uint)(random.Next(3) == 0 ? random.Next() : 1001 + random.Next(5)));
                if (bytes.Length < 60) break;
                if (random.Next(2) == 0) writer.Extension(Wire.Mid, 1)[0] = (byte)('0' + random.Next(4));
                if (random.Next(2) == 0) writer.Extension(random.Next(2, 4), 1)[0] = "lmhx"u8[random.Next(4)];
                if (random.Next(2) == 0) random.NextBytes(writer.Extension(random.Next(1, 15), random.Next(1, 16)));
                writer.EndExtensions();
                break;
        }
        if (random.Next(3) == 0) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    [Fact]
    public void A_spoilt_answer_is_refused_or_read_but_never_throws()
    {
        Assert.SkipUnless(DtlsIdentity.IsPossible, "libssl.so.3 is not on this machine.");
        var random = new Random(4);
        using var identity = new DtlsIdentity(new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero));
        using var room = new Room(identity, (_, _) => { });
        using var visitor = new Visitor(room, 1);
        var answer = visitor.Answered(visitor.Seat.Offer().Sdp);
        Assert.NotNull(SdpAnswer.Read(answer));
        for (var i = 0; i < 3_000; i++)
        {
            var text = answer.ToCharArray();
            for (var changes = random.Next(1, 6); changes > 0; changes--) text[random.Next(text.Length)] = (char)random.Next(9, 300);
            SdpAnswer.Read(new string(text));
            SdpAnswer.Read(answer[..random.Next(answer.Length)]);
            visitor.Seat.Answer(new string(text), 1);
        }
    }
}
