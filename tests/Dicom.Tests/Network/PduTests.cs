using FsCheck;
using FsCheck.Fluent;

namespace LienY.Dicom.Tests;

/// <summary>PDUs are read as they were written, and nothing else is read as one.</summary>
public sealed class PduTests
{
    static string Uid(Random chance) => "1." + string.Join('.', Enumerable.Range(0, chance.Next(1, 6)).Select(_ => chance.Next(100_000)));

    internal static AssociateRequest Request(Random chance) => new("CALLED" + chance.Next(999), "CALLING" + chance.Next(999),
        [.. Enumerable.Range(0, chance.Next(1, 40)).Select(n => new ProposedContext((byte)(2 * n + 1), Uid(chance), [.. Enumerable.Range(0, chance.Next(1,
            9)).Select(_ => Uid(chance))]))],
        User(chance) with { Identity = chance.Next(3) == 0 ? new((byte)chance.Next(1, 6), chance.Next(2) == 0, Some(chance), Some(chance)) : null });

    static UserInformation User(Random chance) => new()
    {
        MostPdu = (uint)chance.Next(),
        Implementation = Uid(chance),
        Version = chance.Next(2) == 0 ? "" : "V" + chance.Next(9999),
        AsyncOperations = chance.Next(2) == 0 ? null : ((ushort)chance.Next(9), (ushort)chance.Next(9)),
        Roles = [.. Enumerable.Range(0, chance.Next(4)).Select(_ => new RoleSelection(Uid(chance), chance.Next(2) == 0, chance.Next(2) == 0))],
        Extended = [.. Enumerable.Range(0, chance.Next(4)).Select(_ => new ExtendedNegotiation(Uid(chance), Some(chance)))],
    };

    static byte[] Some(Random chance)
    {
        var bytes = new byte[chance.Next(40)];
        chance.NextBytes(bytes);
        return bytes;
    }

    static void ForAny(Action<Random> check) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        check(new Random(seed))));

    [Fact]
    public void A_request_is_read_as_it_was_written() => ForAny(chance =>
    {
        var request = Request(chance);
        var bytes = PduWriter.Of(request);
        var read = PduReader.Request(bytes.AsSpan(6));
        Assert.Equal(bytes, PduWriter.Of(read));
        Assert.Equal((request.Called, request.Calling, request.Application, request.Version), (read.Called, read.Calling, read.Application, read.Version));
        Assert.Equal(request.Contexts.Select(c => (c.Id, c.SopClass, string.Join(' ', c.TransferSyntaxes))), read.Contexts.Select(c => (c.Id, c.SopClass,
            string.Join(' ', c.TransferSyntaxes))));
        Assert.Equal(request.User.Roles, read.User.Roles);
        Assert.Equal(request.User.AsyncOperations, read.User.AsyncOperations);
    });

    [Fact]
    public void An_answer_is_read_as_it_was_written() => ForAny(chance =>
    {
        var accept = new AssociateAccept("A", "B",
            [.. Enumerable.Range(0, chance.Next(1, 128)).Select(n => new AnsweredContext((byte)(2 * n + 1), (ContextResult)chance.Next(5), Uid(chance)))],
            User(chance) with { IdentityAnswer = chance.Next(2) == 0 ? null : Some(chance) });
        var read = PduReader.Accept(PduWriter.Of(accept).AsSpan(6));
        Assert.Equal(accept.Contexts, read.Contexts);
        Assert.Equal(PduWriter.Of(accept), PduWriter.Of(read));
    });

    [Fact]
    public void Refusals_and_aborts_are_read_as_they_were_written()
    {
        Assert.Equal(AssociateReject.TooMany, PduReader.Reject(PduWriter.Of(AssociateReject.TooMany).AsSpan(6)));
        Assert.Equal(new Abort(2, AbortReason.InvalidParameter), PduReader.Abort(PduWriter.Of(new Abort(2, AbortReason.InvalidParameter)).AsSpan(6)));
    }

    [Fact]
    public void A_command_is_read_as_it_was_written() => ForAny(chance =>
    {
        var command = new DimseCommand(DimseVerb.Move, isResponse: true)
        {
            SopClass = Uid(chance),
            AnswersId = (ushort)chance.Next(65536),
            Status = DimseStatus.Pending with { Comment = "Còn tiếp" },
            Counts = new(chance.Next(65536), chance.Next(65536), 3, 4),
            HasData = chance.Next(2) == 0,
        };
        var read = DimseCommand.Read(command.Write());
        Assert.Equal(command.Write(), read.Write());
        Assert.Equal((command.SopClass, command.AnswersId, command.Counts, command.HasData), (read.SopClass, read.AnswersId, read.Counts, read.HasData));
        Assert.Equal("Cn tip", read.Status.Comment);
    });

    [Fact]
    public void What_is_asked_of_an_instance_stands_in_the_requested_elements()
    {
        var bytes = new DimseCommand(DimseVerb.Set) { SopClass = "1.2", SopInstance = "1.3", MessageId = 1 }.Write();
        Assert.Equal(0x0003, bytes[14]);
        Assert.True(bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 0, 1, 0x10, 4, 0, 0, 0]) > 0);
    }

    [Fact]
    public void Storage_takes_the_first_syntax_that_is_kept_and_everything_else_is_explicit()
    {
        string[] offered = ["1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.80", Uids.ImplicitLittle, Uids.ExplicitLittle];
        Assert.Equal("1.2.840.10008.1.2.4.80", SopClasses.Choose(Elements.SecondaryCapture, offered));
        Assert.Equal(Uids.ExplicitLittle, SopClasses.Choose(SopClasses.Worklist, offered));
        Assert.Null(SopClasses.Choose(SopClasses.Worklist, offered[..2]));
        Assert.True(SopClasses.IsStorage("1.3.12.2.1107.5.9.1"));
        Assert.False(SopClasses.IsStorage("1.3.12.2.1107.5.9.1", allowPrivate: false));
        Assert.False(SopClasses.IsStorage(SopClasses.PatientRootFind));
    }

    [Theory]
    [InlineData("two contexts of one number")]
    [InlineData("an even number")]
    [InlineData("an item longer than the PDU")]
    [InlineData("a UID of 65 characters")]
    [InlineData("half a head")]
    public void What_does_not_fit_is_a_fault(string what)
    {
        var good = new AssociateRequest("A", "B", [new(1, "1.2", ["1.3"])], new());
        var bytes = what switch
        {
            "two contexts of one number" => PduWriter.Of(good with { Contexts = [new(1, "1.2", ["1.3"]), new(1, "1.2", ["1.3"])] }),
            "an even number" => PduWriter.Of(good with { Contexts = [new(2, "1.2", ["1.3"])] }),
            "an item longer than the PDU" => PduWriter.Of(good)[..^3],
            "a UID of 65 characters" => PduWriter.Of(good with { Contexts = [new(1, new string('1', 65), ["1.3"])] }),
            _ => PduWriter.Of(good)[..60],
        };
        Assert.Equal(AbortReason.InvalidParameter, Assert.Throws<PduFault>(() => PduReader.Request(bytes.AsSpan(6))).Reason);
    }
}
