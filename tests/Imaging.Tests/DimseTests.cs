using System.Globalization;
using LienY.Dicom;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Imaging.Tests;

/// <summary>Devices over the line, played by dcmtk: who is let in, what is stored, found and fetched, and only within the facility.</summary>
public abstract class DimseTests(DimseSite site)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stranger_is_refused_with_reason_three_and_admitted_with_a_click()
    {
        using var scene = await DimseScene.StrangerAsync(site);
        var (code, said) = await scene.RunAsync("echoscu", ["-v"]);
        Assert.True(code != 0 && said.Contains("Calling AE Title Not Recognized", StringComparison.OrdinalIgnoreCase), said);
        var administrator = await site.SignInAsAsync(Role.Administrator, scene.Department);
        await administrator.OpenAsync("/imaging/devices");
        var row = administrator.Page.QuerySelectorAll("#strangers tr").Single(r => r.TextContent.Contains(scene.Aet, StringComparison.Ordinal));
        await administrator.OpenAsync(row.QuerySelector("a")!.GetAttribute("href")!);
        await administrator.SubmitAsync("/imaging/devices", [("unit", scene.Hospital.ToString()), ("host", "")]);
        Assert.Contains("Đã chấp nhận thiết bị", administrator.Text);
        Assert.DoesNotContain(administrator.Page.QuerySelectorAll("#strangers tr"), r => r.TextContent.Contains(scene.Aet, StringComparison.Ordinal));
        (code, said) = await scene.RunAsync("echoscu", ["-v"]);
        Assert.True(code == 0, said);
    }

    [Fact]
    public async Task Another_facility_does_not_see_who_asks_and_an_ended_device_is_refused()
    {
        using var scene = await DimseScene.StrangerAsync(site);
        using var other = await DimseScene.StrangerAsync(site);
        await scene.RunAsync("echoscu", []);
        var administrator = await site.SignInAsAsync(Role.Administrator, other.Hospital);
        await administrator.OpenAsync("/imaging/devices");
        Assert.DoesNotContain(scene.Aet, administrator.Page.QuerySelector("#strangers")?.TextContent ?? "");
        await scene.AdmitAsync(scene.Aet, "store");
        Assert.Equal(0, (await scene.RunAsync("echoscu", [])).Code);

        var own = await site.SignInAsAsync(Role.Administrator, scene.Hospital);
        await own.OpenAsync("/imaging/devices");
        var form = own.Page.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")!).Single(h => h.StartsWith("/imaging/devices/",
            StringComparison.Ordinal));
        await own.OpenAsync(form);
        await own.SubmitAsync(form + "/end");
        Assert.NotEqual(0, (await scene.RunAsync("echoscu", [])).Code);
    }

    [Fact]
    public async Task Storescu_stores_what_is_then_found_by_line_and_web_alike_and_comes_back_byte_for_byte()
    {
        using var scene = await DimseScene.MakeAsync(site);
        var one = new Made { Name = "HOÀNG^TUẤN ĐỨC" };
        var two = one with { Sop = Uids.New(), Number = 2, Size = 600, Seed = 5 };
        var (code, said) = await scene.RunAsync("storescu", [], scene.File(one), scene.File(two));
        Assert.True(code == 0, said);

        var doctor = await site.ProgramAsync(Role.Doctor, scene.Hospital);
        Assert.Equal(one.Study, Assert.Single(await doctor.FindAsync("/dicom-web/studies?PatientName=hoang*")).Of("0020000D"));

        (code, said) = await scene.RunAsync("findscu", ["-S"], "-k", "QueryRetrieveLevel=STUDY", "-k", "PatientName=hoang*", "-k", "StudyInstanceUID", "-k",
            "NumberOfStudyRelatedInstances");
        Assert.True(code == 0 && said.Contains(one.Study, StringComparison.Ordinal) && said.Contains("HOÀNG^TUẤN ĐỨC", StringComparison.Ordinal), said);
        (_, said) = await scene.RunAsync("findscu", ["-P"], "-k", "QueryRetrieveLevel=IMAGE", "-k", "StudyInstanceUID=" + one.Study, "-k", "SOPInstanceUID");
        Assert.Contains(two.Sop, said);
        (code, said) = await scene.RunAsync("findscu", ["-S", "-v"], "-k", "QueryRetrieveLevel=PATIENT", "-k", "PatientID");
        Assert.True(said.Contains("DataSetDoesNotMatchSOPClass", StringComparison.Ordinal), said);

        var to = Directory.CreateDirectory(Path.Combine(scene.Folder, "got")).FullName;
        (code, said) = await scene.RunAsync("getscu", ["-S", "-od", to, "+B"], "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=" + one.Study);
        Assert.True(code == 0, said);
        Assert.Equal(Made.Body(two.File()), Made.Body(File.ReadAllBytes(Assert.Single(Directory.GetFiles(to), f => f.EndsWith(two.Sop, StringComparison.Ordinal)))));
    }

    [Fact]
    public async Task Movescu_moves_within_the_facility_and_to_nobody_else()
    {
        var port = DimseSite.Free().ToString(CultureInfo.InvariantCulture);
        using var scene = await DimseScene.MakeAsync(site, "store find retrieve", ("host", "127.0.0.1"), ("port", port));
        using var other = await DimseScene.MakeAsync(site);
        var one = new Made();
        Assert.Equal(0, (await scene.RunAsync("storescu", [], scene.File(one))).Code);
        var to = Directory.CreateDirectory(Path.Combine(scene.Folder, "got")).FullName;
        var (code, said) = await scene.RunAsync("movescu", ["-S", "-aem", scene.Aet, "+P", port, "-od", to], "-k", "QueryRetrieveLevel=STUDY", "-k",
            "StudyInstanceUID=" + one.Study);
        Assert.True(code == 0 && Directory.GetFiles(to).Length == 1, said);
        (_, said) = await scene.RunAsync("movescu", ["-v", "-S", "-aem", other.Aet], "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=" + one.Study);
        Assert.Contains("MoveDestinationUnknown", said);
        // What is not the facility's own and was not released is not there.
        await using var asker = await other.OpenAsync(SopClasses.StudyRootFind);
        var found = 0;
        await foreach (var _ in asker.FindAsync(SopClasses.StudyRootFind, Ask("STUDY", (Tags.StudyInstanceUid, one.Study)), Stop)) found++;
        Assert.Equal(0, found);
    }

    static Func<string, EncodedDataSet> Ask(string level, params (Tag Tag, string Value)[] keys) => syntax =>
    {
        var set = new DataSet().Set(new Tag(0x00080052), level);
        foreach (var (tag, value) in keys) set.Set(tag, value);
        return new(DataSetWriter.ToBytes(set, TransferSyntax.Of(syntax)), syntax);
    };

    [Fact]
    public async Task What_a_device_may_not_do_is_not_even_spoken()
    {
        using var scene = await DimseScene.MakeAsync(site, "work");
        await using var client = await scene.OpenAsync(Uids.Verification, "1.2.840.10008.5.1.4.1.1.2", SopClasses.StudyRootFind, SopClasses.StudyRootMove,
            SopClasses.Worklist);
        Assert.Null(client.SyntaxOf("1.2.840.10008.5.1.4.1.1.2"));
        Assert.Null(client.SyntaxOf(SopClasses.StudyRootFind));
        Assert.Null(client.SyntaxOf(SopClasses.StudyRootMove));
        Assert.NotNull(client.SyntaxOf(SopClasses.Worklist));
        Assert.Equal(0, (await client.EchoAsync()).Code);
    }

    [Fact]
    public async Task Success_is_said_again_for_the_same_instance_and_what_cannot_be_read_is_refused()
    {
        using var scene = await DimseScene.MakeAsync(site);
        var one = new Made();
        var ct = "1.2.840.10008.5.1.4.1.1.2";
        OutgoingInstance Out(string sop, byte[] data) => new(ct, sop, Uids.ExplicitLittle, (_, _) => new(new MemoryStream(data)));
        var body = Made.Body(one.File());
        await using var client = await DimseClient.OpenAsync(scene.Target, scene.Aet, ProposedContexts.For([Out(one.Sop, body)]), TimeProvider.System, Stop);
        Assert.Equal(0, (await client.StoreAsync(Out(one.Sop, body), Stop)).Code);
        Assert.Equal(0, (await client.StoreAsync(Out(one.Sop, body), Stop)).Code);
        Assert.Equal(0xA900, (await client.StoreAsync(Out(Uids.New(), body), Stop)).Code);
        Assert.Equal(0xC000, (await client.StoreAsync(Out(Uids.New(), [1, 2, 3, 4, 5, 6, 7, 8]), Stop)).Code);
        await client.ReleaseAsync();
        Assert.Equal(1L, Convert.ToInt64(await scene.CellAsync("select count(*) from imaging_instance where holder_id = @p0", scene.Hospital),
            CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task An_association_cut_within_an_instance_leaves_nothing()
    {
        using var scene = await DimseScene.MakeAsync(site);
        var one = new Made { Size = 900 };
        var whole = Made.Body(one.File());
        var instance = new OutgoingInstance("1.2.840.10008.5.1.4.1.1.2", one.Sop, Uids.ExplicitLittle, (_, _) => new(new Broken(whole)));
        await using (var client = await DimseClient.OpenAsync(scene.Target, scene.Aet, ProposedContexts.For([instance]), TimeProvider.System, Stop))
            await Assert.ThrowsAsync<IOException>(() => client.StoreAsync(instance, Stop));
        Assert.Equal(0, (await scene.RunAsync("echoscu", [])).Code);
        Assert.Equal(0L, Convert.ToInt64(await scene.CellAsync("select count(*) from imaging_instance where holder_id = @p0", scene.Hospital),
            CultureInfo.InvariantCulture));
    }

    sealed class Broken(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > Length / 2 ? throw new IOException("The cable was pulled.") : base.ReadAsync(buffer[..Math.Min(buffer.Length, 100_000)],
                cancellationToken);
    }
}

public sealed class Dimse_on_sqlite(SqliteDimse site) : DimseTests(site), IClassFixture<SqliteDimse>;

public sealed class Dimse_on_postgres(PostgresDimse site) : DimseTests(site), IClassFixture<PostgresDimse>;
