using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Training.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>The people of a class.</summary>
sealed record PeopleView(TrainingClass One, ClassSeat Seat, IReadOnlyList<Nomination> Rows, IReadOnlyDictionary<Guid, string> Names, IReadOnlyList<Quota> Quotas,
    IReadOnlyList<(string Value, string Label)> Units, Guid? Unit, string Search, IReadOnlyList<PractitionerCard> Found, IReadOnlySet<Guid> Mine, DateOnly Today);

/// <summary>A roster as it was read.</summary>
sealed record RosterView(TrainingClass One, Guid Unit, string UnitName, IReadOnlyList<RosterRow> Rows, string Kept);

/// <summary>Addresses of nominations.</summary>
static class NominationRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/training/classes/{id:guid}/people", async (Guid id, Guid? unit, string? search, HttpContext context, CancellationToken stop) =>
            Show.Page<PeoplePage>(new { Model = (object)await LoadAsync(id, unit, search ?? "", context.RequestServices, stop) })).Needs(TrainingRights.See);
        routes.MapExport("/training/classes/{id:guid}/people-export", ExportAsync).Needs(TrainingRights.See);
        routes.MapExport("/training/roster-sample", (Words words) => Export.Of("danh-sach-mau", [words[Words.Key("Họ và tên")], words[Words.Key("Số giấy phép")]],
            [["Nguyễn Văn A", "000123/LCA-GPHN"]])).Needs(TrainingRights.See);
        routes.MapPost("/training/classes/{id:guid}/nominate", async (Guid id, HttpContext context, Nominating use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var unit = form.Id("unit") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "unit" };
            var person = form.Id("practitioner") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn người được cử đi học.") { Field = "practitioner" };
            var state = await use.NominateAsync(id, unit, person, stop);
            return Show.Done(context, $"/training/classes/{id}/people?unit={unit}", state == NominationState.Waiting
                ? Words.Key("Hết chỗ: đã đưa vào danh sách chờ.") : Words.Key("Đã đề cử."));
        }).Needs(TrainingRights.Nominate);
        routes.MapPost("/training/classes/{id:guid}/roster", RosterAsync).Needs(TrainingRights.Nominate);
        Decide(routes, "agree", (form, id, use, stop) => use.AgreeAsync(id, stop), Words.Key("Đã duyệt."));
        Decide(routes, "refuse", (form, id, use, stop) => use.RefuseAsync(id, form.Text("reason", 500), stop),
            Words.Key("Đã từ chối; người chờ tiếp theo được đưa lên nếu có chỗ."));
        Decide(routes, "withdraw", (form, id, use, stop) => use.WithdrawAsync(id, form.Text("reason", 500), stop),
            Words.Key("Đã rút tên; người chờ tiếp theo được đưa lên nếu có chỗ."));
        routes.MapPost("/training/nominations/{id:guid}/mark", async (Guid id, HttpContext context, Nominating use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.MarkAsync(id, form.Whole("version"), form.Number("theory"), form.Number("practice"), stop);
            return Show.Done(context, Show.Local(form.Text("back", 200)), Words.Key("Đã ghi điểm."));
        }).NeedsSignIn();
    }

    static void Decide(IEndpointRouteBuilder routes, string what, Func<Form, Guid, Nominating, CancellationToken, Task> work, string said) =>
        routes.MapPost("/training/nominations/{id:guid}/" + what, async (Guid id, HttpContext context, Nominating use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await work(form, id, use, stop);
            return Show.Done(context, Show.Local(form.Text("back", 200)), said);
        }).Needs(TrainingRights.See);

    static async Task<PeopleView> LoadAsync(Guid id, Guid? unit, string search, IServiceProvider services, CancellationToken stop)
    {
        T Get<T>() where T : notnull => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<T>(services);
        var (store, book, units, caller) = (Get<TrainingStore>(), Get<ClassBook>(), Get<Units>(), Get<Caller>());
        var of = await book.FindAsync(id, stop);
        var seat = await book.SeatAsync(of, stop);
        var sends = caller.Posts.Where(p => TrainingRights.Nominate.Roles.Contains(p.Role)).SelectMany(p => p.Reach).ToHashSet();
        var rows = await RowsAsync(store, caller, seat, id, stop);
        var quotas = await store.Quotas.AsNoTracking().Where(q => q.ClassId == id).ToListAsync(stop);
        var own = (await units.WhereAsync(TrainingRights.Nominate, stop)).Where(u => quotas.Count == 0 || quotas.Exists(q => q.UnitId.ToString() == u.Value)).ToList();
        var chosen = unit is { } given && sends.Contains(given) ? given : own.Count > 0 ? Guid.Parse(own[0].Value) : (Guid?)null;
        IReadOnlyList<PractitionerCard> found = [];
        if (chosen is { } at && of.State == ClassState.Open)
        {
            var reach = await Get<IOrganisations>().ReachAsync(at, stop);
            var there = rows.Where(r => r.IsAlive).Select(r => r.PractitionerId).ToHashSet();
            found = [.. (await Get<IPractitioners>().AtAsync(reach, search.Length == 0 ? null : search, 300, stop)).Where(p => !there.Contains(p.Id))];
        }
        return new(of, seat, rows, await units.NamesAsync(rows.Select(r => r.UnitId).Concat(quotas.Select(q => q.UnitId)), stop), quotas, own, chosen, search, found,
            sends,
            Get<TimeProvider>().Today());
    }

    // Who neither keeps the class nor teaches in it sees the people of the own units.
    static async Task<List<Nomination>> RowsAsync(TrainingStore store, Caller caller, ClassSeat seat, Guid id, CancellationToken stop)
    {
        var mine = caller.Posts.Where(p => TrainingRights.See.Roles.Contains(p.Role)).SelectMany(p => p.Reach).ToHashSet();
        return [.. (await store.Nominations.AsNoTracking().Where(n => n.ClassId == id).ToListAsync(stop))
            .Where(n => seat.SeesAll || caller.IsHouse || mine.Contains(n.UnitId) || (n.UserId is not null && n.UserId == caller.UserId))
            .OrderBy(n => n.State).ThenBy(n => n.WaitsSince).ThenBy(n => n.Name, StringComparer.Create(Say.Vietnam, true))];
    }

    static async Task<IResult> RosterAsync(Guid id, HttpContext context, RosterImport use, ClassBook book, Units units, IFiles files, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var unit = form.Id("unit") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "unit" };
        var take = form.Text("take", 5) == "yes";
        Stream content;
        if (form.File("file") is { } file)
        {
            content = new MemoryStream();
            await file.CopyToAsync(content, stop);
        }
        else if (form.Text("kept", 64) is { Length: 64 } hash) content = await files.OpenAsync(unit, hash, stop);
        else throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "file" };
        await using (content)
        {
            content.Position = 0;
            var of = await book.FindAsync(id, stop);
            IReadOnlyList<RosterRow> rows;
            try
            {
                rows = await use.ReadAsync(id, unit, LienY.Sheets.TableReader.Rows(content, new() { FileBytes = 10L << 20 }), take, stop);
            }
            catch (LienY.Sheets.TableFault fault)
            {
                throw Uploaded.Refused(fault, "file");
            }
            // Shown first, with the reasons; kept until somebody asks to take the rest.
            content.Position = 0;
            var kept = take ? "" : (await files.PutAsync(unit, content, 10L << 20, stop)).Hash;
            return Show.Page<RosterPage>(new
            {
                Model = (object)new RosterView(of, unit, (await units.NamesAsync([unit], stop)).GetValueOrDefault(unit, "–"), rows,
                kept)
            });
        }
    }

    static async Task<IResult> ExportAsync(Guid id, TrainingStore store, ClassBook book, Units units, Caller caller, Words words, CancellationToken stop)
    {
        var of = await book.FindAsync(id, stop);
        var rows = await RowsAsync(store, caller, await book.SeatAsync(of, stop), id, stop);
        var names = await units.NamesAsync(rows.Select(r => r.UnitId), stop);
        string[] heads = [Words.Key("Họ và tên"), Words.Key("Chức danh"), Words.Key("Đơn vị"), Words.Key("Nguồn chi trả"), Words.Key("Trạng thái"), Words.Key("Lý do")];
        return Export.Of("hoc-vien", [.. heads.Select(h => new LienY.Sheets.Column(words[h]))], rows.Select(r => (IReadOnlyList<object?>)
            [r.Name, words[TrainingWords.Title(r.Title)], names.GetValueOrDefault(r.UnitId), words[TrainingWords.Of(r.Payer)], words[TrainingWords.Of(r.State)],
                r.Reason]));
    }
}
