namespace LienY.Dicom.Tests;

/// <summary>Our user talks with our provider over a real line.</summary>
public sealed class AssociationTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static Task<DimseClient> OpenAsync(Clinic clinic, params string[] classes) =>
        DimseClient.OpenAsync(clinic.Target, "TESTER", ProposedContexts.For(classes), TimeProvider.System, Stop);

    static EncodedDataSet Ask(string syntax, string level, string patient) => new(Elements.Of(syntax, (0x00080052, "CS", level), (0x00100020, "LO", patient)),
        syntax);

    [Fact]
    public async Task An_echo_is_answered_and_the_association_released()
    {
        await using var clinic = new Clinic();
        await using var client = await OpenAsync(clinic, Uids.Verification);
        Assert.Equal(DimseStatus.Success, await client.EchoAsync());
        Assert.Equal(DimseStatus.Success, await client.EchoAsync());
        await client.ReleaseAsync();
        while (clinic.Open > 0) await Task.Delay(5);
        Assert.Empty(clinic.Notes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(131_058)]
    [InlineData(131_060)]
    [InlineData(131_066)]
    [InlineData(131_067)]
    [InlineData(1_000_001)]
    public async Task A_data_set_of_any_length_comes_byte_for_byte(int length)
    {
        await using var clinic = new Clinic();
        var data = new byte[length];
        new Random(length).NextBytes(data);
        var instance = Clinic.Outgoing(new(Elements.SecondaryCapture, "2.25.1", "1.2.840.10008.1.2.4.80"), data);
        await using var client = await DimseClient.OpenAsync(clinic.Target, "TESTER", ProposedContexts.For([instance]), TimeProvider.System, Stop);
        Assert.Equal(DimseStatus.Success, await client.StoreAsync(instance, Stop));
        Assert.Equal("1.2.840.10008.1.2.4.80", clinic.Kept["2.25.1"].Request.TransferSyntax);
        Assert.Equal(data, clinic.Kept["2.25.1"].Data);
        await client.ReleaseAsync();
    }

    [Fact]
    public async Task A_refused_instance_is_passed_over_and_the_next_one_is_taken()
    {
        await using var clinic = new Clinic { StoreStatus = DimseStatus.OutOfResources };
        var instance = Clinic.Outgoing(new(Elements.SecondaryCapture, "2.25.1", Uids.ExplicitLittle), new byte[3_000_000]);
        await using var client = await DimseClient.OpenAsync(clinic.Target, "TESTER", ProposedContexts.For([instance]), TimeProvider.System, Stop);
        Assert.Equal(0xA700, (await client.StoreAsync(instance, Stop)).Code);
        clinic.StoreStatus = DimseStatus.Success;
        Assert.Equal(0, (await client.StoreAsync(instance, Stop)).Code);
        Assert.Equal(3_000_000, clinic.Kept["2.25.1"].Data.Length);
    }

    [Fact]
    public async Task A_question_is_answered_row_by_row_and_a_bad_one_says_why()
    {
        await using var clinic = new Clinic();
        clinic.Keep("2.25.1", Elements.Capture("2.25.1", "P1", 2048));
        clinic.Keep("2.25.2", Elements.Capture("2.25.2", "P2", 2048));
        await using var client = await OpenAsync(clinic, SopClasses.StudyRootFind);
        Assert.Equal(Uids.ExplicitLittle, client.SyntaxOf(SopClasses.StudyRootFind));
        var rows = new List<string?>();
        await foreach (var row in client.FindAsync(SopClasses.StudyRootFind, s => Ask(s, "IMAGE", "P2"), Stop)) rows.Add(Elements.Text(row, 0x00080018));
        Assert.Equal(["2.25.2"], rows);
        var fault = await Assert.ThrowsAsync<DimseFault>(async () =>
        {
            await foreach (var _ in client.FindAsync(SopClasses.StudyRootFind, s => Ask(s, "NOWHERE", ""), Stop)) { }
        });
        Assert.Equal(DimseStatus.Mismatch with { Comment = "No such level." }, fault.Status);
    }

    [Fact]
    public async Task A_question_that_is_cancelled_ends_and_the_association_goes_on()
    {
        await using var clinic = new Clinic { Endless = 1_000_000 };
        await using var client = await OpenAsync(clinic, SopClasses.PatientRootFind, Uids.Verification);
        var seen = 0;
        await foreach (var _ in client.FindAsync(SopClasses.PatientRootFind, s => Ask(s, "STUDY", ""), Stop))
            if (++seen == 3) break;
        Assert.Equal(DimseStatus.Success, await client.EchoAsync());
        await client.ReleaseAsync();
    }

    [Fact]
    public async Task Instances_are_moved_to_a_third_and_what_it_does_not_take_is_counted()
    {
        await using var here = new Clinic();
        await using var there = new Clinic();
        for (var n = 0; n < 3; n++) here.Keep("2.25." + n, Elements.Capture("2.25." + n, "P1", 100_000));
        here.Destinations["THERE"] = there.Target;
        await using var client = await OpenAsync(here, SopClasses.StudyRootMove);
        var seen = new List<SubOperations>();
        var end = await client.MoveAsync(SopClasses.StudyRootMove, s => Ask(s, "STUDY", ""), "THERE", Stop, seen.Add);
        Assert.Equal(new(DimseStatus.Success, new(0, 3, 0, 0)), end);
        Assert.Equal([2, 1], seen.Select(c => c.Remaining));
        Assert.Equal(here.Kept["2.25.2"].Data, there.Kept["2.25.2"].Data);
        Assert.Equal("TESTER", there.Kept["2.25.2"].Request.MoveOriginator);

        there.StoreStatus = DimseStatus.OutOfResources;
        end = await client.MoveAsync(SopClasses.StudyRootMove, s => Ask(s, "STUDY", ""), "THERE", Stop);
        Assert.Equal(new(DimseStatus.NoSubOperations, new(0, 0, 3, 0)), end);
        Assert.Equal(0xA801, (await client.MoveAsync(SopClasses.StudyRootMove, s => Ask(s, "STUDY", ""), "NOBODY", Stop)).Status.Code);
    }

    [Fact]
    public async Task Instances_are_got_on_the_same_association()
    {
        await using var clinic = new Clinic();
        for (var n = 0; n < 3; n++) clinic.Keep("2.25." + n, Elements.Capture("2.25." + n, "P1", 300_000));
        // One that nobody agreed on.
        clinic.Kept["2.25.9"] = (new("1.2.840.10008.5.1.4.1.1.2", "2.25.9", Uids.ExplicitLittle), [1, 2]);
        var contexts = ProposedContexts.ForGet(SopClasses.StudyRootGet, [Elements.SecondaryCapture], [Uids.ExplicitLittle]);
        await using var client = await DimseClient.OpenAsync(clinic.Target, "TESTER", contexts, TimeProvider.System, Stop, roles: [new(Elements.SecondaryCapture,
            true, true)]);
        var got = new Dictionary<string, byte[]>();
        var end = await client.GetAsync(SopClasses.StudyRootGet, s => Ask(s, "STUDY", ""), async (request, data) =>
        {
            var to = new MemoryStream();
            await data.CopyToAsync(to);
            got[request.SopInstance] = to.ToArray();
            return DimseStatus.Success;
        }, Stop);
        Assert.Equal(new(DimseStatus.SomeFailed, new(0, 3, 1, 0)), end);
        Assert.Equal(clinic.Kept["2.25.1"].Data, got["2.25.1"]);
    }

    [Fact]
    public async Task A_performed_step_is_created_once_and_then_changed()
    {
        await using var clinic = new Clinic();
        await using var client = await OpenAsync(clinic, SopClasses.PerformedStep);
        var step = new NormalRequest(SopClasses.PerformedStep, "2.25.5", 0, new(Elements.Of(Uids.ExplicitLittle, (0x00400252, "CS", "IN PROGRESS")),
            Uids.ExplicitLittle));
        Assert.Equal(0, (await client.AskAsync(DimseVerb.Create, step)).Status.Code);
        Assert.Equal(0x0111, (await client.AskAsync(DimseVerb.Create, step)).Status.Code);
        Assert.Equal(0, (await client.AskAsync(DimseVerb.Set, step)).Status.Code);
        Assert.Equal(0x0112, (await client.AskAsync(DimseVerb.Set, step with { SopInstance = "2.25.6" })).Status.Code);
        Assert.Equal("IN PROGRESS", Elements.Text(clinic.Steps["2.25.5"].Changed!.Data!.Value, 0x00400252));
        Assert.Equal(0x0122, (await client.AskAsync(DimseVerb.Read, step)).Status.Code);
    }

    [Fact]
    public async Task The_result_of_a_commitment_is_told_on_the_same_association()
    {
        await using var clinic = new Clinic();
        await using var client = await OpenAsync(clinic, SopClasses.Commitment);
        var list = new EncodedDataSet(Elements.Of(Uids.ExplicitLittle, (0x00081195, "UI", "2.25.99")), Uids.ExplicitLittle);
        Assert.Equal(0, (await client.AskAsync(DimseVerb.Action, new(SopClasses.Commitment, SopClasses.CommitmentInstance, 1, list))).Status.Code);
        var told = await client.EventAsync(Stop);
        Assert.Equal((1, "2.25.99"), (told.Kind, Elements.Text(told.Data!.Value, 0x00081195)));
        await client.ReleaseAsync();
    }

    [Fact]
    public async Task A_stranger_is_refused_with_reason_three_and_one_too_many_for_now()
    {
        await using var clinic = new Clinic(new(0) { MostOfOne = 2 });
        clinic.Strangers.Add("STRANGER");
        var refused = await Assert.ThrowsAsync<AssociationRefused>(() =>
            DimseClient.OpenAsync(clinic.Target, "STRANGER", ProposedContexts.For(Uids.Verification), TimeProvider.System, Stop));
        Assert.Equal(new AssociateReject(1, 1, 3), refused.Reject);
        await using var first = await OpenAsync(clinic, Uids.Verification);
        await using (await OpenAsync(clinic, Uids.Verification))
            Assert.Equal(AssociateReject.TooMany, (await Assert.ThrowsAsync<AssociationRefused>(() => OpenAsync(clinic, Uids.Verification))).Reject);
        while (clinic.Open > 1) await Task.Delay(5);
        await using var again = await OpenAsync(clinic, Uids.Verification);
        Assert.Equal(DimseStatus.Success, await again.EchoAsync());
    }
}
