using System.Globalization;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Records.Pages.Persons;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Records;

/// <summary>Addresses of the person index. What is searched is posted: no name and no number ever stands in an address.</summary>
static class PersonRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/persons", async (string? purpose, PersonShowing showing, CancellationToken stop) =>
            Show.Page<PersonsPage>(new { Model = await showing.SearchAsync("", Purposes.Known(purpose), stop) })).Needs(RecordsRights.Read);
        routes.MapPost("/persons", async (HttpContext context, PersonShowing showing, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            return Show.Page<PersonsPage>(new { Model = await showing.SearchAsync(form.Text("q"), Purposes.Known(form.Text("purpose", 60)), stop) });
        }).Needs(RecordsRights.Read);
        routes.MapGet("/persons/{id:guid}", async (Guid id, string? purpose, HttpContext context, PersonShowing showing, CancellationToken stop) =>
        {
            var model = await showing.OneAsync(id, Purposes.Known(purpose), false, stop);
            return model.Id == id ? Show.Page<PersonPage>(new { Model = model }) : Show.Done(context, $"/persons/{model.Id}?purpose={model.Purpose}");
        }).Needs(RecordsRights.Read);
        routes.MapPost("/persons/{id:guid}/numbers", async (Guid id, HttpContext context, PersonShowing showing, CancellationToken stop) =>
            Show.Page<PersonPage>(new
            {
                Model = await showing.OneAsync(id, Purposes.Known((await Form.ReadAsync(context.Request, stop)).Text("purpose", 60)), true,
            stop)
            })).Needs(RecordsRights.Read);
        MapUnknown(routes);
        MapMerging(routes);
        routes.MapPost("/persons/{id:guid}/corrections", async (Guid id, HttpContext context, Corrections corrections, CancellationToken stop) =>
        {
            await corrections.AskAsync(id, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/persons/{id}#dinh-chinh", Words.Key("Đã ghi yêu cầu đính chính."));
        }).Needs(PersonsRights.Correct);
        routes.MapPost("/persons/corrections/{id:guid}/answer", async (Guid id, HttpContext context, Corrections corrections, CancellationToken stop) =>
            Show.Done(context, $"/persons/{await corrections.AnswerAsync(id, await Form.ReadAsync(context.Request, stop), stop)}#dinh-chinh",
            Words.Key("Đã trả lời yêu cầu đính chính."))).Needs(PersonsRights.Correct);
    }

    static void MapUnknown(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/persons/unknown", async (PersonShowing showing, CancellationToken stop) =>
            Show.Page<UnknownForm>(new { Model = await showing.UnknownAsync(stop) })).Needs(PersonsRights.Register);
        routes.MapPost("/persons/unknown", async (HttpContext context, UnknownPatients unknown, CancellationToken stop) =>
            Show.Done(context, $"/persons/{await unknown.RegisterAsync(await Form.ReadAsync(context.Request, stop), stop)}",
            Words.Key("Đã ghi nhận người bệnh chưa rõ danh tính."))).Needs(PersonsRights.Register);
        routes.MapPost("/persons/unknown/{id:guid}/notified", async (Guid id, HttpContext context, UnknownPatients unknown, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await unknown.NotifyAsync(id, form, stop);
            return Show.Done(context, $"/persons/{form.Id("person")}", Words.Key("Đã ghi việc báo cho xã, phường."));
        }).Needs(PersonsRights.Register);
        routes.MapPost("/persons/unknown/{id:guid}/known", async (Guid id, HttpContext context, UnknownPatients unknown, Caller caller, CancellationToken stop) =>
        {
            var (person, other) = await unknown.KnowAsync(id, await Form.ReadAsync(context.Request, stop), stop);
            return other is null ? Show.Done(context, $"/persons/{person}", Words.Key("Đã ghi danh tính người bệnh."))
                : Show.Done(context, $"/persons/compare?one={person}&other={other}",
                Words.Key("Số này đã có ở một hồ sơ khác. Xin xem hai hồ sơ có phải của một người không."));
        }).Needs(PersonsRights.Register);
    }

    static void MapMerging(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/persons/duplicates", async (CompareShowing comparing, CancellationToken stop) =>
            Show.Page<DuplicatesPage>(new { Model = await comparing.ListAsync(stop) })).Needs(PersonsRights.Merge);
        routes.MapExport("/persons/duplicates/export", ExportAsync).Needs(PersonsRights.Merge);
        routes.MapGet("/persons/compare", async (Guid? one, Guid? other, Guid[] p, string? purpose, CompareShowing comparing, CancellationToken stop) =>
        {
            var pair = new[] { one, other }.OfType<Guid>().Concat(p).Distinct().ToList();
            return pair.Count == 2 ? Show.Page<ComparePage>(new { Model = await comparing.CompareAsync(pair[0], pair[1], Purposes.Known(purpose), stop) })
                : throw Refusal.Invalid("Xin chọn đúng hai hồ sơ để so sánh.");
        }).Needs(RecordsRights.Read);
        routes.MapPost("/persons/merge", async (HttpContext context, Merging merging, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var (one, other) = (form.Id("one") ?? Guid.Empty, form.Id("other") ?? Guid.Empty);
            var keep = form.Id("keep") == other ? other : one;
            var merged = await merging.MergeAsync(keep == one ? other : one, keep, form.Required("reason", 500), Purposes.Known(form.Text("purpose", 60)), stop);
            return Show.Done(context, $"/persons/{keep}", merged ? Words.Key("Đã gộp hai hồ sơ. Có thể tách lại bất cứ lúc nào.")
                : Words.Key("Đã gửi đề nghị gộp tới cán bộ dữ liệu của hai nơi."));
        }).Needs(RecordsRights.Read);
        routes.MapPost("/persons/duplicates/{id:guid}/different", async (Guid id, HttpContext context, Merging merging, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await merging.DifferentAsync(id, form.Whole("version"), form.Required("reason", 500), stop);
            return Show.Done(context, "/persons/duplicates", Words.Key("Đã ghi: hai người khác nhau."));
        }).Needs(PersonsRights.Merge);
        routes.MapPost("/persons/merges/{id:guid}/undo", async (Guid id, HttpContext context, Merging merging, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            return Show.Done(context, $"/persons/{await merging.UnmergeAsync(id, form.Whole("version"), form.Required("reason", 500), stop)}",
                Words.Key("Đã tách hai hồ sơ như trước khi gộp."));
        }).Needs(PersonsRights.Merge);
    }

    static async Task<IResult> ExportAsync(CompareShowing comparing, PersonsStore store, Words words, TimeProvider clock, CancellationToken stop)
    {
        var list = await comparing.ListAsync(stop);
        store.Trace("person.duplicates.export", "person-list", "duplicates", reason: $"rows={list.Rows.Count}");
        await store.SaveChangesAsync(stop);
        return Export.Of($"ho-so-co-the-trung-{clock.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
            [words["Hồ sơ thứ nhất"], words["Ngày sinh"], words["Hồ sơ thứ hai"], words["Ngày sinh"], words["Vì sao"], words["Phát hiện ngày"], words["Chờ (ngày)"],
            words["Địa chỉ trang"]],
            list.Rows.Select(r => new object?[] { r.One, r.OneBirth, r.Other, r.OtherBirth, r.Reason, r.FoundOn, r.Days, new LienY.Sheets.Link(words["Mở"], r.Href) }));
    }
}
