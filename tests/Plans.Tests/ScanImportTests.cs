using System.IO.Compression;
using System.Net;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans.Tests;

/// <summary>A plan that comes as a scan: read in the background page by page, reviewed beside its picture.</summary>
public abstract class ScanImportTests(TestSite site)
{
    [Fact]
    public async Task A_scan_is_read_in_the_background_and_reviewed_beside_its_picture()
    {
        var (owner, officer) = await StartAsync("Quét Thượng");
        var import = await UploadAsync(officer, owner, "quet.pdf", Printed("Quét Thượng", asPicture: true));
        Assert.Contains("Đã đọc 0 trên 1 trang", officer.Text);
        Assert.Equal("3", officer.Answer.Headers.GetValues("Refresh").Single());
        Assert.Equal("reading", (await ProgressAsync(owner, import)).GetProperty("state").GetString());
        await ReadAsync();
        await officer.OpenAsync($"{import}?kind=indicator");
        Assert.False(officer.Answer.Headers.Contains("Refresh"));
        Assert.Contains("12 buổi", officer.Text);
        Assert.NotNull(officer.Page.QuerySelector(".sheet-page svg rect.lit"));
        var image = officer.Page.QuerySelector(".sheet-page img")!;
        Assert.Equal("lazy", image.GetAttribute("loading"));
        var picture = await officer.DownloadAsync(image.GetAttribute("src")!);
        Assert.Equal(("image/png", 0x89), (officer.Answer.Content.Headers.ContentType!.MediaType, (int)picture[0]));
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        Assert.Equal(1L, await connection.CellAsync("select count(*) from kernel_trail where action = 'plan.import.page' and object_id = @p0", default, import.Split('/')[^1]));
    }

    [Fact]
    public async Task A_page_that_was_read_is_not_read_again_after_a_restart()
    {
        var (owner, officer) = await StartAsync("Quét Trung");
        var import = await UploadAsync(officer, owner, "quet.pdf", Printed("Quét Trung", asPicture: true));
        var kept = JsonSerializer.Serialize(new
        {
            Number = 1,
            Width = 595,
            Height = 842,
            Rules = Array.Empty<double[]>(),
            Words = Paper.Text("Quét Trung").Split('\n').SelectMany((line, y) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select((w, x) => new { Left = 60 + x * 25.0, Top = 20 + y * 12.0, Right = 83 + x * 25.0, Bottom = 30 + y * 12.0, Text = w.Replace("90%", "77%"), Confidence = 95 })),
        });
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        await connection.RunAsync("update plans_import_page set scanned = @p1 where import_id = @p0", default, Guid.Parse(import.Split('/')[^1]), kept);
        await ReadAsync();
        await officer.OpenAsync($"{import}?kind=indicator");
        Assert.Contains("> 77 %", officer.Text);
    }

    [Fact]
    public async Task A_cancelled_scan_is_read_no_further_and_its_original_is_kept()
    {
        var (owner, officer) = await StartAsync("Quét Hạ");
        var content = Printed("Quét Hạ", asPicture: true);
        var import = await UploadAsync(officer, owner, "quet.pdf", content);
        await officer.SubmitAsync($"{import}/discard");
        await ReadAsync();
        await officer.OpenAsync(import);
        Assert.Contains("Lần nhập này đã bỏ", officer.Text);
        Assert.Equal(content, await officer.DownloadAsync($"{import}/original"));
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        Assert.Equal("", await connection.CellAsync("select scanned from plans_import_page where import_id = @p0", default, Guid.Parse(import.Split('/')[^1])));
    }

    [Fact]
    public async Task A_picture_that_holds_no_plan_says_so_and_the_next_paper_is_read_all_the_same()
    {
        var (owner, officer) = await StartAsync("Quét Đông");
        var bad = await UploadAsync(officer, owner, "trang.pdf", Pdf(Grey(400, 560, (_, _) => 255), 400, 560));
        var good = await UploadAsync(officer, owner, "quet.pdf", Printed("Quét Đông", asPicture: true));
        await ReadAsync();
        await officer.OpenAsync(bad);
        Assert.Contains("không nhận ra chữ nào", officer.Text);
        await officer.OpenAsync($"{good}?kind=indicator");
        Assert.Contains("12 buổi", officer.Text);
    }

    [Fact]
    public async Task A_digital_pdf_is_read_at_once_and_shows_its_page_too()
    {
        var (owner, officer) = await StartAsync("In Thượng");
        var import = await UploadAsync(officer, owner, "in.pdf", Printed("In Thượng", asPicture: false));
        await officer.OpenAsync($"{import}?kind=indicator");
        Assert.Contains("12 buổi", officer.Text);
        var picture = await officer.DownloadAsync(officer.Page.QuerySelector(".sheet-page img")!.GetAttribute("src")!);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        Assert.Equal(0x89, picture[0]);
        await officer.OpenAsync($"{import}?kind=indicator&sheet=1");
        Assert.Contains("Trang 1 trên", officer.Text);
    }

    async Task ReadAsync() => Assert.True(await site.Services.GetRequiredService<JobRunner>().RunAsync(site.Services.GetServices<Job>().Single(j => j.Name == "plans-scan"), default));

    async Task<JsonElement> ProgressAsync(Guid owner, string import)
    {
        var program = await site.ProgramAsync(Role.Director, owner);
        return JsonDocument.Parse(await program.GetStringAsync("/api" + import)).RootElement;
    }

    async Task<(Guid Owner, Visitor Officer)> StartAsync(string place)
    {
        foreach (var program in new[] { "pdftoppm", "tesseract", "soffice" })
            Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => f.Length > 0 && File.Exists(Path.Combine(f, program))), $"The program '{program}' is not installed.");
        var owner = await site.OrganisationAsync("Sở Y tế tỉnh " + place);
        return (owner, await site.SignInAsAsync(Role.DepartmentOfficer, owner));
    }

    static async Task<string> UploadAsync(Visitor officer, Guid owner, string name, byte[] content)
    {
        await officer.OpenAsync("/plans/import");
        await officer.SubmitAsync("/plans/import", [("owner", owner.ToString())], [("file", name, content)]);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        return officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
    }

    // The paper printed by LibreOffice; as a picture: its pages drawn and put into a PDF of one picture.
    static byte[] Printed(string place, bool asPicture)
    {
        var room = Directory.CreateTempSubdirectory("lieny-scan");
        try
        {
            File.WriteAllText(Path.Combine(room.FullName, "a.txt"), Paper.Text(place).Split("PHỤ LỤC")[0]);
            Run(room, "soffice", $"-env:UserInstallation={new Uri(Path.Combine(room.FullName, "profile")).AbsoluteUri}", "--headless", "--infilter=Text (encoded):UTF8", "--convert-to", "pdf:writer_pdf_Export", "a.txt");
            if (!asPicture) return File.ReadAllBytes(Path.Combine(room.FullName, "a.pdf"));
            Run(room, "pdftoppm", "-gray", "-r", "200", "-l", "1", "-singlefile", "a.pdf", "a");
            var pgm = File.ReadAllBytes(Path.Combine(room.FullName, "a.pgm"));
            var words = System.Text.Encoding.ASCII.GetString(pgm, 0, 30).Split([' ', '\n']);
            var (w, h) = (int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture), int.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture));
            return Pdf(pgm[^(w * h)..], w, h);
        }
        finally
        {
            room.Delete(recursive: true);
        }
    }

    static void Run(DirectoryInfo room, string program, params string[] words)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, words) { WorkingDirectory = room.FullName, RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
    }

    static byte[] Grey(int width, int height, Func<int, int, byte> at) => [.. Enumerable.Range(0, width * height).Select(i => at(i % width, i / width))];

    static byte[] Pdf(byte[] grey, int width, int height)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(grey);
        using var to = new MemoryStream();
        var places = new List<long>();
        void Text(string text) => to.Write(System.Text.Encoding.ASCII.GetBytes(text));
        void Object(string text)
        {
            places.Add(to.Length);
            Text($"{places.Count} 0 obj{text}");
        }
        Text("%PDF-1.4\n");
        Object("<</Type/Catalog/Pages 2 0 R>>endobj\n");
        Object("<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n");
        Object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>endobj\n");
        Object("<</Length 28>>stream\nq 595 0 0 842 0 0 cm /I Do Q \nendstream endobj\n");
        Object($"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length {packed.Length}>>stream\n");
        to.Write(packed.ToArray());
        Text("\nendstream endobj\n");
        var table = to.Length;
        Text("xref\n0 6\n0000000000 65535 f \n" + string.Concat(places.Select(p => p.ToString("d10", null) + " 00000 n \n")) + $"trailer<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return to.ToArray();
    }
}

public sealed class Scan_import_on_sqlite(SqliteSite site) : ScanImportTests(site), IClassFixture<SqliteSite>;

public sealed class Scan_import_on_postgres(PostgresSite site) : ScanImportTests(site), IClassFixture<PostgresSite>;
