using LienY.Contracts;
using LienY.Design;
using LienY.Feed.Pages;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Feed;

/// <summary>Signatures of an organisation's files: whom it trusts, and how strict it is.</summary>
static class TrustRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/feed/{id:guid}/signatures", ShowAsync).Needs(FeedRights.Trust);
        routes.MapExport("/feed/{id:guid}/signatures", ExportAsync).Needs(FeedRights.Trust);
        routes.MapPost("/feed/{id:guid}/signatures", AddAsync).Needs(FeedRights.Trust);
        routes.MapPost("/feed/{id:guid}/signing", SetAsync).Needs(FeedRights.Trust);
        routes.MapPost("/feed/certificates/{id:guid}/remove", RemoveAsync).Needs(FeedRights.Trust);
    }

    static async Task<SignaturesView> ViewAsync(Guid id, Facilities facilities, TrustBook book, IOrganisations organisations, Caller caller, TimeProvider clock,
        CancellationToken stop)
    {
        var facility = await facilities.ReachedAsync(id, stop);
        caller.Must(FeedRights.Trust, id);
        var (certificates, rule) = await book.ListAsync(id, stop);
        var names = await organisations.NamesAsync(certificates.Select(c => c.OrganisationId).Append(rule.OrganisationId).OfType<Guid>().Distinct(), null, stop);
        return new(facility, certificates, rule, names, clock.GetUtcNow(), c => c.OrganisationId is { } of && caller.May(FeedRights.Trust, of));
    }

    static async Task<IResult> ShowAsync(Guid id, Facilities facilities, TrustBook book, IOrganisations organisations, Caller caller, TimeProvider clock,
        CancellationToken stop) =>
        Show.Page<SignaturesPage>(new { Model = await ViewAsync(id, facilities, book, organisations, caller, clock, stop) });

    static async Task<IResult> ExportAsync(Guid id, Facilities facilities, TrustBook book, IOrganisations organisations, Caller caller, TimeProvider clock, Words words,
        CancellationToken stop)
    {
        var view = await ViewAsync(id, facilities, book, organisations, caller, clock, stop);
        return Export.Of("chung-thu", [new object?[] { words["Chứng thư"], words["Chủ thể"], words["Nơi cấp"], words["Số hiệu"], "SHA-256", words["Hiệu lực từ"],
            words["Hiệu lực đến"], words["Dùng cho"] },
            .. view.Certificates.Select(c => new object?[] { c.Name, c.Subject, c.Issuer, c.Serial, c.Thumbprint, c.ValidFrom, c.ValidTo,
                c.OrganisationId is { } of ? view.Names.GetValueOrDefault(of) : words["Toàn hệ thống"] })]);
    }

    static async Task<IResult> AddAsync(Guid id, HttpContext context, TrustDesk desk, Facilities facilities, CancellationToken stop)
    {
        await facilities.ReachedAsync(id, stop);
        var form = await Form.ReadAsync(context.Request, stop);
        var file = form.File("file") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "file" };
        if (file.Length > PemFile.MostBytes) throw new Refusal(RefusalKind.Invalid, "Tệp không phải là chứng thư số X.509 (PEM hoặc CER).") { Field = "file" };
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, stop);
        await desk.AddAsync(id, bytes.ToArray(), form.Text("name", 120), stop);
        return Show.Done(context, $"/feed/{id}/signatures", Words.Key("Đã thêm chứng thư vào danh sách tin cậy."));
    }

    static async Task<IResult> RemoveAsync(Guid id, HttpContext context, TrustDesk desk, CancellationToken stop)
    {
        var removed = await desk.RemoveAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
        return Show.Done(context, $"/feed/{removed.OrganisationId}/signatures", Words.Key("Đã bỏ chứng thư khỏi danh sách tin cậy."));
    }

    static async Task<IResult> SetAsync(Guid id, HttpContext context, TrustDesk desk, Facilities facilities, CancellationToken stop)
    {
        await facilities.ReachedAsync(id, stop);
        var form = await Form.ReadAsync(context.Request, stop);
        await desk.SetAsync(id, form.One<SigningVerdict>("unsigned"), form.One<SigningVerdict>("untrusted"), form.One<SigningVerdict>("invalid"),
            form.Whole("version"), stop);
        return Show.Done(context, $"/feed/{id}/signatures", Words.Key("Đã lưu cách xử lý chữ ký."));
    }
}

/// <summary>Whom an organisation trusts, the rule that counts (its own, or that of one above), and names of those who said so.</summary>
sealed record SignaturesView(Facility Facility, IReadOnlyList<TrustedCertificate> Certificates, SigningRule Rule, IReadOnlyDictionary<Guid, string> Names,
    DateTimeOffset Now,
    Func<TrustedCertificate, bool> MayRemove);
