using System.Diagnostics;
using System.Globalization;
using LienY.Dicom;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Imaging.Tests;

/// <summary>A hospital below a department, with a device that is admitted, and programs of dcmtk that play it.</summary>
sealed class DimseScene(DimseSite site, Guid department, Guid hospital, string aet) : IDisposable
{
    static int made;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Guid Hospital => hospital;

    public Guid Department => department;

    public string Aet => aet;

    public string Folder { get; } = Directory.CreateTempSubdirectory("lieny-dimse-").FullName;

    public DimseTarget Target => new("LIENY", "127.0.0.1", site.Port);

    public static async Task<DimseScene> MakeAsync(DimseSite site, string rights = "store find retrieve work", params (string, string)[] more)
    {
        var scene = await StrangerAsync(site);
        await scene.AdmitAsync(scene.Aet, rights, more);
        return scene;
    }

    public static async Task<DimseScene> StrangerAsync(DimseSite site)
    {
        var number = Interlocked.Increment(ref made).ToString(CultureInfo.InvariantCulture);
        var department = await site.OrganisationAsync($"Sở Y tế tỉnh Hình ảnh {number}", null, "department");
        return new(site, department, await site.OrganisationAsync($"Bệnh viện Hình ảnh {number}", department, "hospital"), "CT" + number);
    }

    public async Task AdmitAsync(string title, string rights, params (string, string)[] more)
    {
        var administrator = await site.SignInAsAsync(Role.Administrator, hospital);
        await administrator.OpenAsync("/imaging/devices/new");
        await administrator.SubmitAsync("/imaging/devices",
            [("unit", hospital.ToString()), ("aet", title), ("name", "Máy " + title), ("addresses", "127.0.0.1"), ("host", ""),
                .. new[] { "store", "find", "retrieve", "work" }.Select(r => (r, rights.Split(' ').Contains(r) ? "true" : "")), .. more]);
        Assert.Contains("Máy " + title, administrator.Text);
    }

    public Task<DimseClient> OpenAsync(params string[] classes) => DimseClient.OpenAsync(Target, aet, ProposedContexts.For(classes), TimeProvider.System, Stop);

    public string File(Made made, TransferSyntax? syntax = null)
    {
        var path = Path.Combine(Folder, made.Sop + ".dcm");
        System.IO.File.WriteAllBytes(path, made.File(syntax));
        return path;
    }

    /// <summary>Runs a program of dcmtk as the device: exit code and all that it said.</summary>
    public async Task<(int Code, string Said)> RunAsync(string name, string[] options, params string[] rest)
    {
        var path = new[] { "/usr/bin/" + name, "/usr/local/bin/" + name }.FirstOrDefault(System.IO.File.Exists);
        Assert.SkipWhen(path is null, $"The program '{name}' of the package 'dcmtk' is not installed.");
        var start = new ProcessStartInfo(path!, [.. options, "-aet", aet, "-aec", "LIENY", "127.0.0.1", site.Port.ToString(CultureInfo.InvariantCulture), .. rest])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TCP_NODELAY"] = "1";
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, string.Concat(said));
    }

    public async Task<object?> CellAsync(string sql, params object?[] values)
    {
        using var scope = site.Services.CreateScope();
        await using var connection = await scope.ServiceProvider.GetRequiredService<Database>().OpenAsync(Stop);
        return await connection.CellAsync(sql, Stop, values);
    }

    /// <summary>Orders a study on the page; the accession number is read back from the list.</summary>
    public async Task<string> OrderAsync(string name, string number, params (string, string)[] more)
    {
        var doctor = await site.SignInAsAsync(Role.Doctor, hospital);
        await doctor.OpenAsync("/imaging/orders/new");
        await doctor.SubmitAsync("/imaging/orders",
            [("unit", hospital.ToString()), ("patient_name", name), ("patient_id", number), ("modality", "CT"), ("title", "CT ngực không tiêm thuốc"), .. more]);
        Assert.True(doctor.Answer.IsSuccessStatusCode, doctor.Text);
        return (string)(await CellAsync("select accession from imaging_order where organisation_id = @p0 and patient_id = @p1", hospital, number))!;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
