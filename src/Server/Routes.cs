using LienY.Design;
using LienY.Kernel;
using LienY.Server.Pages;

namespace LienY.Server;

/// <summary>The door's own routes.</summary>
static class Routes
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/", () => Show.Page<TodayPage>()).NeedsSignIn();
        app.MapGet("/health/ready", ReadyAsync).Open();
        app.MapPost("/language", ChooseLanguageAsync).Open();
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
