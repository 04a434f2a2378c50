using FsCheck;
using FsCheck.Fluent;

namespace LienY.Media.Tests;

/// <summary>Transport-wide feedback, written and read.</summary>
public sealed class FeedbackTests
{
    static List<Arrival> Told(FeedbackWriter writer, FeedbackReader reader, long now)
    {
        var (all, buffer, length) = (new List<Arrival>(), new byte[1200], 0);
        while ((length = writer.Write(buffer, 1, 2, now)) > 0)
        {
            Assert.True(length <= 1100 && length % 4 == 0);
            Assert.True(reader.TryRead(buffer.AsSpan(0, length)));
            all.AddRange(reader.Arrivals);
        }
        return all;
    }

    [Fact]
    public void What_is_written_is_read_whatever_is_lost_and_whenever_it_comes() => Prop.ForAll(
        Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var chance = new Random(seed);
            var (writer, reader, time, number) = (new FeedbackWriter(), new FeedbackReader(), 5_000_000L, chance.Next(65536));
            var steps = Enumerable.Range(0, chance.Next(300)).Select(_ => chance.Next(12));
            var came = new Dictionary<ushort, long>();
            foreach (var step in steps)
            {
                number += step > 8 ? step - 7 : 1;
                time += step * step * step * 97L;
                came[(ushort)number] = time;
                writer.Came((ushort)number, time);
            }
            var told = Told(writer, reader, time);
            Assert.Equal(came.Keys.Order(), told.Where(a => a.Came).Select(a => a.Sequence).Order());
            // Times are told relative to a common start, in steps of 250 µs.
            if (came.Count > 0)
            {
                var shift = told.First(a => a.Came) is var first ? came[first.Sequence] - first.Time : 0;
                foreach (var arrival in told.Where(a => a.Came)) Assert.InRange(came[arrival.Sequence] - arrival.Time - shift, -251, 251);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Feedback_after_feedback_tells_each_packet_once()
    {
        var (writer, reader, told) = (new FeedbackWriter(), new FeedbackReader(), new List<Arrival>());
        for (var i = 0; i < 5000; i++)
        {
            if (i % 7 != 3) writer.Came((ushort)(64_000 + i), 1_000_000 + i * 3_000L);
            if (i % 40 == 39) told.AddRange(Told(writer, reader, 1_000_000 + i * 3_000L));
        }
        told.AddRange(Told(writer, reader, 99_000_000));
        Assert.Equal(5000, told.Count);
        Assert.Equal(Enumerable.Range(0, 5000).Count(i => i % 7 != 3), told.Count(a => a.Came));
    }

    [Fact]
    public void A_packet_told_missing_that_comes_late_is_told_again()
    {
        var (writer, reader) = (new FeedbackWriter(), new FeedbackReader());
        foreach (var n in new ushort[] { 10, 11, 13, 14 }) writer.Came(n, 1_000_000 + n * 1000);
        Assert.False(Told(writer, reader, 2_000_000).Single(a => a.Sequence == 12).Came);
        writer.Came(12, 1_050_000);
        Assert.True(Told(writer, reader, 2_100_000).Single(a => a.Sequence == 12).Came);
    }

    [Fact]
    public void Feedback_of_another_program_is_read()
    {
        // Run of two small, one vector of two-bit symbols, deltas of 1, 2, −1 ms and so on; assembled by hand from the draft's §3.1.
        byte[] packet =
        [
            0x8f, 205, 0, 6, 0, 0, 0, 1, 0, 0, 0, 2,
            0x12, 0x34, 0, 5, 0, 0, 2, 9,
            0x20, 0x02, 0b1100_1001, 0b0000_0000,
            4, 8, 0xff, 0xfc,
        ];
        var reader = new FeedbackReader();
        // Symbols: small, small | none, large, small (the vector's first three) — the last has no delta left: refused.
        Assert.False(reader.TryRead(packet));
        byte[] whole = [.. packet, 3, 0, 0, 3];
        whole[3] = 7;
        whole[0] |= 0x20;
        Assert.True(reader.TryRead(whole));
        Assert.Equal([true, true, false, true, true], reader.Arrivals.ToArray().Select(a => a.Came));
        Assert.Equal([128_000 + 1_000, 128_000 + 3_000, 128_000 + 2_000, 128_000 + 2_750], reader.Arrivals.ToArray().Where(a => a.Came).Select(a => a.Time));
        Assert.Equal(0x1234, reader.Arrivals[0].Sequence);
    }

    [Fact]
    public void Hostile_feedback_never_throws()
    {
        var (chance, reader, book, estimate) = (new Random(1), new FeedbackReader(), new SentBook(), new SendSideEstimate());
        var bytes = new byte[300];
        for (var i = 0; i < 100; i++) book.Leave(1000, SentKind.Picture, 0, i * 1000);
        for (var i = 0; i < 200_000; i++)
        {
            chance.NextBytes(bytes);
            var length = chance.Next(bytes.Length);
            if (length > 20 && i % 8 != 0) (bytes[0], bytes[1], bytes[2], bytes[3]) = ((byte)(i % 3 == 0 ? 0xaf : 0x8f), 205, 0, (byte)(length / 4 - 1));
            if (i % 2 == 0) bytes[14] = 0;
            if (reader.TryRead(bytes.AsSpan(0, length))) estimate.Take(reader.Arrivals, book, 1_000_000 + i * 1000L);
        }
        Assert.InRange(estimate.Rate, 1, 20_000_000);
    }
}
