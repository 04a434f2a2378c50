using LienY.Design;
using LienY.Kernel;
using LienY.Signatures;
using LienY.Signing.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Signing;

/// <summary>A signature as programs get it.</summary>
/// <param name="State"><c>valid</c>, <c>unknown</c>, <c>broken</c>, <c>expired</c> or <c>revoked</c>.</param>
/// <param name="Findings">Stable codes, the weightiest first.</param>
/// <param name="Texts">The same in Vietnamese.</param>
sealed record SignatureLine(string Field, string Signer, string Organisation, string Issuer, string Serial, DateTimeOffset? At, string State, bool WholeFile,
    IReadOnlyList<string> Covered, IReadOnlyList<string> Findings, IReadOnlyList<string> Texts);

/// <summary>What was found in an uploaded file: shown once, kept nowhere.</summary>
sealed record CheckView(string Name, string Hash, IReadOnlyList<SignatureReport> Signatures);

/// <summary>The check of any signed file: for those who signed in, for programs, and for anybody who holds a paper.</summary>
static class CheckRoutes
{
    /// <summary>Bytes of the largest file that a stranger may have checked.</summary>
    const int MostOpen = 16 << 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/signing/check", () => Show.Page<CheckPage>(new { Model = (object?)null, IsOpen = false })).NeedsSignIn();
        routes.MapPost("/signing/check", async (HttpContext context, TrustShelf shelf, Caller caller, CancellationToken stop) =>
            Show.Page<CheckPage>(new
            {
                Model = (object)await CheckAsync(context, FileCheck.MostBytes, () => shelf.OfAsync(caller.OrganisationId, stop), stop),
                IsOpen = false
            })).NeedsSignIn();
        routes.MapPost("/api/signing/check", ApiAsync).NeedsSignIn();
        // Anybody who was handed a signed paper may ask what its signatures are worth; the file is not kept, and one address has to wait after some.
        routes.MapGet("/verify/paper", () => Show.Page<CheckPage>(new { Model = (object?)null, IsOpen = true })).Open();
        routes.MapPost("/verify/paper", async (HttpContext context, OpenChecks checks, TrustShelf shelf, CancellationToken stop) =>
        {
            await checks.TakeAsync(context, stop);
            return Show.Page<CheckPage>(new { Model = (object)await CheckAsync(context, MostOpen, () => shelf.OfAsync(Guid.Empty, stop), stop), IsOpen = true });
        }).Open();
    }

    static async Task<CheckView> CheckAsync(HttpContext context, int most, Func<Task<Trust>> trust, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var file = await KeyRoutes.BytesAsync(form, "file", most, stop) ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "file" };
        return View(form.File("file")!.FileName, file, await trust());
    }

    static CheckView View(string name, byte[] file, Trust trust)
    {
        var report = FileCheck.Run(file, trust);
        if (report.Fault is { } fault) throw new Refusal(RefusalKind.Invalid, Findings.Of(fault)) { Field = "file", Code = "signing-file" };
        return new(name, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)), report.Signatures);
    }

    static async Task<IResult> ApiAsync(HttpContext context, TrustShelf shelf, Caller caller, CancellationToken stop)
    {
        byte[] file;
        if (context.Request.HasFormContentType)
        {
            var form = await Form.ReadAsync(context.Request, stop);
            file = await KeyRoutes.BytesAsync(form, "file", FileCheck.MostBytes, stop) ?? [];
        }
        else
        {
            using var bytes = new MemoryStream();
            await context.Request.Body.CopyToAsync(bytes, stop);
            file = bytes.ToArray();
        }
        if (file.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "file" };
        var view = View("", file, await shelf.OfAsync(caller.OrganisationId, stop));
        return Results.Json(new { sha256 = view.Hash, signatures = view.Signatures.Select(Line) });
    }

    static SignatureLine Line(SignatureReport r) => new(r.Field, r.Signer?.Name ?? "", r.Signer?.Organisation ?? "", r.Signer?.Issuer ?? "", r.Signer?.Serial
        ?? "", r.At,
        Findings.State(r.Verdict), r.WholeFile, r.Covered, r.Findings, Findings.Of(r));
}
