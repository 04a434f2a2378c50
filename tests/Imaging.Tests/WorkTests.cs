using System.Globalization;
using LienY.Dicom;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Imaging.Tests;

/// <summary>Orders on the page, the work list at the device, what the device tells of its work, and promises to keep.</summary>
public abstract class WorkTests(DimseSite site)
{
    const string Ct = "1.2.840.10008.5.1.4.1.1.2";

    static readonly Tag State = new(0x00400252), Scheduled = new(0x00400270), Series = new(0x00400340);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static string[] Keys(params string[] step) => ["-k", "PatientName", "-k", "PatientID", "-k", "AccessionNumber", "-k", "StudyInstanceUID",
        .. step.SelectMany(s => new[] { "-k", "ScheduledProcedureStepSequence[0]." + s })];

    [Fact]
    public async Task An_order_stands_on_the_work_list_of_its_device_and_of_no_other_hospital()
    {
        using var scene = await DimseScene.MakeAsync(site);
        using var other = await DimseScene.MakeAsync(site);
        var accession = await scene.OrderAsync("NGUYỄN THỊ ÁNH", "BN-7", ("day", "24/11/2026"), ("time", "09:30"));
        var (code, said) = await scene.RunAsync("findscu", ["-W"], Keys("Modality=CT", "ScheduledProcedureStepStartDate=20261124",
            "ScheduledProcedureStepStartTime"));
        Assert.True(code == 0 && said.Contains(accession, StringComparison.Ordinal) && said.Contains("093000", StringComparison.Ordinal), said);
        Assert.Contains("NGUYỄN", said);
        Assert.DoesNotContain(accession, (await scene.RunAsync("findscu", ["-W"], Keys("Modality=MR"))).Said);
        Assert.DoesNotContain(accession, (await scene.RunAsync("findscu", ["-W"], Keys("ScheduledProcedureStepStartDate=20261125-"))).Said);
        Assert.Contains(accession, (await scene.RunAsync("findscu", ["-W"], ["-k", "PatientName=nguyen*", "-k", "AccessionNumber"])).Said);
        Assert.DoesNotContain(accession, (await other.RunAsync("findscu", ["-W"], Keys("Modality"))).Said);
    }

    [Fact]
    public async Task An_old_device_gets_plain_letters()
    {
        using var scene = await DimseScene.MakeAsync(site, "work", ("ascii", "true"));
        await scene.OrderAsync("ĐẶNG VĂN LƯỢNG", "BN-8");
        var (_, said) = await scene.RunAsync("findscu", ["-W"], Keys("Modality"));
        Assert.Contains("DANG", said);
        Assert.Contains("LUONG", said);
        Assert.DoesNotContain("ISO_IR", said);
    }

    [Fact]
    public async Task A_device_tells_that_it_begins_and_ends_and_images_find_their_order()
    {
        using var scene = await DimseScene.MakeAsync(site);
        var accession = await scene.OrderAsync("LÊ THỊ BÌNH", "BN-9");
        var study = (string)(await scene.CellAsync("select study_uid from imaging_order where accession = @p0", accession))!;
        await using var client = await scene.OpenAsync(SopClasses.PerformedStep);
        var uid = Uids.New();
        var begun = new DataSet().Set(State, "IN PROGRESS").Set(Tags.Modality, "CT").SetItems(Scheduled, new DataSet().Set(Tags.AccessionNumber,
            accession).Set(Tags.StudyInstanceUid, study));
        Assert.Equal(0, (await AskAsync(client, DimseVerb.Create, uid, begun)).Code);
        Assert.Equal("InProgress", await scene.CellAsync("select state from imaging_order where accession = @p0", accession));
        Assert.Equal(0x0111, (await AskAsync(client, DimseVerb.Create, uid, begun)).Code);
        Assert.Equal(0x0120, (await AskAsync(client, DimseVerb.Set, uid, new DataSet().Set(State, "COMPLETED"))).Code);
        var done = new DataSet().Set(State, "COMPLETED").SetItems(Series, new DataSet().Set(Tags.SeriesInstanceUid, Uids.New()));
        Assert.Equal(0, (await AskAsync(client, DimseVerb.Set, uid, done)).Code);
        Assert.Equal("Completed", await scene.CellAsync("select state from imaging_order where accession = @p0", accession));
        Assert.Equal(0x0110, (await AskAsync(client, DimseVerb.Set, uid, done)).Code);
        Assert.Equal(0x0112, (await AskAsync(client, DimseVerb.Set, Uids.New(), done)).Code);
        await client.ReleaseAsync();

        Assert.Equal(0, (await scene.RunAsync("storescu", [], scene.File(new Made { Accession = accession }))).Code);
        var doctor = await site.SignInAsAsync(Role.Doctor, scene.Hospital);
        for (var n = 0; n < 100 && await scene.CellAsync("select images_at from imaging_order where accession = @p0",
            accession) is null or DBNull; n++) await Task.Delay(20, Stop);
        await doctor.OpenAsync("/imaging/orders?q=" + accession);
        Assert.Contains("đã chụp xong", doctor.Text);
        Assert.NotEqual("–", doctor.Page.QuerySelectorAll("tbody td")[5].TextContent.Trim());
    }

    static async Task<DimseStatus> AskAsync(DimseClient client, DimseVerb verb, string uid, DataSet set) =>
        (await client.AskAsync(verb, new(SopClasses.PerformedStep, uid, 0, new EncodedDataSet(DataSetWriter.ToBytes(set, TransferSyntax.ExplicitLittle),
            Uids.ExplicitLittle)))).Status;

    [Fact]
    public async Task A_withdrawn_order_leaves_the_work_list_and_another_hospital_cannot_withdraw_it()
    {
        using var scene = await DimseScene.MakeAsync(site);
        var accession = await scene.OrderAsync("PHẠM VĂN CƯỜNG", "BN-10");
        var id = await scene.CellAsync("select id from imaging_order where accession = @p0", accession);
        using var other = await DimseScene.MakeAsync(site);
        var stranger = await site.SignInAsAsync(Role.Doctor, other.Hospital);
        await stranger.OpenAsync("/imaging/orders");
        Assert.DoesNotContain(accession, stranger.Text);
        var doctor = await site.SignInAsAsync(Role.Doctor, scene.Hospital);
        await doctor.OpenAsync("/imaging/orders?q=pham van");
        var form = Assert.Single(doctor.Page.Forms.Select(f => f.GetAttribute("action")!), a => a.EndsWith("/cancel", StringComparison.Ordinal));
        await doctor.SubmitAsync(form);
        Assert.DoesNotContain(accession, (await scene.RunAsync("findscu", ["-W"], Keys("Modality"))).Said);
        Assert.Contains("đã hủy", doctor.Text);
        Assert.NotNull(id);
    }

    static DataSet Commit(string transaction, params (string Class, string Uid)[] wanted) => new DataSet().Set(new Tag(0x00081195), transaction)
        .SetItems(new Tag(0x00081199), [.. wanted.Select(w => new DataSet().Set(new Tag(0x00081150), w.Class).Set(new Tag(0x00081155), w.Uid))]);

    [Fact]
    public async Task What_is_kept_is_promised_on_the_same_association_and_what_is_missing_is_named()
    {
        using var scene = await DimseScene.MakeAsync(site);
        var one = new Made();
        Assert.Equal(0, (await scene.RunAsync("storescu", [], scene.File(one))).Code);
        var missing = Uids.New();
        await using var client = await scene.OpenAsync(SopClasses.Commitment);
        var transaction = Uids.New();
        var answer = await client.AskAsync(DimseVerb.Action, new(SopClasses.Commitment, SopClasses.CommitmentInstance, 1,
            new EncodedDataSet(DataSetWriter.ToBytes(Commit(transaction, (Ct, one.Sop), (Ct, missing)), TransferSyntax.ExplicitLittle), Uids.ExplicitLittle)));
        Assert.Equal(0, answer.Status.Code);
        var told = await client.EventAsync(Stop);
        var result = Part10.ReadDataSet(told.Data!.Value.Bytes, TransferSyntax.Of(told.Data.Value.TransferSyntax));
        Assert.Equal((2, transaction), (told.Kind, result.Text(new(0x00081195))));
        Assert.Equal(one.Sop, result.Item(new(0x00081199))!.Text(new(0x00081155)));
        Assert.Equal((missing, 0x0112), (result.Item(new(0x00081198))!.Text(new(0x00081155)), result.Item(new(0x00081198))!.Int(new(0x00081197))));
        await client.ReleaseAsync();
    }

    [Fact]
    public async Task A_device_that_listens_is_called_with_the_result()
    {
        var listening = new Listening();
        await using var listener = new DimseListener(new(0) { Address = System.Net.IPAddress.Loopback }, listening, TimeProvider.System);
        listener.Start();
        using var scene = await DimseScene.MakeAsync(site, "store", ("host", "127.0.0.1"), ("port", listener.Port.ToString(CultureInfo.InvariantCulture)));
        var one = new Made();
        Assert.Equal(0, (await scene.RunAsync("storescu", [], scene.File(one))).Code);
        await using (var client = await scene.OpenAsync(SopClasses.Commitment))
        {
            await client.AskAsync(DimseVerb.Action, new(SopClasses.Commitment, SopClasses.CommitmentInstance, 1,
                new EncodedDataSet(DataSetWriter.ToBytes(Commit(Uids.New(), (Ct, one.Sop)), TransferSyntax.ExplicitLittle), Uids.ExplicitLittle)));
            await client.ReleaseAsync();
        }
        var jobs = site.Services.GetServices<Job>().Single(j => j.Name == "imaging-commitments");
        for (var n = 0; n < 50 && listening.Told is null; n++)
        {
            await site.Services.GetRequiredService<JobRunner>().RunAsync(jobs, Stop);
            await Task.Delay(20, Stop);
        }
        Assert.Equal(1, listening.Told!.Kind);
        Assert.Equal("LIENY", listening.Caller);
    }

    /// <summary>A device that waits for results.</summary>
    sealed class Listening : IDimseDoor
    {
        public NormalRequest? Told { get; set; }

        public string? Caller { get; set; }

        public ValueTask<DimseProvider> AdmitAsync(DimseCaller caller, CancellationToken stop)
        {
            Caller = caller.Request.Calling;
            return new(new Ear(this));
        }

        public void Note(System.Net.IPAddress address, string? calling, string what, Exception? problem) { }

        sealed class Ear(Listening listening) : DimseProvider
        {
            public override bool Takes(string sopClass) => sopClass == SopClasses.Commitment;

            public override Task<NormalAnswer> EventAsync(NormalRequest request, CancellationToken stop)
            {
                listening.Told = request;
                return Task.FromResult(NormalAnswer.Done);
            }
        }
    }
}

public sealed class Work_on_sqlite(SqliteDimse site) : WorkTests(site), IClassFixture<SqliteDimse>;

public sealed class Work_on_postgres(PostgresDimse site) : WorkTests(site), IClassFixture<PostgresDimse>;
