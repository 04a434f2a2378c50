using LienY.Design;
using LienY.Feed.Pages;
using LienY.Insurance;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Feed;

/// <summary>Joining: keys, the addresses to paste, and a try-out that stores nothing.</summary>
static class JoinRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/feed/{id:guid}/join", ShowAsync).Needs(FeedRights.Keys);
        routes.MapPost("/feed/{id:guid}/keys", MakeAsync).Needs(FeedRights.Keys);
        routes.MapPost("/feed/keys/{id:guid}/turn", TurnAsync).Needs(FeedRights.Keys);
        routes.MapPost("/feed/keys/{id:guid}/revoke", RevokeAsync).Needs(FeedRights.Keys);
        routes.MapPost("/feed/{id:guid}/try", TryAsync).Needs(FeedRights.Keys);
    }

    static async Task<IResult> ShowAsync(Guid id, HttpContext context, Facilities facilities, KeyDesk desk, ShownOnce once, Caller caller,
        Contracts.SignInRules rules, CancellationToken stop) =>
        Show.Page<JoinPage>(new { Model = await ViewAsync(id, context, facilities, desk, caller, rules, once.Take(context), null, stop) });

    static async Task<JoinView> ViewAsync(Guid id, HttpContext context, Facilities facilities, KeyDesk desk, Caller caller, Contracts.SignInRules rules,
        (Guid, string, string)? once, TryOut? tried, CancellationToken stop)
    {
        var facility = await facilities.ReachedAsync(id, stop);
        caller.Must(FeedRights.Keys, id);
        var site = rules.PublicUrl.Length > 0 ? rules.PublicUrl.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}";
        return new(facility, await desk.ListAsync(id, stop), site, once, tried);
    }

    static async Task<IResult> MakeAsync(Guid id, HttpContext context, KeyDesk desk, ShownOnce once, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var (key, password) = await desk.MakeAsync(id, form.Required("name", 80), form.Text("addresses", 500), stop);
        once.Leave(context, key, password);
        return Show.Done(context, $"/feed/{id}/join");
    }

    static async Task<IResult> TurnAsync(Guid id, HttpContext context, KeyDesk desk, ShownOnce once, CancellationToken stop)
    {
        var (key, password) = await desk.TurnAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
        once.Leave(context, key, password);
        return Show.Done(context, $"/feed/{key.OrganisationId}/join");
    }

    static async Task<IResult> RevokeAsync(Guid id, HttpContext context, KeyDesk desk, CancellationToken stop)
    {
        var key = await desk.RevokeAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
        return Show.Done(context, $"/feed/{key.OrganisationId}/join", Words.Key("Đã thu hồi khóa; phần mềm dùng khóa này không gửi được nữa."));
    }

    /// <summary>Makes an invented file for the hospital's code, packs it as its software would, reads and checks it; nothing is stored.</summary>
    static async Task<IResult> TryAsync(Guid id, HttpContext context, Facilities facilities, KeyDesk desk, Caller caller, Contracts.SignInRules rules,
        TimeProvider clock, Contracts.ICodeLists codes, CancellationToken stop)
    {
        var view = await ViewAsync(id, context, facilities, desk, caller, rules, null, null, stop);
        if (view.Facility.Code.Length == 0)
            throw Refusal.Invalid("Đơn vị chưa có mã cơ sở khám chữa bệnh 5 ký tự. Xin ghi mã vào hồ sơ đơn vị ở mục Mạng lưới rồi tạo khóa.");
        var maker = new EpisodeMaker(1, view.Facility.Code, clock.Today().AddDays(-1));
        using var file = new MemoryStream();
        EnvelopeWriter.Write(file, view.Facility.Code, clock.Today(), [maker.Make(Scene.Inpatient, 1)], maker.Set);
        file.Position = 0;
        using var reader = EnvelopeReader.Open(file, "thu.xml");
        var episode = reader.Next()!;
        var verdict = new EnvelopeCheck(RuleBook.Standard, clock.GetUtcNow(), null, new LoadedCodes(await codes.CalendarAsync(stop))).Of(episode, reader.Head, "thu.xml");
        return Show.Page<JoinPage>(new
        {
            Model = view with
            {
                Tried = new(verdict.Grade.ToString(), verdict.RuleSet, episode.Tables.Count(),
            [.. verdict.Faults, .. reader.Faults])
            }
        });
    }
}
