using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace LienY.Hl7.Tests;

/// <summary>Reading and writing ER7: what came goes out again, what is broken is told, nothing throws.</summary>
public sealed class ReadingTests
{
    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public void Separators_are_taken_from_MSH()
    {
        var message = MessageReader.Read("MSH#*!?$#HIS#T1###20261121##ADT*A01#1#P#2.4\rPID###1*2$3!4##A?S?B\r").Message!;
        Assert.Equal("ADT^A01", message.Type);
        Assert.Equal("3", message.Text("PID-3.2.2"));
        Assert.Equal("4", message.Text("PID-3[2].1"));
        Assert.Equal("A*B", message.Text("PID-5.1"));
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Lines_may_end_any_way_and_separators_may_trail(string end)
    {
        var read = MessageReader.Read(Utf8(Samples.Admit().Replace("\r", "|||" + end)));
        Assert.True(read.IsSound);
        Assert.Equal("V0001", read.Message!.Text("PV1-19"));
    }

    [Fact]
    public void Escapes_are_read_and_unknown_ones_stay() =>
        Assert.Equal("a|b^c&d~e\\f\ng\rh\\Zx\\ i", Escapes.Unescape(@"a\F\b\S\c\T\d\R\e\E\f\.br\g\X0D\h\Zx\ \H\i\N\", Delimiters.Usual));

    [Fact]
    public void Escaping_and_back_gives_the_same_text() => Prop.ForAll<NonNull<string>>(text =>
        Escapes.Unescape(Escapes.Escape(text.Get, Delimiters.Usual), Delimiters.Usual) == text.Get).QuickCheckThrowOnFailure();

    [Fact]
    public void A_message_that_is_read_and_written_is_the_same_text()
    {
        var field = ArbMap.Default.GeneratorFor<string>().Select(s => Escapes.Escape(s ?? "", Delimiters.Usual).Replace("\r", "").Replace("\n", ""));
        var segment = from name in Gen.Elements("PID", "OBX", "ZXY",
            "NTE")
                      from fields in Gen.NonEmptyListOf(field)
                      select $"{name}|{string.Join('|', fields.Take(20))}";
        var message = from segments in Gen.ListOf(segment) select Samples.Head("ADT^A01", "1") + string.Concat(segments.Select(s => s + "\r"));
        Prop.ForAll(Arb.From(message), text => MessageReader.Read(text).Message!.ToString() == text).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_draft_is_read_as_it_was_put() => Prop.ForAll<NonNull<string>, PositiveInt, PositiveInt>((text, field, component) =>
    {
        var (f, c) = ((field.Get % 40) + 1, (component.Get % 9) + 1);
        var draft = new MessageDraft();
        draft.Add("MSH").Put(9, "ADT").Put(9, "A08", 2).Put(10, "1").Put(12, "2.5");
        draft.Add("PID").Put(f, text.Get, c);
        var back = draft.Done().First("PID")![f].At(c);
        return back == text.Get || (text.Get == "\"\"" && back == "");
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_bytes_never_throw()
    {
        foreach (var begin in new[] { "", "MSH|^~\\&|", Samples.Results() })
        {
            Prop.ForAll<byte[]>(bytes =>
            {
                var read = MessageReader.Read([.. Utf8(begin), .. bytes]);
                if (read.Message is { } message) BundleMaker.Make(message, MapBook.Standard, Samples.Here);
                return read.Message is not null || read.Faults.Count > 0;
            }).QuickCheckThrowOnFailure();
        }
    }

    [Fact]
    public void A_sample_with_any_byte_changed_never_throws()
    {
        var whole = Utf8(Samples.Results());
        Prop.ForAll<PositiveInt, byte>((at, value) =>
        {
            var bytes = (byte[])whole.Clone();
            bytes[at.Get * 37 % bytes.Length] = value;
            return MessageReader.Read(bytes).Message is not { } message || BundleMaker.Make(message, MapBook.Standard, Samples.Here).Entries.Count < 100;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Sixteen_megabytes_of_separators_are_refused_without_growing()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = MessageReader.Read([.. Utf8(Samples.Head("ADT^A01", "1")), .. Utf8("PID"), .. Enumerable.Repeat((byte)'|', 15 << 20)]);
        Assert.Equal(FaultKind.TooLarge, Assert.Single(read.Faults).Kind);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200L << 20);
        Assert.Equal(FaultKind.TooLarge, Assert.Single(MessageReader.Read(new byte[(16 << 20) + 1]).Faults).Kind);
    }

    [Theory]
    [InlineData("UNICODE UTF-16", "MSH-18")]
    [InlineData("ISO IR87", "MSH-18")]
    public void A_character_set_that_is_not_read_is_named(string charset, string place)
    {
        var fault = Assert.Single(MessageReader.Read(Utf8(Samples.Head("ADT^A01", "1", charset))).Faults);
        Assert.Equal((FaultKind.Charset, place, charset), (fault.Kind, fault.Place, fault.Given));
        Assert.Contains("UTF-8", fault.Expected);
    }

    [Fact]
    public void Utf16_bytes_are_refused_clearly() =>
        Assert.Equal((FaultKind.Charset, "UTF-16"), MessageReader.Read(Encoding.Unicode.GetBytes(Samples.Admit())).Faults.Select(f => (f.Kind, f.Given)).Single());

    [Fact]
    public void Latin1_is_read_by_its_name_and_wrong_bytes_are_told()
    {
        var text = Samples.Head("ADT^A01", "1", "8859/1") + "PID|||1||Müller\r";
        Assert.Equal("Müller", MessageReader.Read(Encoding.Latin1.GetBytes(text)).Message!.Text("PID-5"));
        Assert.Equal(FaultKind.Bytes, Assert.Single(MessageReader.Read(Encoding.Latin1.GetBytes(text.Replace("8859/1", ""))).Faults).Kind);
    }

    [Theory]
    [InlineData("", FaultKind.Empty)]
    [InlineData("hello", FaultKind.NotAMessage)]
    [InlineData("MSH", FaultKind.Separators)]
    [InlineData("MSH|||a", FaultKind.Separators)]
    [InlineData("MSH|^^\\&|a", FaultKind.Separators)]
    public void What_is_no_message_is_told(string text, FaultKind kind) => Assert.Equal(kind, MessageReader.Read(Utf8(text)).Faults[0].Kind);

    [Theory]
    [InlineData("2026", "2026")]
    [InlineData("202611", "2026-11")]
    [InlineData("20261121", "2026-11-21")]
    [InlineData("19500000", "1950")]
    [InlineData("202611210930", "2026-11-21T09:30:00+07:00")]
    [InlineData("20261121093015.123", "2026-11-21T09:30:15.123+07:00")]
    [InlineData("20261121093015+0000", "2026-11-21T09:30:15+00:00")]
    [InlineData("20261121093015-0530", "2026-11-21T09:30:15-05:30")]
    [InlineData("2026-11-21", "2026-11-21")]
    [InlineData("2026-11-21 09:30:15", "2026-11-21T09:30:15+07:00")]
    [InlineData("20261341", null)]
    [InlineData("21/11/2026", null)]
    [InlineData("2026112", null)]
    [InlineData("20261121093015+9900", null)]
    public void Times_keep_their_precision_and_zone(string text, string? fhir) => Assert.Equal(fhir, Hl7Time.Of(text)?.Fhir);

    [Fact]
    public void Any_text_read_as_a_time_is_no_surprise() =>
        Prop.ForAll<NonNull<string>>(text => Hl7Time.Of(text.Get) is null || Hl7Time.Of(text.Get)!.Value.Digits >= 4).QuickCheckThrowOnFailure();
}
