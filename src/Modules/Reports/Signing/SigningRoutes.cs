using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Reports;

/// <summary>Signing of one kind of issued papers: reports, or papers composed here.</summary>
interface ISigns
{
    /// <summary>Signs with a key of the house, after the person has shown anew who they are.</summary>
    Task SignAsync(Guid id, int version, Guid key, string reason, HttpContext context, CancellationToken stop);

    /// <summary>Takes in the file signed elsewhere.</summary>
    Task TakeAsync(Guid id, int version, IFormFile? file, CancellationToken stop);
}

/// <summary>Routes of signing, the same below the address of each kind of papers.</summary>
static class SigningRoutes
{
    /// <summary>
    /// Adds them below <paramref name="papers"/> (<c>/reports</c>, <c>/papers</c>) for who holds <paramref name="right"/>; <paramref name="of"/> signs them.
    /// </summary>
    public static void Map(IEndpointRouteBuilder routes, string papers, Right right, Func<IServiceProvider, ISigns> of)
    {
        var one = routes.MapGroup(papers + "/{id:guid}");
        foreach (var at in new[] { "/sign", "/sign/passkey" })
            one.MapPost(at, async (Guid id, HttpContext context, CancellationToken stop) =>
            {
                var form = await Form.ReadAsync(context.Request, stop);
                var key = form.Id("key") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn một mục trong danh sách.") { Field = "key" };
                await of(context.RequestServices).SignAsync(id, form.Whole("version"), key, form.Text("reason", 200), context, stop);
                return Show.Done(context, $"{papers}/{id}#signatures", "Đã ký số; bản PDF đã ký được lưu.");
            }).Needs(right);
        one.MapPost("/sign/passkey/options", async (HttpContext context, IProof proof, CancellationToken stop) =>
            Results.Content(await proof.OfferPasskeyAsync(context, stop), "application/json")).Needs(right);
        one.MapPost("/signed", async (Guid id, HttpContext context, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await of(context.RequestServices).TakeAsync(id, form.Whole("version"), form.File("file"), stop);
            return Show.Done(context, $"{papers}/{id}#signatures", "Đã nhận bản PDF ký bằng phần mềm khác.");
        }).Needs(right);
    }
}
