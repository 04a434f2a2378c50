using LienY.Apps.Pages;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Apps;

/// <summary>The form of an application: a new one (of a kind), or one that is there.</summary>
sealed record AppForm(App? App, AppKind Kind, IReadOnlyList<(string, string)> Organisations, Guid? Organisation)
{
    /// <summary>Scopes ticked.</summary>
    public IReadOnlyCollection<string> Scopes => App is null ? Kind == AppKind.Backend ? ["system/*.rs"]
        : ["openid", "fhirUser", "launch", "launch/patient", "patient/*.rs"]
        : App.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>One application.</summary>
sealed record AppView(App App, string Organisation, string Site, string? Secret, bool MayManage, bool MayApprove,
    IReadOnlyList<(string Action, string Who, DateTimeOffset At, string? Why)> History);

/// <summary>Pages of registered applications.</summary>
static class AppRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/apps", async (AppDesk desk, LoadDesk load, CancellationToken stop) =>
            Show.Page<AppsPage>(new { Model = await load.LinesAsync(await desk.ListAsync(stop), stop) })).Needs(AppsRights.See);
        routes.MapExport("/apps", ExportAsync).Needs(AppsRights.See);
        routes.MapGet("/apps/new", NewAsync).Needs(AppsRights.Manage);
        routes.MapPost("/apps", RegisterAsync).Needs(AppsRights.Manage);
        routes.MapGet("/apps/{id:guid}", OneAsync).Needs(AppsRights.See);
        routes.MapGet("/apps/{id:guid}/edit", EditAsync).Needs(AppsRights.Manage);
        routes.MapPost("/apps/{id:guid}", ChangeAsync).Needs(AppsRights.Manage);
        routes.MapPost("/apps/{id:guid}/secret", TurnAsync).Needs(AppsRights.Manage);
        routes.MapPost("/apps/{id:guid}/off", OffAsync).Needs(AppsRights.Manage);
        routes.MapPost("/apps/{id:guid}/on", OnAsync).Needs(AppsRights.Manage);
        routes.MapPost("/apps/{id:guid}/approve", ApproveAsync).Needs(AppsRights.Approve);
        routes.MapGet("/apps/{id:guid}/load", async (Guid id, int? days, AppDesk desk, LoadDesk load, CancellationToken stop) =>
            Show.Page<LoadPage>(new { Model = await load.OneAsync(await desk.FindAsync(id, stop), days is 7 or 30 ? days.Value : 14, stop) })).Needs(AppsRights.See);
        routes.MapExport("/apps/{id:guid}/failures", FailuresAsync).Needs(AppsRights.See);
    }

    static async Task<IResult> NewAsync(string? kind, Caller caller, IOrganisations organisations, CancellationToken stop)
    {
        var chosen = Enum.TryParse<AppKind>(kind, ignoreCase: true, out var k) && Enum.IsDefined(k) ? k : AppKind.Public;
        return Show.Page<AppFormPage>(new { Model = new AppForm(null, chosen, await OrganisationsAsync(caller, organisations, stop), caller.OrganisationId) });
    }

    static async Task<IReadOnlyList<(string, string)>> OrganisationsAsync(Caller caller, IOrganisations organisations, CancellationToken stop)
    {
        var reach = caller.Posts.Where(p => AppsRights.Manage.Roles.Contains(p.Role)).SelectMany(p => p.Reach).Distinct();
        return [.. (await organisations.NamesAsync(reach, null, stop)).OrderBy(n => n.Value, StringComparer.Create(Say.Vietnam, true))
            .Select(n => (n.Key.ToString(), n.Value))];
    }

    static async Task<IResult> RegisterAsync(HttpContext context, AppDesk desk, ShownOnce once, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var organisation = form.Id("organisation") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "organisation" };
        var (app, secret) = await desk.RegisterAsync(organisation, form.One<AppKind>("kind"), AppInput.Read(form), stop);
        if (secret is not null) once.Leave(context, app.Id, secret);
        return Show.Done(context, $"/apps/{app.Id}", app.Waits ? Words.Key("Đã đăng ký; dịch vụ dùng được sau khi lãnh đạo đơn vị duyệt.")
            : Words.Key("Đã đăng ký ứng dụng."));
    }

    static async Task<IResult> OneAsync(Guid id, HttpContext context, AppDesk desk, ShownOnce once, Caller caller, IOrganisations organisations, TrailBook trail,
        Site site, CancellationToken stop)
    {
        var app = await desk.FindAsync(id, stop);
        var name = (await organisations.NamesAsync([app.OrganisationId], null, stop)).GetValueOrDefault(app.OrganisationId, "–");
        var history = (await trail.NewestAsync(100, null, id.ToString(), stop)).Where(t => AppHistory.Names.ContainsKey(t.Action)).Take(20)
            .Select(t => (AppHistory.Names[t.Action], t.UserName, t.At, t.Reason)).ToList();
        return Show.Page<AppPage>(new
        {
            Model = new AppView(app, name, site.Of(context), once.Take(context, id), caller.May(AppsRights.Manage, app.OrganisationId),
                caller.Posts.Any(p => p.OrganisationId == app.OrganisationId && AppsRights.Approve.Roles.Contains(p.Role)), history),
        });
    }

    static async Task<IResult> EditAsync(Guid id, AppDesk desk, Caller caller, CancellationToken stop)
    {
        var app = await desk.FindAsync(id, stop);
        caller.Must(AppsRights.Manage, app.OrganisationId);
        return Show.Page<AppFormPage>(new { Model = new AppForm(app, app.Kind, [], app.OrganisationId) });
    }

    static async Task<IResult> ChangeAsync(Guid id, HttpContext context, AppDesk desk, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await desk.ChangeAsync(id, form.Whole("version"), AppInput.Read(form), stop);
        return Show.Done(context, $"/apps/{id}", Words.Key("Đã lưu."));
    }

    static async Task<IResult> TurnAsync(Guid id, HttpContext context, AppDesk desk, ShownOnce once, CancellationToken stop)
    {
        var (app, secret) = await desk.TurnAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
        once.Leave(context, app.Id, secret);
        return Show.Done(context, $"/apps/{id}", Words.Key("Đã đổi mã bí mật; mã cũ và mọi mã truy cập đã hết hiệu lực."));
    }

    static async Task<IResult> OffAsync(Guid id, HttpContext context, AppDesk desk, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await desk.TurnOffAsync(id, form.Whole("version"), form.Required("reason", 300), stop);
        return Show.Done(context, $"/apps/{id}", Words.Key("Đã tắt ứng dụng; mọi mã truy cập đã hết hiệu lực."));
    }

    static async Task<IResult> OnAsync(Guid id, HttpContext context, AppDesk desk, CancellationToken stop)
    {
        await desk.TurnOnAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
        return Show.Done(context, $"/apps/{id}", Words.Key("Đã bật lại ứng dụng."));
    }

    static async Task<IResult> ApproveAsync(Guid id, HttpContext context, AppDesk desk, CancellationToken stop)
    {
        await desk.ApproveAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
        return Show.Done(context, $"/apps/{id}", Words.Key("Đã duyệt; dịch vụ đọc được dữ liệu theo phạm vi đã ghi."));
    }

    static async Task<IResult> ExportAsync(AppDesk desk, LoadDesk load, Words words, CancellationToken stop) =>
        Export.Of("ung-dung", Heads(words, "Ứng dụng", "Loại", "Đơn vị", "Trạng thái", "Dùng lần cuối", "Lượt gọi 7 ngày", "Không thành 7 ngày", "Mã ứng dụng"),
            (await load.LinesAsync(await desk.ListAsync(stop), stop)).Select(l => (IReadOnlyList<object?>)
                [l.App.Name, words[AppWords.Kinds[l.App.Kind]], l.Organisation, words[AppHistory.State(l.App).Text], l.App.UsedAt, l.Times, l.Failed, l.App.Id]));

    static async Task<IResult> FailuresAsync(Guid id, AppDesk desk, LoadDesk load, Words words, CancellationToken stop)
    {
        var view = await load.OneAsync(await desk.FindAsync(id, stop), 30, stop);
        return Export.Of("loi-" + view.App.Code, Heads(words, "Lúc", "Việc", "Mã HTTP", "Lỗi"),
            view.Last.Select(f => (IReadOnlyList<object?>)[f.At, f.Operation, f.Status, f.Error]));
    }

    static IReadOnlyList<Column> Heads(Words words, params string[] heads) => [.. heads.Select(h => new Column(words[h]))];
}

/// <summary>What was done with an application, and where it stands, in words.</summary>
static class AppHistory
{
    /// <summary>Actions of the trail that the page shows.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["app.register"] = Words.Key("Đăng ký"),
        ["app.change"] = Words.Key("Sửa"),
        ["app.secret"] = Words.Key("Đổi mã bí mật"),
        ["app.off"] = Words.Key("Tắt"),
        ["app.on"] = Words.Key("Bật lại"),
        ["app.approve"] = Words.Key("Duyệt"),
    };

    /// <summary>Words that lists and files need: heads of columns.</summary>
    public static readonly IReadOnlyList<string> Heads =
    [
        Words.Key("Ứng dụng"), Words.Key("Loại"), Words.Key("Đơn vị"), Words.Key("Trạng thái"), Words.Key("Dùng lần cuối"), Words.Key("Lượt gọi 7 ngày"),
            Words.Key("Không thành 7 ngày"),
        Words.Key("Mã ứng dụng"), Words.Key("Lúc"), Words.Key("Việc"), Words.Key("Mã HTTP"), Words.Key("Lỗi"),
    ];

    /// <summary>Where an application stands.</summary>
    public static (string Text, string Colour) State(App app) =>
        !app.IsOn ? (Words.Key("Đã tắt"), "none") : app.Waits ? (Words.Key("Chờ duyệt"), "warn") : (Words.Key("Đang dùng"), "ok");
}
