using System.Net;
using System.Net.Sockets;
using System.Text;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Server.Tests;

/// <summary>Uploads that are far too large or break off: a clear answer, nothing left behind, the house goes on.</summary>
public sealed class UploadTests(SqliteSite site) : IClassFixture<SqliteSite>
{
    const long Huge = 200L * 1024 * 1024;

    IEnumerable<string> Left => Directory.EnumerateFiles(site.Folder, "*.part", SearchOption.AllDirectories);

    [Fact]
    public async Task An_upload_of_200_MB_is_refused()
    {
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, await site.OrganisationAsync("Sở Y tế tỉnh Bắc Ninh"));
        await officer.OpenAsync("/plans/import");
        var answer = await SendAsync(officer, Head(officer, Huge), 1024 * 1024);
        Assert.StartsWith("HTTP/1.1 413", answer);
        Assert.Empty(Left);
        await officer.OpenAsync("/plans/import");
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_no_file_and_no_import()
    {
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, await site.OrganisationAsync("Sở Y tế tỉnh Hà Tĩnh"));
        await officer.OpenAsync("/plans/import");
        await SendAsync(officer, Head(officer, 10 * 1024 * 1024), 3 * 1024 * 1024, waits: false);
        await officer.OpenAsync("/plans");
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        Assert.DoesNotContain("cut.docx", officer.Text);
        Assert.Empty(Left);
    }

    byte[] Head(Visitor officer, long length)
    {
        var token = officer.Page.QuerySelector("form[action='/plans/import'] input[type=hidden]")!;
        var part = $"--b\r\nContent-Disposition: form-data; name=\"{token.GetAttribute("name")}\"\r\n\r\n{token.GetAttribute("value")}\r\n"
            + $"--b\r\nContent-Disposition: form-data; name=\"owner\"\r\n\r\n{officer.Page.QuerySelector("select[name=owner] option")!.GetAttribute("value")}\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"cut.docx\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        return Encoding.UTF8.GetBytes($"POST /plans/import HTTP/1.1\r\nHost: {site.Url.Authority}\r\nOrigin: {site.Url.GetLeftPart(UriPartial.Authority)}\r\n"
            + $"Cookie: {officer.Cookies.GetCookieHeader(site.Url)}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: {length}\r\n\r\n{part}");
    }

    /// <summary>Sends a head and so many bytes of content, then hears the first line of the answer or hangs up.</summary>
    async Task<string> SendAsync(Visitor officer, byte[] head, int bytes, bool waits = true)
    {
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        using var client = new TcpClient();
        await client.ConnectAsync(site.Url.Host, site.Url.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(head);
        try
        {
            await stream.WriteAsync(new byte[bytes]);
        }
        catch (IOException) when (waits)
        {
            // The house may hang up before it has heard everything: its answer is on the way.
        }
        if (!waits) return "";
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync() ?? "";
    }
}
