using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Server.Pages;

namespace LienY.Server;

/// <summary>The door's own routes.</summary>
static class Routes
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/", TodayAsync).NeedsSignIn();
        app.MapGet("/search", SearchAsync).NeedsSignIn();
        app.MapGet("/api/search", async (string? q, IEnumerable<ISearchSource> sources, CancellationToken stop) => await FindAsync(q, sources, stop)).NeedsSignIn();
        app.MapPost("/notices/seen", SeeAsync).NeedsSignIn();
        app.MapGet("/design", () => Show.Page<PatternsPage>()).NeedsSignIn();
        app.MapPost("/design", IResult () => throw new Refusal(RefusalKind.Invalid, "Đây là mẫu của một ô bị từ chối: lời nhắc đứng cạnh ô và ở đầu trang.") { Field = "value" }).NeedsSignIn();
        app.MapGet("/design/drawer", () => Show.Page<PatternDrawerPage>()).NeedsSignIn();
        app.MapGet("/health/ready", ReadyAsync).Open();
        app.MapPost("/language", ChooseLanguageAsync).Open();
    }

    static async Task<IResult> TodayAsync(IEnumerable<ITodaySource> sources, Notices notices, TimeProvider clock, CancellationToken stop) =>
        Show.Page<TodayPage>(new { Model = await Today.LoadAsync(sources, notices, clock, stop) });

    static async Task<IResult> SearchAsync(string? q, IEnumerable<ISearchSource> sources, CancellationToken stop) =>
        Show.Page<SearchPage>(new { Query = q?.Trim() ?? "", Hits = await FindAsync(q, sources, stop) });

    static async Task<IReadOnlyList<SearchHit>> FindAsync(string? query, IEnumerable<ISearchSource> sources, CancellationToken stop)
    {
        var folded = Fold.Of(query);
        var hits = new List<SearchHit>();
        if (folded.Length is > 0 and <= 200)
            foreach (var source in sources) hits.AddRange(await source.FindAsync(folded, 20, stop));
        return hits;
    }

    static async Task<IResult> SeeAsync(HttpContext context, Notices notices, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await notices.SeeAsync(form.Id("id"), stop);
        return Show.Done(context, "/");
    }

    static async Task<IResult> ReadyAsync(Database database, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await connection.CellAsync("select 1 from schema_step", stop);
        return Results.Json(new { status = "ready", database = database.IsPostgres ? "postgresql" : "sqlite" });
    }

    static async Task<IResult> ChooseLanguageAsync(HttpContext context, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var language = form.Text("language", 2) is "en" or "zh" ? form.Text("language", 2) : "vi";
        context.Response.Cookies.Append(Language.Cookie, language, new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true });
        return Results.Redirect(Show.Local(form.Text("then")));
    }
}
