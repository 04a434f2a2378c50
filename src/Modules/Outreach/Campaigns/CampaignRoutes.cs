using System.Text.Json;
using LienY.Design;
using LienY.Kernel;
using LienY.Outreach.Pages;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Outreach;

/// <summary>Campaigns of check-ups: numbers for everybody who may see, children only for those who examine.</summary>
static class CampaignRoutes
{
    /// <summary>Bytes of the largest message from a tablet.</summary>
    const long MostBytes = 4L * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/outreach/campaigns", async (CampaignDesk desk, CancellationToken stop) =>
            Show.Page<CampaignsPage>(new { Model = (object)await desk.ListAsync(stop) })).Needs(OutreachRights.See);
        routes.MapExport("/outreach/campaigns/list", async (CampaignDesk desk, Words words, CancellationToken stop) =>
        {
            var view = await desk.ListAsync(stop);
            Column[] head = [words["Đợt khám"], words["Đơn vị"], words["Từ ngày"], words["Đến ngày"], words["Số trẻ dự kiến"], words["Số trẻ đã khám"], words["Giới thiệu đi khám"], words["Đã có kết quả"]];
            return Export.Of("dot-kham", head, view.Rows.Select(c => (c, t: view.Tallies.GetValueOrDefault(c.Id, new(0, 0, 0, 0)))).Select(r => new object?[] { r.c.Title,
                view.Names.GetValueOrDefault(r.c.OrganisationId), r.c.FromDay, r.c.ToDay, r.c.Least, r.t.Children, r.t.Referred, r.t.Closed }));
        }).Needs(OutreachRights.See);
        routes.MapPost("/outreach/campaigns", async (HttpContext context, CampaignDesk desk, CancellationToken stop) =>
            Show.Done(context, "/outreach/campaigns/" + await desk.MakeAsync(await Form.ReadAsync(context.Request, stop), stop), Words.Key("Đã lưu."))).Needs(OutreachRights.Arrange);
        routes.MapGet("/outreach/campaigns/{id:guid}", async (Guid id, HttpRequest request, CampaignDesk desk, CancellationToken stop) =>
            Show.Page<CampaignPage>(new { Model = (object)await desk.FindAsync(id, request, stop) })).Needs(OutreachRights.See);
        routes.MapPost("/outreach/campaigns/{id:guid}/sites", async (Guid id, HttpContext context, CampaignDesk desk, CancellationToken stop) =>
        {
            await desk.AddSiteAsync(id, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, "/outreach/campaigns/" + id, Words.Key("Đã lưu."));
        }).Needs(OutreachRights.Arrange);
        Examining(routes);
        Following(routes);
    }

    static void Examining(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/outreach/campaigns/{id:guid}/form", async (Guid id, Receiving use, TimeProvider clock, Caller caller, CancellationToken stop) =>
            Show.Page<ExamineFormPage>(new { Model = (object)await use.CampaignAsync(id, stop), Today = clock.Today(), Who = caller.UserId })).Needs(OutreachRights.Examine);
        routes.MapPost("/outreach/campaigns/{id:guid}/examinations", async (Guid id, HttpContext context, Receiving use, CancellationToken stop) =>
        {
            await use.OneAsync(await use.CampaignAsync(id, stop), ExaminationInput.Of(await Form.ReadAsync(context.Request, stop)), stop);
            return Show.Done(context, $"/outreach/campaigns/{id}/form", Words.Key("Đã lưu phiếu; mời nhập trẻ tiếp theo."));
        }).Needs(OutreachRights.Examine);
        routes.MapPost("/api/outreach/campaigns/{id:guid}/examinations", async (Guid id, HttpContext context, Receiving use, CancellationToken stop) =>
            Results.Json(await use.TakeAsync(id, await ReadAsync(context.Request, stop), stop))).Needs(OutreachRights.Examine);
        // A worker may only serve what lies below its own address.
        routes.MapGet("/outreach/worker.js", (Assets files, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Content(FormWorker.Script(files), "text/javascript; charset=utf-8");
        }).Needs(OutreachRights.Examine);
        routes.MapExport("/outreach/campaigns/{id:guid}/children", async (Guid id, CampaignDesk desk, Words words, CancellationToken stop) =>
        {
            Column[] head = [words["Mã phiếu"], words["Ngày khám"], words["Họ và tên"], words["Ngày sinh"], words["Giới"], words["Xã"], words["Người giám hộ"], words["Chiều cao (cm)"],
                words["Cân nặng (kg)"], words["Vấn đề"], words["Kết luận"], words["Nơi giới thiệu"], words["Theo dõi"]];
            return Export.Of("tre-da-kham", head, (await desk.ExportAsync(id, stop)).Select(x => new object?[] { x.Local, x.ExaminedOn, x.Name, ExamWords.Born(x.Birth),
                words[ExamWords.Sexes[x.Sex]], x.Commune, x.Guardian, x.HeightMm / 10m, x.WeightG / 1000m, x.Problems.Replace("\n", "; ", StringComparison.Ordinal),
                words[ExamWords.Results[x.Result]], x.ReferTo, x.ReferState == ReferState.None ? "" : words[ExamWords.Name(x.ReferState)] }));
        }).Needs(OutreachRights.Examine);
    }

    static void Following(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/outreach/examinations/{id:guid}", async (Guid id, CampaignDesk desk, CancellationToken stop) =>
            Show.Page<ExaminationPage>(new { Model = (object)await desk.ExaminationAsync(id, stop) })).Needs(OutreachRights.Examine);
        routes.MapPost("/outreach/examinations/{id:guid}", async (Guid id, HttpContext context, CampaignDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await desk.StepAsync(id, form.Whole("version"), form, stop);
            return Show.Done(context, "/outreach/examinations/" + id, Words.Key("Đã lưu."));
        }).Needs(OutreachRights.Examine);
        routes.MapGet("/outreach/referrals", async (HttpRequest request, CampaignDesk desk, CancellationToken stop) =>
        {
            var (rows, all, today) = await desk.ReferralsAsync(request, stop);
            return Show.Page<ReferralsPage>(new { Model = (object)rows, All = all, Today = today });
        }).Needs(OutreachRights.Examine);
        routes.MapExport("/outreach/referrals/list", async (HttpRequest request, CampaignDesk desk, Words words, CancellationToken stop) =>
        {
            Column[] head = [words["Mã phiếu"], words["Họ và tên"], words["Ngày sinh"], words["Xã"], words["Người giám hộ"], words["Nơi giới thiệu"], words["Hạn đến khám"], words["Theo dõi"], words["Đến ngày"], words["Kết quả"]];
            return Export.Of("tre-gioi-thieu", head, (await desk.ReferralsAsync(request, stop)).Rows.Select(x => new object?[] { x.Local, x.Name, ExamWords.Born(x.Birth), x.Commune, x.Guardian,
                x.ReferTo, x.ReferBy, words[ExamWords.Name(x.ReferState)], x.CameOn, x.Outcome }));
        }).Needs(OutreachRights.Examine);
    }

    static async Task<IReadOnlyList<ExaminationInput>> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentLength > MostBytes) throw new Refusal(RefusalKind.Invalid, "Mỗi lần gửi tối đa {0} phiếu. Xin chia nhỏ.", Receiving.Most) { Code = "too-large" };
        try
        {
            return await JsonSerializer.DeserializeAsync<List<ExaminationInput>>(request.Body, JsonSerializerOptions.Web, stop) is { } sent && sent.TrueForAll(s => s is not null) ? sent
                : throw Refusal.Invalid("Nội dung gửi lên phải là danh sách phiếu khám (JSON).");
        }
        catch (JsonException)
        {
            throw Refusal.Invalid("Nội dung gửi lên phải là danh sách phiếu khám (JSON).");
        }
    }
}

/// <summary>The small program that shows the form of a campaign where the line is down: it keeps the last forms, their style and scripts, nothing else.</summary>
static class FormWorker
{
    /// <summary>Its text, with the addresses of this release.</summary>
    public static string Script(Assets files) => $$"""
        const name = 'lieny-outreach-{{files["outreach-form.js"].Split('/')[2]}}', form = /^\/outreach\/campaigns\/[0-9a-f-]{36}\/form$/;
        const needed = ['{{files["lieny.css"]}}', '{{files["lieny.js"]}}', '{{files["mark.svg"]}}', '{{files["outreach-form.js"]}}'];
        addEventListener('install', e => e.waitUntil(caches.open(name).then(c => c.addAll(needed)).then(() => skipWaiting())));
        addEventListener('activate', e => e.waitUntil(caches.keys().then(all => Promise.all(all.filter(k => k.startsWith('lieny-outreach-') && k !== name)
          .map(k => caches.delete(k)))).then(() => clients.claim())));
        addEventListener('fetch', e => {
          const url = new URL(e.request.url);
          if (e.request.method !== 'GET' || url.origin !== location.origin) return;
          if (needed.includes(url.pathname)) e.respondWith(caches.match(e.request).then(kept => kept ?? fetch(e.request)));
          else if (form.test(url.pathname)) e.respondWith(fetch(e.request).then(async answer => {
            if (answer.ok && !answer.redirected) await caches.open(name).then(c => c.put(url.pathname, answer.clone()));
            return answer;
          }).catch(() => caches.match(url.pathname).then(kept => kept ?? Response.error())));
        });
        """;
}
