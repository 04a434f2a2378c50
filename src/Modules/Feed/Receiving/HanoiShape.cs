using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Feed;

/// <summary>
/// The JSON shape that the health data axis of Hà Nội takes: sign-in, sending (loaiHoSo, maTinh, maCSKCB, files in base64), look-up. Paths and fields as
/// hospitals' software sends them; all routes are open because a key of the feed is asked for, never a person's session.
/// </summary>
static class HanoiShape
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var most = Shape.MostBytes(routes.ServiceProvider.GetRequiredService<FeedRules>());
        routes.MapPost("/api/auth/token/take", SignInAsync).Open().DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(64 * 1024));
        routes.MapPost("/api/kcb/xml/qd3176/guiHoSoXml", SendAsync).Open().DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(most));
        routes.MapGet("/api/kcb/tra-cuu-trang-thai/{maGiaoDich}", LookUpAsync).Open();
    }

    static Task<IResult> SignInAsync(HttpContext context, KeyRing keys, Words words, CancellationToken stop) => Shape.RunAsync(words, async () =>
    {
        var given = await GivenAsync(context.Request, stop);
        var (token, key) = await keys.SignInAsync(context, given("username"), given("password"), given("code"), stop);
        return Shape.Says(new
        {
            maKetQua = true,
            message = "Đăng nhập thành công",
            apiKey = new { accessToken = token, tokenType = "Bearer", username = key.UserName, expiresIn = (int)KeyRing.Life.TotalSeconds },
        });
    }, (_, says) => new { maKetQua = false, message = says });

    static async Task<Func<string, string>> GivenAsync(HttpRequest request, CancellationToken stop)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(request.Body, new() { MaxDepth = 4 }, stop);
            var fields = json.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String).GroupBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(g => g.Key, g => g.Last().Value.GetString() ?? "", StringComparer.OrdinalIgnoreCase);
            return name => fields.GetValueOrDefault(name, "");
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new Refusal(RefusalKind.Invalid, "Nội dung đăng nhập không đúng dạng JSON {username, password, code}.") { Code = "bad-request" };
        }
    }

    static Task<IResult> SendAsync(HttpContext context, KeyRing keys, Receipts receipts, Taking taking, Words words, CancellationToken stop) =>
        Shape.RunAsync(words, async () =>
    {
        var sender = await keys.SenderAsync(context, stop);
        var (body, kept) = (new JsonFiles(context.Request.Body), new List<KeptFile>());
        await body.ReadAsync(async (number, content, s) =>
            kept.Add(await receipts.KeepAsync(sender.OrganisationId, FormattableString.Invariant($"hoso-{number + 1}.xml"), content, s)), stop);
        if (kept.Count == 0) throw new Refusal(RefusalKind.Invalid, "Yêu cầu không có tệp nào trong “files”.") { Code = "bad-request" };
        var (batch, files) = await taking.TakeAsync(sender, Channel.Hanoi, kept, body.Fields.GetValueOrDefault("maCSKCB"), stop);
        var failed = files.Count(f => f.State == 2);
        return Shape.Says(new
        {
            maKetQua = failed == files.Count ? "422" : "200",
            message = failed == 0 ? "Đã nhận hồ sơ" : failed == files.Count ? "Hồ sơ có lỗi" : "Một số tệp có lỗi",
            batchId = batch.ToString("N"),
            totalSuccess = files.Count - failed,
            totalFailed = failed,
            fileResults = files.Select((f, i) => new
            {
                index = i,
                maGiaoDich = f.Code,
                maKetQua = f.State == 2 ? "422"
                : "200",
                trangThai = f.State,
                thongDiep = f.Says,
                danhSachLoi = Faults(f, 20)
            }),
        });
    }, (status, says) => new
    {
        maKetQua = status.ToString(System.Globalization.CultureInfo.InvariantCulture),
        message = says,
        totalSuccess = 0,
        totalFailed = 0,
        fileResults = Array.Empty<object>()
    });

    static Task<IResult> LookUpAsync(string maGiaoDich, HttpContext context, KeyRing keys, FileAnswers answers, Words words, CancellationToken stop) =>
        Shape.RunAsync(words, async () =>
    {
        var sender = await keys.SenderAsync(context, stop);
        // A code of another hospital is as unknown as one that never was.
        var found = Guid.TryParse(maGiaoDich, out var id) ? await answers.OfAsync(sender.OrganisationId, [id], stop) : [];
        if (found.Count == 0) throw Refusal.Missing("Không tìm thấy mã giao dịch này.");
        var f = found[0];
        return Shape.Says(new
        {
            maKetQua = "200",
            maGiaoDich = f.Code,
            trangThai = f.State,
            thongDiep = f.Says,
            tongSoHoSo = f.Episodes,
            soHoSoDung = f.Accepted + f.Same,
            soHoSoCanhBao = f.Warned,
            soHoSoLoi = f.Refused,
            danhSachLoi = Faults(f, int.MaxValue),
        });
    }, (status, says) => new { maKetQua = status.ToString(System.Globalization.CultureInfo.InvariantCulture), message = says });

    static IEnumerable<object> Faults(FileAnswer file, int most) => file.Faults.Take(most).Select(l => new
    {
        mucDo = l.IsRefusal ? "loi" : "canhBao",
        maLoi = l.Rule,
        maLk = l.Key,
        bang = l.Table,
        dong = l.Row,
        truong = l.Field,
        moTa = l.Says,
        cachSua = l.Remedy,
    });
}
