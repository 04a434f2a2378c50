using System.Globalization;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Logbook.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Logbook;

/// <summary>Cases that wait for the caller.</summary>
sealed record ToSignView(IReadOnlyList<LoggedCase> Rows, IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<string, string> Roles, ProofWays? Ways);

/// <summary>Addresses at which cases are signed, confirmed, allowed, given back and taken back.</summary>
static class SigningRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/logbook/to-sign", async (LogSigning use, LogDesk desk, People people, IProof proof, CancellationToken stop) =>
        {
            var rows = await use.WaitingAsync(100, stop);
            return Show.Page<ToSignPage>(new
            {
                Model = (object)new ToSignView(rows, await desk.NamesAsync(rows, stop), people.Roles, rows.Any(r => r.State != LogState.AwaitsLeave)
                    ? await proof.WaysAsync(stop) : null),
            });
        }).NeedsSignIn();
        routes.MapPost("/logbook/sign", SignAsync).NeedsSignIn();
        routes.MapPost("/logbook/sign/passkey", SignAsync).NeedsSignIn();
        routes.MapPost("/logbook/sign/passkey/options", async (HttpContext context, IProof proof, CancellationToken stop) =>
            Results.Content(await proof.OfferPasskeyAsync(context, stop), "application/json")).NeedsSignIn();
        routes.MapPost("/logbook/cases/{id:guid}/allow", async (Guid id, HttpContext context, LogSigning use, CancellationToken stop) =>
        {
            await use.AllowAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, "/logbook/to-sign", Words.Key("Đã cho phép ghi muộn."));
        }).Needs(LogbookRights.Confirm);
        routes.MapPost("/logbook/cases/{id:guid}/return", async (Guid id, HttpContext context, LogSigning use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.ReturnAsync(id, form.Whole("version"), form.Required("reason", 500), stop);
            return Show.Done(context, "/logbook/to-sign", Words.Key("Đã trả lại người ghi."));
        }).NeedsSignIn();
        routes.MapPost("/logbook/cases/{id:guid}/take-back", async (Guid id, HttpContext context, LogSigning use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.TakeBackAsync(id, form.Whole("version"), form.Required("reason", 500), stop);
            return Show.Done(context, "/logbook/cases/" + id, Words.Key("Đã rút lại ca; mọi số liệu của ca đã được trừ."));
        }).NeedsSignIn();
    }

    static async Task<IResult> SignAsync(HttpContext context, LogSigning use, IProof proof, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var cases = form.All("cases").Select(c => c.Split(':')).Where(c => c.Length == 2 && Guid.TryParse(c[0], out _)
            && int.TryParse(c[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(c => (Guid.Parse(c[0]), int.Parse(c[1], CultureInfo.InvariantCulture))).ToList();
        if (cases.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn ít nhất một ca để ký.") { Field = "cases" };
        var signed = await use.SignAsync(cases, await proof.ProveAsync(context, stop), stop);
        return Show.Done(context, signed == 1 ? "/logbook/cases/" + cases[0].Item1 : "/logbook/to-sign", Words.Key("Đã ký."));
    }
}
