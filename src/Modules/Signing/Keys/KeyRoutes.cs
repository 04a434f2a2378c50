using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Signing.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Signing;

/// <summary>Certificates of organisations and persons: list, one, put in, change, take back.</summary>
static class KeyRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/signing", async (HttpRequest request, SigningLists lists, Caller caller, CancellationToken stop) =>
            caller.May(SigningRights.See) ? Show.Page<KeysPage>(new { Model = (object)await lists.KeysAsync(KeyAsk.Of(request), stop) })
            : Results.Redirect("/signing/papers")).Needs(SigningRights.Enter);
        routes.MapExport("/signing/keys", async (HttpRequest request, SigningLists lists, Words words, CancellationToken stop) =>
        {
            var view = await lists.KeysAsync(KeyAsk.Of(request), stop);
            return Export.Of("chung-thu-ky", [words["Chứng thư"], words["Loại"], words["Đơn vị"], words["Chủ thể"], words["Nơi cấp"], words["Số hiệu"],
                words["Hiệu lực từ"],
                words["Hiệu lực đến"], words["Tình trạng"]],
                view.Rows.Select(k => new object?[] { k.Label, words[KeyWords.Kind(k.Kind)], view.Names.GetValueOrDefault(k.OrganisationId), k.Subject,
                    k.Issuer, k.Serial,
                    k.ValidFrom, k.ValidTo, words[KeyWords.State(k, view.Now)] }));
        }).Needs(SigningRights.See);
        routes.MapGet("/signing/keys/new", async (HttpRequest request, SigningLists lists, CancellationToken stop) =>
            Show.Page<NewKeyPage>(new { Model = (object)await lists.ChoicesAsync(Id(request, "org"), SigningRights.Arrange, stop) })).Needs(SigningRights.Arrange);
        routes.MapPost("/signing/keys", AddAsync).Needs(SigningRights.Arrange);
        routes.MapGet("/signing/keys/{id:guid}", async (Guid id, SigningLists lists, CancellationToken stop) =>
            Show.Page<KeyPage>(new { Model = (object)await lists.KeyAsync(id, stop) })).Needs(SigningRights.See);
        routes.MapGet("/signing/keys/{id:guid}/certificate", async (Guid id, SigningLists lists, CancellationToken stop) =>
        {
            var key = (await lists.KeyAsync(id, stop)).Key;
            return Results.File(key.Raw, "application/pkix-cert", key.Serial + ".cer");
        }).Needs(SigningRights.See);
        routes.MapGet("/signing/keys/{id:guid}/picture", async (Guid id, SigningLists lists, CancellationToken stop) =>
            (await lists.KeyAsync(id, stop)).Key.Picture is { } png ? Results.Bytes(png, "image/png")
                : throw Refusal.Missing("Chứng thư này chưa có ảnh.")).Needs(SigningRights.See);
        routes.MapPost("/signing/keys/{id:guid}", async (Guid id, HttpContext context, KeyDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await desk.ChangeAsync(id, form.Whole("version"), await BytesAsync(form, "picture", KeyDesk.MostPicture, stop), form.Text("seals", 200), stop);
            return Show.Done(context, "/signing/keys/" + id, Words.Key("Đã lưu."));
        }).Needs(SigningRights.Arrange);
        routes.MapPost("/signing/keys/{id:guid}/withdraw", async (Guid id, HttpContext context, KeyDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await desk.WithdrawAsync(id, form.Whole("version"), form.Required("reason", 500), stop);
            return Show.Done(context, "/signing/keys/" + id, Words.Key("Đã rút chứng thư; khóa bí mật đã bị hủy."));
        }).Needs(SigningRights.Arrange);
    }

    static async Task<IResult> AddAsync(HttpContext context, KeyDesk desk, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var file = await BytesAsync(form, "file", KeyBox.MostBytes, stop) ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "file" };
        var organisation = form.Id("org") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "org" };
        var id = await desk.AddAsync(new(organisation, form.One<KeyKind>("kind"), form.Id("user"), form.Text("label", 120), file, form.Text("password", 256),
            await BytesAsync(form, "picture", KeyDesk.MostPicture, stop)), stop);
        return Show.Done(context, "/signing/keys/" + id, Words.Key("Đã nạp chứng thư. Mật khẩu của tệp không được lưu."));
    }

    public static Guid? Id(HttpRequest request, string name) => Guid.TryParse(request.Query[name], out var id) ? id : null;

    /// <summary>The bytes of an uploaded file; null where none was chosen.</summary>
    public static async Task<byte[]?> BytesAsync(Form form, string name, long most, CancellationToken stop)
    {
        if (form.File(name) is not { } file) return null;
        if (file.Length > most) throw new Refusal(RefusalKind.Invalid, "Tệp lớn hơn {0} kB nên không nhận.", most / 1024) { Field = name };
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, stop);
        return bytes.ToArray();
    }
}

/// <summary>Words about keys.</summary>
static class KeyWords
{
    /// <summary>Kind of a certificate.</summary>
    public static string Kind(KeyKind kind) => kind == KeyKind.Seal ? Words.Key("Con dấu đơn vị") : Words.Key("Chữ ký cá nhân");

    /// <summary>How a key stands.</summary>
    public static string State(HeldKey key, DateTimeOffset now) => key.WithdrawnAt is not null ? Words.Key("Đã rút")
        : now > key.ValidTo ? Words.Key("Hết hạn") : now < key.ValidFrom ? Words.Key("Chưa hiệu lực") : Words.Key("Đang dùng");

    /// <summary>Colour of its badge.</summary>
    public static string Colour(HeldKey key, DateTimeOffset now) => key.WithdrawnAt is not null ? "none" : now > key.ValidTo ? "bad"
        : now.AddDays(60) > key.ValidTo ? "warn" : "ok";

    /// <summary>How a signature was made.</summary>
    public static string Use(string kind) => kind switch
    {
        "seal" => Words.Key("Con dấu đơn vị"),
        "person" => Words.Key("Chữ ký cá nhân"),
        _ =>
        Words.Key("Ký ngoài hệ thống")
    };
}
