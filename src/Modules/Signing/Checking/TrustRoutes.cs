using System.Security.Cryptography.X509Certificates;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Signatures;
using LienY.Signing.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Signing;

/// <summary>Whom an organisation trusts, and which certificates their authorities revoked.</summary>
sealed record TrustView(Guid Organisation, IReadOnlyList<(string, string)> Organisations, IReadOnlyList<SignerCard> Roots, IReadOnlyList<RevocationRow> Lists,
    DateTimeOffset Now, bool MayChange);

/// <summary>Trusted authorities (kept by Feed, said once for the whole house) and lists of revoked certificates.</summary>
static class TrustRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/signing/trust", async (HttpRequest request, SigningStore store, SigningLists lists, ITrustedSigners trusted, Caller caller,
            CancellationToken stop) =>
            Show.Page<TrustPage>(new { Model = (object)await ViewAsync(request, store, lists, trusted, caller, stop) })).Needs(SigningRights.See);
        routes.MapExport("/signing/lists", async (SigningStore store, Words words, CancellationToken stop) =>
            Export.Of("danh-sach-thu-hoi", [words["Nơi cấp"], words["Số chứng thư bị thu hồi"], words["Lập lúc"], words["Bản sau trước lúc"],
                words["Người nạp"], "SHA-256"],
                (await store.Lists.AsNoTracking().OrderBy(l => l.Issuer).ThenByDescending(l => l.MadeAt).ToListAsync(stop))
                    .Select(l => new object?[] { l.Issuer, l.Revoked, l.MadeAt, l.NextAt, l.AddedBy, l.Hash }))).Needs(SigningRights.See);
        routes.MapPost("/signing/trust/lists", async (HttpContext context, TrustShelf shelf, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var file = await KeyRoutes.BytesAsync(form, "file", RevocationList.MostBytes, stop) ?? throw new Refusal(RefusalKind.Invalid,
                "Xin chọn tệp.")
            { Field = "file" };
            await shelf.AddAsync(file, stop);
            return Show.Done(context, "/signing/trust", Words.Key("Đã nạp danh sách thu hồi."));
        }).Needs(SigningRights.Trust);
        routes.MapPost("/signing/trust/certificates", async (HttpContext context, ITrustedSigners trusted, Caller caller, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var organisation = form.Id("org") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "org" };
            caller.Must(SigningRights.Trust, organisation);
            var file = await KeyRoutes.BytesAsync(form, "certificate", 256 * 1024, stop) ?? throw new Refusal(RefusalKind.Invalid,
                "Xin chọn tệp.")
            { Field = "certificate" };
            await trusted.AddAsync(organisation, file, form.Text("name", 120), stop);
            return Show.Done(context, "/signing/trust?org=" + organisation, Words.Key("Đã thêm chứng thư vào danh sách tin cậy."));
        }).Needs(SigningRights.Trust);
    }

    static async Task<TrustView> ViewAsync(HttpRequest request, SigningStore store, SigningLists lists, ITrustedSigners trusted, Caller caller, CancellationToken stop)
    {
        var choices = await lists.ChoicesAsync(KeyRoutes.Id(request, "org"), SigningRights.See, stop);
        var organisation = choices.Organisation ?? caller.OrganisationId;
        var roots = await trusted.OfAsync(organisation, stop);
        var cards = roots.Select(SignerCard.Of).OrderBy(c => c.To).ToList();
        foreach (var root in roots) root.Dispose();
        return new(organisation, choices.Organisations, cards, await store.Lists.AsNoTracking().OrderBy(l => l.Issuer).ThenByDescending(l =>
            l.MadeAt).Take(200).ToListAsync(stop),
            store.Clock.GetUtcNow(), caller.May(SigningRights.Trust, organisation));
    }
}
