using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults.Tests;

/// <summary>Files in chunks over a line that breaks, and files that mean harm.</summary>
public abstract class UploadTests(TestSite site)
{
    static string Sha(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    async Task<(HttpClient Program, Guid Case, Scene Scene)> OpenAsync()
    {
        var scene = await Scene.MakeAsync(site);
        return (await site.ProgramAsync(Role.Doctor, scene.Asking), await scene.DraftAsync(), scene);
    }

    static async Task<JsonElement> BeginAsync(HttpClient program, Guid one, Guid id, byte[] file, string name = "phim.bin") =>
        await (await program.PostAsJsonAsync($"/api/consults/cases/{one}/uploads", new
        {
            id,
            name,
            size = file.Length,
            sha256 = Sha(file),
            showsIdentity = false
        }, Scene.Stop))
            .EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Scene.Stop);

    static Task<HttpResponseMessage> PutAsync(HttpClient program, Guid id, int number, byte[] bytes, string? hash = null) =>
        program.SendAsync(new(HttpMethod.Put, $"/api/consults/uploads/{id}/{number}")
        {
            Content = new ByteArrayContent(bytes),
            Headers = { { "X-Chunk-SHA256", hash ?? Sha(bytes) } }
        }, Scene.Stop);

    static byte[] Part(byte[] file, int number) => file[(number * CaseUpload.Chunk)..Math.Min(file.Length, (number + 1) * CaseUpload.Chunk)];

    [Fact]
    public async Task A_file_that_breaks_ten_times_arrives_once_and_whole()
    {
        var (program, one, scene) = await OpenAsync();
        var file = new byte[(11 * CaseUpload.Chunk) + 777];
        new Random(7).NextBytes(file);
        var id = Guid.CreateVersion7();
        var breaks = 0;
        await BeginAsync(program, one, id, file);
        for (var number = 0; number < 12; number++)
        {
            // The line breaks: half a chunk arrives, or a bit is turned over; the client begins anew and asks how far it had come.
            if (breaks < 10)
            {
                breaks++;
                var broken = number % 2 == 0 ? Part(file, number)[..100] : [.. Part(file, number)[..^1], (byte)(Part(file, number)[^1] ^ 1)];
                Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PutAsync(program, id, number, broken, Sha(Part(file, number)))).StatusCode);
            }
            var have = (await BeginAsync(program, one, id, file)).GetProperty("have").EnumerateArray().Select(h => h.GetInt32()).ToList();
            Assert.Equal(Enumerable.Range(0, number), have);
            (await PutAsync(program, id, number, Part(file, number))).EnsureSuccessStatusCode();
            // The answer was lost: the same chunk comes again.
            (await PutAsync(program, id, number, Part(file, number))).EnsureSuccessStatusCode();
            if (number < 11) Assert.Equal(HttpStatusCode.Conflict, (await program.PostAsync($"/api/consults/uploads/{id}/end", null, Scene.Stop)).StatusCode);
        }
        var first = await (await program.PostAsync($"/api/consults/uploads/{id}/end", null, Scene.Stop)).EnsureSuccessStatusCode()
            .Content.ReadFromJsonAsync<JsonElement>(Scene.Stop);
        var again = await (await program.PostAsync($"/api/consults/uploads/{id}/end", null, Scene.Stop)).EnsureSuccessStatusCode()
            .Content.ReadFromJsonAsync<JsonElement>(Scene.Stop);
        Assert.Equal(first.GetProperty("attachment").GetGuid(), again.GetProperty("attachment").GetGuid());
        Assert.Equal(file, await scene.Doctor.DownloadAsync($"/consults/cases/{one}/files/{first.GetProperty("attachment").GetGuid()}"));
        Assert.Equal(1, await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Attachments.CountAsync(a => a.CaseId == one)));
        Assert.False(Directory.Exists(Path.Combine(site.Folder, "files", id.ToString("N"))));
    }

    [Fact]
    public async Task A_whole_that_is_not_what_was_announced_is_refused()
    {
        var (program, one, _) = await OpenAsync();
        var (file, id) = (new byte[300_000], Guid.CreateVersion7());
        var begun = await program.PostAsJsonAsync($"/api/consults/cases/{one}/uploads", new
        {
            id,
            name = "a.bin",
            size = file.Length,
            sha256 = Sha([1]),
            showsIdentity = true
        }, Scene.Stop);
        begun.EnsureSuccessStatusCode();
        (await PutAsync(program, id, 0, Part(file, 0))).EnsureSuccessStatusCode();
        (await PutAsync(program, id, 1, Part(file, 1))).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await program.PostAsync($"/api/consults/uploads/{id}/end", null, Scene.Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PutAsync(program, id, 2, [1])).StatusCode);
        Assert.Equal(0, await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Attachments.CountAsync(a => a.CaseId == one)));
    }

    [Fact]
    public async Task Another_person_cannot_go_on_with_a_file_nor_one_too_large_begin()
    {
        var (program, one, scene) = await OpenAsync();
        var (file, id) = (new byte[10], Guid.CreateVersion7());
        await BeginAsync(program, one, id, file);
        using var other = await site.ProgramAsync(Role.Doctor, scene.Asking);
        Assert.Equal(HttpStatusCode.NotFound, (await PutAsync(other, id, 0, file)).StatusCode);
        using var stranger = await site.ProgramAsync(Role.Doctor, scene.Third);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsJsonAsync($"/api/consults/cases/{one}/uploads", new
        {
            id = Guid.CreateVersion7(),
            name = "a",
            size = 5,
            sha256 = Sha(file),
            showsIdentity = true
        }, Scene.Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await program.PostAsJsonAsync($"/api/consults/cases/{one}/uploads",
            new { id = Guid.CreateVersion7(), name = "a", size = 300L * 1024 * 1024, sha256 = Sha(file), showsIdentity = true }, Scene.Stop)).StatusCode);
    }

    [Theory]
    [InlineData("benh-an.html", "<html><script>fetch('/')</script></html>")]
    [InlineData("hinh.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("phim.jpg", "MZ\u0090 this program")]
    [InlineData("anh.png", "<!doctype html><script>1</script>")]
    [InlineData("ket-qua.zip", "PK\u0003\u0004 ten thousand times itself")]
    public async Task A_file_that_means_harm_is_only_handed_out(string name, string content)
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.DraftAsync();
        await scene.Doctor.OpenAsync($"/consults/cases/{id}/edit");
        await scene.Doctor.SubmitAsync($"/consults/cases/{id}/files", [("identity", "off")], [("file", name, Encoding.UTF8.GetBytes(content))]);
        Assert.Contains("chỉ tải về", scene.Doctor.Text, StringComparison.Ordinal);
        var file = await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Attachments.AsNoTracking().SingleAsync(a => a.CaseId == id));
        await scene.Doctor.DownloadAsync($"/consults/cases/{id}/files/{file.Id}");
        Assert.Equal("application/octet-stream", scene.Doctor.Answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", scene.Doctor.Answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", scene.Doctor.Answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("default-src 'none'", scene.Doctor.Answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_with_the_name_on_it_stays_closed_to_the_other_side()
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.DraftAsync();
        await scene.Doctor.OpenAsync($"/consults/cases/{id}/edit");
        await scene.Doctor.SubmitAsync($"/consults/cases/{id}/files", [], [("file", $"{Scene.Name}.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1])]);
        await Scene.DoAsync(scene.Doctor, id, "submit");
        await Scene.DoAsync(scene.Director, id, "approve");
        var file = await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Attachments.AsNoTracking().SingleAsync(a => a.CaseId == id));
        await scene.Expert.OpenAsync($"/consults/cases/{id}");
        Assert.DoesNotContain(Scene.Name, scene.Expert.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        await scene.Expert.OpenAsync($"/consults/cases/{id}/files/{file.Id}");
        Assert.Equal(HttpStatusCode.Forbidden, scene.Expert.Answer.StatusCode);
        await scene.Stranger.OpenAsync($"/consults/cases/{id}/files/{file.Id}");
        Assert.Equal(HttpStatusCode.NotFound, scene.Stranger.Answer.StatusCode);
    }
}

public sealed class Upload_on_sqlite(SqliteSite site) : UploadTests(site), IClassFixture<SqliteSite>;

public sealed class Upload_on_postgres(PostgresSite site) : UploadTests(site), IClassFixture<PostgresSite>;
