using LienY.Contracts;
using LienY.Design;
using LienY.Documents.Pages;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>How an organisation keeps its registers, over time.</summary>
sealed record SettingView(Guid Organisation, IReadOnlyList<(Guid Id, string Name)> Desks, RegisterSetting Now, IReadOnlyList<RegisterSetting> All,
    IReadOnlyList<BookRow> Books, bool MayRegister, DateOnly Today);

/// <summary>The axis, and what lies on the simulated one.</summary>
sealed record AxisView(AxisChoice Axis, IReadOnlyList<(string Code, string Name)> Agencies, IReadOnlyList<Packet> Packets, int Queued, int Failed, bool MaySet);

/// <summary>Routes of settings, of the axis and of the table of types.</summary>
static class SettingRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/documents/settings", PageAsync).Needs(DocumentsRights.See);
        routes.MapPost("/documents/settings", SaveAsync).Needs(DocumentsRights.Register);
        routes.MapGet("/documents/types", (TimeProvider clock) => Show.Page<TypesPage>(new { Model = (object)PaperTypes.All })).NeedsSignIn();
        routes.MapGet("/documents/axis", AxisAsync).NeedsSignIn();
        routes.MapPost("/documents/axis", SetAxisAsync).Needs(DocumentsRights.Axis);
    }

    static async Task<IResult> PageAsync(Guid? org, Desks desks, DocumentsStore store, RegisterSettings settings, IOrganisations organisations, TimeProvider clock,
        CancellationToken stop)
    {
        var organisation = await desks.ChosenAsync(DocumentsRights.See, org, stop);
        var whole = await desks.OfAsync(DocumentsRights.See, stop);
        var names = await organisations.NamesAsync(whole, null, stop);
        var today = clock.Today();
        return Show.Page<SettingsPage>(new
        {
            Model = (object)new SettingView(organisation, [.. whole.Select(o => (o, names.GetValueOrDefault(o, "")))], await settings.OnAsync(organisation, today,
                stop),
                await store.Settings.AsNoTracking().Where(s => s.OrganisationId == organisation).OrderByDescending(s => s.FromDay).ToListAsync(stop),
                await store.Books.AsNoTracking().Where(b => b.OrganisationId == organisation && b.Year >= today.Year - 1).OrderByDescending(b => b.Year)
                    .ThenBy(b => b.Direction).ThenBy(b => b.Book).ToListAsync(stop),
                await desks.HoldsAsync(DocumentsRights.Register, organisation, stop), today),
        });
    }

    static async Task<IResult> SaveAsync(HttpContext context, Desks desks, DocumentsStore store, RegisterSettings settings, Caller caller, TimeProvider clock,
        CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var organisation = await desks.ChosenAsync(DocumentsRights.Register, form.Id("org"), stop);
        var from = form.Day("from") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày bắt đầu áp dụng.") { Field = "from" };
        var now = await settings.OnAsync(organisation, clock.Today(), stop);
        var one = form.Text("books", 10) == "one";
        // Series of numbers change with the year: within one, the same number would stand twice.
        if (one != now.OneBook && from is not { Month: 1, Day: 1 } && await store.Books.AnyAsync(b => b.OrganisationId == organisation && b.Direction == Numbering.Out
            && b.Year == from.Year && b.Last > 0, stop))
            throw new Refusal(RefusalKind.Invalid,
                "Cách đánh số chỉ đổi được từ ngày 01/01, vì trong năm đã có số được cấp. Xin chọn 01/01 năm sau.")
            { Field = "from" };
        var code = form.Text("code", 60);
        if (code.Length > 0 && await settings.OfCodeAsync(code, from, stop) is { } other && other != organisation)
            throw new Refusal(RefusalKind.Conflict, "Mã “{0}” đang thuộc đơn vị khác trong hệ thống. Xin kiểm tra lại.", code) { Field = "code" };
        var row = await store.Settings.FirstOrDefaultAsync(s => s.OrganisationId == organisation && s.FromDay == from, stop);
        if (row is null) store.Settings.Add(row = new() { OrganisationId = organisation, FromDay = from });
        (row.OneBook, row.Symbol, row.OrganCode, row.AutoRegister) = (one, form.Text("symbol", 20), code, form.Ticked("auto"));
        (row.ChangedByName, row.ChangedAt) = (caller.Name, clock.GetUtcNow());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/documents/settings?org=" + organisation, "Đã lưu thiết lập sổ.");
    }

    static async Task<IResult> AxisAsync(Axes axes, DocumentsStore store, IOrganisations organisations, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        if (!caller.May(DocumentsRights.See)
            && !caller.May(DocumentsRights.Axis)) throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}”. Xin liên hệ quản trị viên của đơn vị.",
            DocumentsRights.See.Title);
        var today = clock.Today();
        var choice = await axes.ChoiceAsync(stop);
        var codes = await store.Settings.AsNoTracking().Where(s => s.OrganCode != "" && s.FromDay <= today).Select(s => new { s.OrganisationId, s.OrganCode })
            .Distinct().ToListAsync(stop);
        var names = await organisations.NamesAsync(codes.Select(c => c.OrganisationId), null, stop);
        return Show.Page<AxisPage>(new
        {
            Model = (object)new AxisView(choice, [.. codes.Select(c => (c.OrganCode, names.GetValueOrDefault(c.OrganisationId, ""))).OrderBy(c => c.OrganCode,
                StringComparer.Ordinal)],
                caller.May(DocumentsRights.Axis) && choice.Kind == AxisChoice.Simulated ? await store.Packets.AsNoTracking().OrderByDescending(p => p.Id).Take(40)
                    .ToListAsync(stop) : [],
                await store.Messages.CountAsync(m => m.State == MessageState.Queued, stop), await store.Messages.CountAsync(m => m.State == MessageState.Failed, stop),
                    caller.May(DocumentsRights.Axis)),
        });
    }

    static async Task<IResult> SetAxisAsync(HttpContext context, DocumentsStore store, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var kind = form.Text("kind", 20);
        if (kind is not (AxisChoice.Off or AxisChoice.Simulated or AxisChoice.Folder)) throw new Refusal(RefusalKind.Invalid,
            "Lựa chọn này không có trong danh sách.")
        { Field = "kind" };
        var row = await store.Axis.FirstOrDefaultAsync(stop);
        if (row is null) store.Axis.Add(row = new());
        (row.Kind, row.Failing, row.ChangedByName, row.ChangedAt) = (kind, form.Ticked("failing"), caller.Name, clock.GetUtcNow());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/documents/axis", "Đã đặt trục liên thông.");
    }
}
