using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Feed;

/// <summary>
/// The multipart shape that the gate of Điện Biên takes: a token for user and MD5 of the password, then files in parts. 200 with trangThai 1 for a right
/// file, 201 with trangThai 2 and its faults for a wrong one. Open routes: a key of the feed is asked for.
/// </summary>
static class DienBienShape
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var most = Shape.MostBytes(routes.ServiceProvider.GetRequiredService<FeedRules>());
        routes.MapPost("/api/token", TokenAsync).Open().DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(64 * 1024));
        routes.MapPost("/api/Cong130/CheckIn", CheckInAsync).Open().DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(most));
    }

    static Task<IResult> TokenAsync(HttpContext context, KeyRing keys, Words words, CancellationToken stop) => Shape.RunAsync(words, async () =>
    {
        if (!context.Request.HasFormContentType) throw new Refusal(RefusalKind.Invalid, "Yêu cầu cần hai ô username và password.") { Code = "bad-request" };
        var form = await context.Request.ReadFormAsync(stop);
        var (token, key) = await keys.SignInAsync(context, form["username"].ToString(), form["password"].ToString(), null, stop);
        return Shape.Says(new { access_token = token, token_type = "Bearer", username = key.UserName, expires_in = (int)KeyRing.Life.TotalSeconds });
    }, (status, says) => new { status, message = says });

    static Task<IResult> CheckInAsync(HttpContext context, KeyRing keys, Receipts receipts, Taking taking, Words words, CancellationToken stop) =>
        Shape.RunAsync(words, async () =>
    {
        var sender = await keys.SenderAsync(context, stop);
        var kept = await Parts.KeepAsync(context.Request, sender.OrganisationId, receipts, stop);
        var (batch, files) = await taking.TakeAsync(sender, Channel.DienBien, kept, null, stop);
        var wrong = files.Any(f => f.State == 2);
        return Shape.Says(new
        {
            maGiaoDich = files.Count == 1 ? files[0].Code : batch.ToString("N"),
            trangThai = wrong ? 2 : 1,
            maLoi = string.Join(";", files.SelectMany(f => f.Faults).Where(f => f.IsRefusal).Select(f => f.Rule).Distinct().Take(20)),
            thongDiep = files.Count == 1 ? files[0].Says : wrong ? "Một số tệp có lỗi" : "Đã nhận hồ sơ",
        }, wrong ? 201 : 200);
    }, (status, says) => new { maGiaoDich = "", trangThai = 2, maLoi = status.ToString(System.Globalization.CultureInfo.InvariantCulture), message = says });
}
