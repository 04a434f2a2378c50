using System.Diagnostics;
using System.Globalization;

namespace LienY.Dicom.Tests;

/// <summary>Whatever is said on the line: it is answered or aborted with the right reason, the listener goes on, and memory stays bounded.</summary>
public sealed class HostileTests
{
    static async Task StillServesAsync(Clinic clinic)
    {
        await using var client = await DimseClient.OpenAsync(clinic.Target, "TESTER", ProposedContexts.For(Uids.Verification), TimeProvider.System,
            TestContext.Current.CancellationToken);
        Assert.Equal(DimseStatus.Success, await client.EchoAsync());
        await client.ReleaseAsync();
    }

    static byte[] Head(PduType type, uint length) => [(byte)type, 0, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length];

    [Theory]
    [InlineData(PduType.AssociateRequest, false, AbortReason.InvalidParameter)]
    [InlineData(PduType.Data, false, AbortReason.UnexpectedPdu)]
    [InlineData((PduType)9, false, AbortReason.UnrecognizedPdu)]
    [InlineData(PduType.Data, true, AbortReason.InvalidParameter)]
    [InlineData(PduType.Abort, true, AbortReason.InvalidParameter)]
    [InlineData(PduType.AssociateRequest, true, AbortReason.UnexpectedPdu)]
    [InlineData((PduType)0x47, true, AbortReason.UnrecognizedPdu)]
    public async Task A_PDU_of_two_gigabytes_is_aborted(PduType type, bool isAssociated, AbortReason reason)
    {
        await using var clinic = new Clinic();
        using var raw = isAssociated ? await Raw.AssociatedAsync(clinic.Port) : await Raw.OpenAsync(clinic.Port);
        await raw.SayAsync(Head(type, 0x7FFFFFF0));
        await raw.IsAbortedAsync(reason);
        await StillServesAsync(clinic);
    }

    public static TheoryData<string, AbortReason> Nonsense => new()
    {
        { "a value longer than its PDU", AbortReason.InvalidParameter },
        { "a value of one byte", AbortReason.InvalidParameter },
        { "half a value at the end of a PDU", AbortReason.InvalidParameter },
        { "a context that does not stand", AbortReason.InvalidParameter },
        { "data without a command", AbortReason.UnexpectedPdu },
        { "a command instead of data", AbortReason.UnexpectedPdu },
        { "data of another context", AbortReason.UnexpectedPdu },
        { "a release within a message", AbortReason.UnexpectedPdu },
        { "an answer that nobody waits for", AbortReason.UnexpectedPdu },
        { "a command without a verb", AbortReason.InvalidParameter },
        { "a command of another group", AbortReason.InvalidParameter },
        { "a command without end", AbortReason.InvalidParameter },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task Nonsense_is_aborted_with_its_reason(string what, AbortReason reason)
    {
        await using var clinic = new Clinic();
        using var raw = await Raw.AssociatedAsync(clinic.Port);
        await raw.SayAsync(what switch
        {
            "a value longer than its PDU" => [[.. Head(PduType.Data, 10), 0, 0, 0, 200, 1, 3, 0, 0, 0, 0]],
            "a value of one byte" => [[.. Head(PduType.Data, 6), 0, 0, 0, 1, 1, 3]],
            "half a value at the end of a PDU" => [[.. Head(PduType.Data, 10), 0, 0, 0, 2, 1, 1, 0, 0, 0, 0]],
            "a context that does not stand" => [Raw.Data(77, true, true, new DimseCommand(DimseVerb.Echo).Write())],
            "data without a command" => [Raw.Data(3, false, true, [1, 2])],
            "a command instead of data" => [Raw.Store("2.25.1"), Raw.Echo()],
            "data of another context" => [Raw.Store("2.25.1"), Raw.Data(1, false, true, [1, 2])],
            "a release within a message" => [Raw.Store("2.25.1"), PduWriter.ReleaseRequest],
            "an answer that nobody waits for" => [Raw.Data(1, true, true, new DimseCommand(DimseVerb.Echo, isResponse: true) { AnswersId = 4,
                Status = DimseStatus.Success }.Write())],
            "a command without a verb" => [Raw.Data(1, true, true, [0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0])],
            "a command of another group" => [Raw.Data(1, true, true, [8, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0])],
            _ => [.. Enumerable.Range(0, 10).Select(_ => Raw.Data(1, true, false, new byte[10_000]))],
        });
        await raw.IsAbortedAsync(reason);
        await StillServesAsync(clinic);
    }

    [Fact]
    public async Task A_line_cut_within_an_instance_leaves_nothing()
    {
        await using var clinic = new Clinic();
        for (var n = 0; n < 5; n++)
        {
            using var raw = await Raw.AssociatedAsync(clinic.Port);
            await raw.SayAsync(Raw.Store("2.25." + n), Raw.Data(3, false, false, new byte[10_000]), Raw.Data(3, false, true, new byte[10_000])[..(n * 2000)]);
            while (clinic.Begun <= n) await Task.Delay(2);
        }
        while (clinic.Open > 0) await Task.Delay(2);
        Assert.Equal(5, clinic.Cut);
        Assert.Empty(clinic.Kept);
        await StillServesAsync(clinic);
    }

    [Fact]
    public async Task A_store_without_data_and_an_operation_that_does_not_exist_are_answered()
    {
        await using var clinic = new Clinic();
        using var raw = await Raw.AssociatedAsync(clinic.Port);
        await raw.SayAsync(Raw.Data(3, true, true, new DimseCommand(DimseVerb.Store) { SopClass = Elements.SecondaryCapture, MessageId = 1 }.Write()));
        Assert.Equal(0xC000, (await AnswerAsync(raw)).Status.Code);
        await raw.SayAsync(Raw.Data(3, true, true, new DimseCommand((DimseVerb)0x0777) { SopClass = Elements.SecondaryCapture, MessageId = 2 }.Write()));
        Assert.Equal(0x0211, (await AnswerAsync(raw)).Status.Code);
        await raw.SayAsync(Raw.Data(1, true, true, new DimseCommand(DimseVerb.Echo) { SopClass = SopClasses.Worklist, MessageId = 3 }.Write()));
        Assert.Equal(0x0122, (await AnswerAsync(raw)).Status.Code);
    }

    static async Task<DimseCommand> AnswerAsync(Raw raw)
    {
        var (type, body) = await raw.HearAsync();
        Assert.Equal(PduType.Data, type);
        return DimseCommand.Read(body.AsSpan(6));
    }

    [Fact]
    public async Task A_thousand_lines_that_say_nothing_keep_nobody_out()
    {
        await using var clinic = new Clinic();
        var lines = new List<Raw>();
        try
        {
            for (var n = 0; n < 1000; n++)
            {
                lines.Add(await Raw.OpenAsync(clinic.Port));
                if (n % 3 == 0) await lines[^1].SayAsync(Raw.Request()[..(n % 70)]);
            }
            await StillServesAsync(clinic);
            while (clinic.Open > 0) await Task.Delay(2);
        }
        finally
        {
            lines.ForEach(l => l.Dispose());
        }
    }

    [Fact]
    public async Task Who_drips_a_request_is_cut_off_by_the_clock()
    {
        var clock = new HandClock();
        await using var clinic = new Clinic(clock: clock);
        using var raw = await Raw.OpenAsync(clinic.Port);
        foreach (var one in Raw.Request().Take(20)) await raw.SayAsync([one]);
        while (!clock.IsAwaited(TimeSpan.FromSeconds(15))) await Task.Delay(2);
        clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal((PduType)0, (await raw.HearAsync()).Type);
    }

    [Fact]
    public async Task Who_is_silent_for_too_long_is_aborted_but_not_while_we_work()
    {
        var clock = new HandClock();
        await using var clinic = new Clinic(clock: clock);
        using var raw = await Raw.AssociatedAsync(clinic.Port);
        await raw.SayAsync(Raw.Echo());
        Assert.True((await AnswerAsync(raw)).IsResponse);
        while (!clock.IsAwaited(TimeSpan.FromMinutes(5))) await Task.Delay(2);
        clock.Advance(TimeSpan.FromMinutes(4));
        await raw.SayAsync(Raw.Echo(2));
        Assert.Equal(2, (await AnswerAsync(raw)).AnswersId);
        while (!clock.IsAwaited(TimeSpan.FromMinutes(5))) await Task.Delay(2);
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(PduType.Abort, (await raw.HearAsync()).Type);
    }

    /// <summary>As long as LIENY_FUZZ_SECONDS says (2 s where it says nothing); the seed of a failure is part of its message.</summary>
    [Fact]
    public async Task Any_bytes_on_the_line_end_in_order()
    {
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("LIENY_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked
            : 2;
        var start = Environment.TickCount & 0xFFFFFF;
        var (clock, count, whole) = (Stopwatch.StartNew(), 0, 0);
        for (; clock.Elapsed.TotalSeconds < seconds; count++)
        {
            var chance = new Random(start + count);
            try
            {
                if (await ListenAsync(Spoilt(chance), chance)) whole++;
            }
            catch (Exception problem) when (problem is not (PduFault or AssociationBroken or AssociationRefused))
            {
                Assert.Fail($"Seed {start + count}: {problem}");
            }
            catch (Exception)
            {
                // Ended as nonsense ends.
            }
        }
        Assert.InRange(whole, 1, count - 1);
    }

    static byte[] Spoilt(Random chance)
    {
        byte[][] parts = [PduWriter.Of(PduTests.Request(chance)), Raw.Request(), Raw.Echo(), Raw.Store("2.25.1"), Raw.Data(3, false, chance.Next(2) == 0,
            new byte[chance.Next(900)]),
            Raw.Data(3, false, true, [1, 2]), PduWriter.ReleaseRequest, PduWriter.Of(new Abort(0, 0))];
        var bytes = parts[1].ToList();
        foreach (var n in Enumerable.Range(0, chance.Next(6))) bytes.AddRange(chance.Next(4) == 0 ? parts[chance.Next(parts.Length)] : [.. parts[3], .. parts[5]]);
        bytes.AddRange(parts[6]);
        for (var changes = chance.Next(4); changes > 0; changes--)
        {
            var at = chance.Next(bytes.Count);
            switch (chance.Next(4))
            {
                case 0: bytes[at] = (byte)chance.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(chance.Next(1, 30), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, parts[chance.Next(parts.Length)]); break;
                default: bytes.RemoveRange(at, chance.Next(8) == 0 ? bytes.Count - at : 0); break;
            }
            if (bytes.Count == 0) bytes.Add(1);
        }
        return [.. bytes];
    }

    static async Task<bool> ListenAsync(byte[] bytes, Random chance)
    {
        var seen = 0L;
        await using var association = await Association.AnswerAsync(new Drops(bytes, chance), r => new(Association.Accept(r, _ => true)), new(),
            TimeProvider.System, default);
        if (association is null) return false;
        while (await association.ReadAsync() is { } message)
        {
            if (message.Data is { } data) await data.CopyToAsync(Stream.Null);
            Assert.True((seen += message.Data?.Count ?? 0) <= bytes.Length);
        }
        return true;
    }

    /// <summary>Bytes that come in drops of any size; what is written is forgotten.</summary>
    sealed class Drops(byte[] bytes, Random chance) : MemoryStream
    {
        int at;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(chance.Next(1, 3000), Math.Min(buffer.Length, bytes.Length - at));
            bytes.AsMemory(at, count).CopyTo(buffer);
            at += count;
            return new(count);
        }
    }
}
