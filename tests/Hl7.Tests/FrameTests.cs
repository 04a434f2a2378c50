using System.Text;

namespace LienY.Hl7.Tests;

/// <summary>Frames on a line that may be slow, noisy or cut; and answers.</summary>
public sealed class FrameTests
{
    /// <summary>Gives its bytes a few at a time.</summary>
    sealed class Drops(byte[] all, int each) : MemoryStream(all)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(each, buffer.Length)], cancellationToken);
    }

    static async Task<List<string>> ReadAllAsync(byte[] line, int each, int most = 1024)
    {
        var (frames, all) = (new Frames(new Drops(line, each), most), new List<string>());
        while (true)
        {
            var (end, message) = await frames.ReadAsync(default);
            all.Add(end == FrameEnd.Whole ? Encoding.UTF8.GetString(message.Span) : end.ToString());
            if (end != FrameEnd.Whole) return all;
        }
    }

    static byte[] Line(string text) => Encoding.UTF8.GetBytes(text);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task Frames_are_read_however_the_bytes_come(int each)
    {
        Assert.Equal(["a\rb", "c", "Closed"], await ReadAllAsync(Line("\r\n\u000Ba\rb\u001C\r\n\u000Bc\u001C\r"), each));
        Assert.Equal(["a\u001Cb", "Closed"], await ReadAllAsync(Line("\u000Ba\u001Cb\u001C\r"), each));
        Assert.Equal(["Cut"], await ReadAllAsync(Line("\u000Babc"), each));
        Assert.Equal(["Cut"], await ReadAllAsync(Line("\u000Babc\u001C"), each));
        Assert.Equal(["Noise"], await ReadAllAsync(Line(new string('x', 5000)), each));
        Assert.Equal(["TooLarge"], await ReadAllAsync(Line("\u000B" + new string('x', 5000)), each));
    }

    [Fact]
    public async Task What_is_written_is_read()
    {
        using var line = new MemoryStream();
        await new Frames(line).WriteAsync(Line(Samples.Admit()), default);
        line.Position = 0;
        Assert.Equal(Samples.Admit(), Encoding.UTF8.GetString((await new Frames(line).ReadAsync(default)).Message.Span));
    }

    [Fact]
    public void An_answer_names_the_message_and_turns_sender_and_receiver_round()
    {
        var message = MessageReader.Read(Samples.Admit("A-77")).Message!;
        var answer = MessageReader.Read(Acknowledgement.Of(message, AckCode.AA, "X1", DateTimeOffset.UnixEpoch, [], f => f.Place)).Message!;
        Assert.Equal(("ACK", "A01", "AA", "A-77", "X1"), (answer.Kind, answer.Text("MSH-9.2"), answer.Text("MSA-1"), answer.Text("MSA-2"), answer.ControlId));
        Assert.Equal(("LIENY", "SYT", "HIS", "T0001"), (answer.Text("MSH-3"), answer.Text("MSH-4"), answer.Text("MSH-5"), answer.Text("MSH-6")));
    }

    [Theory]
    [InlineData("2.5.1")]
    [InlineData("2.3")]
    public void A_refusal_names_segment_field_and_what_was_expected_but_never_the_value(string version)
    {
        var message = MessageReader.Read(Samples.Admit().Replace("|2.5.1|", $"|{version}|")).Message!;
        var bytes = Acknowledgement.Of(message, AckCode.AE, "X1", DateTimeOffset.UnixEpoch, [new(FaultKind.NotATime, "PID(2)-7.1", "BÍ MẬT", "YYYYMMDD")], _ =>
            "Không phải ngày.");
        var answer = MessageReader.Read(bytes).Message!;
        Assert.Equal("AE", answer.Text("MSA-1"));
        Assert.Equal(("PID", "2", "7"), version == "2.3" ? (answer.Text("ERR-1.1"), answer.Text("ERR-1.2"), answer.Text("ERR-1.3"))
            : (answer.Text("ERR-2.1"), answer.Text("ERR-2.2"), answer.Text("ERR-2.3")));
        if (version != "2.3") Assert.Contains("YYYYMMDD", answer.Text("ERR-7"));
        Assert.DoesNotContain("BÍ MẬT", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void An_answer_is_written_in_the_character_set_of_the_message()
    {
        var message = MessageReader.Read(Samples.Head("ADT^A01", "1", "ASCII") + "PID|||1\r").Message!;
        var bytes = Acknowledgement.Of(message, AckCode.AE, "1", DateTimeOffset.UnixEpoch, [new(FaultKind.Required, "PID-3")], _ => "Thiếu mã người bệnh đã đăng ký");
        Assert.Contains("Thieu ma nguoi benh da dang ky", Encoding.ASCII.GetString(bytes));
        Assert.All(bytes, b => Assert.True(b < 128));
    }
}
