using LienY.Design;
using LienY.Kernel;
using LienY.Signing.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Signing;

/// <summary>The log of every signature made here.</summary>
static class LogRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/signing/uses", async (HttpRequest request, SigningLists lists, CancellationToken stop) =>
            Show.Page<UsesPage>(new { Model = (object)await lists.UsesAsync(UseAsk.Of(request), UseAsk.Size, stop) })).Needs(SigningRights.See);
        routes.MapGet("/signing/uses/{id:guid}", async (Guid id, SigningLists lists, CancellationToken stop) =>
            Show.Page<UsePage>(new { Model = (object)await lists.UseAsync(id, stop) })).Needs(SigningRights.See);
        routes.MapExport("/signing/uses", async (HttpRequest request, SigningLists lists, Words words, CancellationToken stop) =>
        {
            var view = await lists.UsesAsync(UseAsk.Of(request) with { Page = 1 }, 100_000, stop);
            return Export.Of("nhat-ky-ky-so", [words["Thời điểm"], words["Đơn vị"], words["Người ký"], words["Chứng thư"], words["Cách ký"],
                words["Loại văn bản"], words["Số, ký hiệu"],
                words["Tự động"], words["SHA-256 trước khi ký"], words["SHA-256 sau khi ký"]],
                view.Rows.Select(u => new object?[] { u.At, view.Names.GetValueOrDefault(u.OrganisationId), u.Person, u.Signer, words[KeyWords.Use(u.Kind)],
                    u.Type, u.Number, u.IsAutomatic,
                    u.BeforeHash, u.AfterHash }));
        }).Needs(SigningRights.See);
    }
}
