using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Training;

/// <summary>Addresses of the timetable.</summary>
static class TimetableRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/training/classes/{id:guid}/sessions", async (Guid id, HttpContext context, Timetabling use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.AddAsync(id, Input(form), [.. form.All("lecturers").Select(l => Guid.TryParse(l, out var known) ? known : Guid.Empty).Where(l =>
                l != Guid.Empty)], stop);
            return Show.Done(context, $"/training/classes/{id}#timetable", Words.Key("Đã thêm buổi học."));
        }).Needs(TrainingRights.Arrange);
        Change(routes, "change", (form, id, use, stop) => use.ChangeAsync(id, form.Whole("version"), Input(form), stop), Words.Key("Đã lưu."));
        Change(routes, "off", (form, id, use, stop) => use.CallOffAsync(id, form.Whole("version"), form.Text("reason", 500), stop), Words.Key("Đã báo nghỉ buổi học."));
        Change(routes, "lecturers", (form, id, use, stop) => use.LecturerAsync(id, form.Id("lecturer") ?? default, stop), Words.Key("Đã xếp giảng viên."));
        Change(routes, "lecturers/remove", (form, id, use, stop) => use.NoLecturerAsync(id, form.Id("lecturer") ?? default, stop),
            Words.Key("Đã bỏ giảng viên khỏi buổi học."));
    }

    static void Change(IEndpointRouteBuilder routes, string what, Func<Form, Guid, Timetabling, CancellationToken, Task> work, string said) =>
        routes.MapPost("/training/sessions/{id:guid}/" + what, async (Guid id, HttpContext context, Timetabling use, CancellationToken stop) =>
        {
            await work(await Form.ReadAsync(context.Request, stop), id, use, stop);
            return Show.Done(context, "/training/sessions/" + id, said);
        }).Needs(TrainingRights.Arrange);

    static SessionInput Input(Form form)
    {
        var day = ClassRoutes.Day(form, "day");
        return new(form.Required("title", 300), form.One<SessionKind>("kind"), Moments.At(day, Moments.Hour(form.Required("from", 5), "from")),
            Moments.At(day, Moments.Hour(form.Required("to", 5), "to")), form.Text("place", 300), form.Ticked("online"));
    }
}
