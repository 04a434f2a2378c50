using System.Globalization;
using LienY.Design;
using LienY.Imaging.Pages;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Imaging;

/// <summary>Pages of devices and orders.</summary>
static class DimseRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/imaging/devices", async (DeviceDesk desk, CancellationToken stop) => Show.Page<DevicesPage>(new { Model = await desk.AllAsync(stop) }))
            .Needs(ImagingRights.Arrange);
        routes.MapExport("/imaging/devices", ExportDevicesAsync).Needs(ImagingRights.Arrange);
        routes.MapGet("/imaging/devices/new", async (Guid? stranger, DeviceDesk desk, CancellationToken stop) =>
            Show.Page<DeviceFormPage>(new { Model = await desk.FormAsync(null, stranger, stop) })).Needs(ImagingRights.Arrange);
        routes.MapGet("/imaging/devices/{id:guid}", async (Guid id, DeviceDesk desk, CancellationToken stop) =>
            Show.Page<DeviceFormPage>(new { Model = await desk.FormAsync(id, null, stop) })).Needs(ImagingRights.Arrange);
        routes.MapPost("/imaging/devices", async (HttpContext context, DeviceDesk desk, CancellationToken stop) =>
        {
            await desk.AdmitAsync(await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, "/imaging/devices", Words.Key("Đã chấp nhận thiết bị; từ nay thiết bị kết nối được."));
        }).Needs(ImagingRights.Arrange);
        routes.MapPost("/imaging/devices/{id:guid}", async (Guid id, HttpContext context, DeviceDesk desk, CancellationToken stop) =>
        {
            await desk.ChangeAsync(id, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, "/imaging/devices", Words.Key("Đã lưu."));
        }).Needs(ImagingRights.Arrange);
        routes.MapPost("/imaging/devices/{id:guid}/end", async (Guid id, HttpContext context, DeviceDesk desk, CancellationToken stop) =>
        {
            await desk.EndAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, "/imaging/devices", Words.Key("Đã ngừng thiết bị; từ nay thiết bị bị từ chối."));
        }).Needs(ImagingRights.Arrange);
        routes.MapPost("/imaging/devices/{id:guid}/try", async (Guid id, HttpContext context, DeviceDesk desk, CancellationToken stop) =>
            Show.Done(context, $"/imaging/devices/{id}", await desk.TryAsync(id, stop))).Needs(ImagingRights.Arrange);

        routes.MapGet("/imaging/orders", async (HttpRequest request, OrderDesk desk, CancellationToken stop) =>
            Show.Page<OrdersPage>(new { Model = await desk.ListAsync(AskOf(request), request.QueryString.ToString(), stop) })).Needs(ImagingRights.See);
        routes.MapExport("/imaging/orders", ExportOrdersAsync).Needs(ImagingRights.See);
        routes.MapGet("/imaging/orders/new", async (OrderDesk desk, CancellationToken stop) => Show.Page<OrderFormPage>(new { Model = await desk.FormAsync(stop) }))
            .Needs(ImagingRights.Order);
        routes.MapPost("/imaging/orders", async (HttpContext context, OrderDesk desk, CancellationToken stop) =>
        {
            await desk.MakeAsync(await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, "/imaging/orders", Words.Key("Đã chỉ định; thiết bị thấy người bệnh trong danh sách chờ."));
        }).Needs(ImagingRights.Order);
        routes.MapPost("/imaging/orders/{id:guid}/cancel", async (Guid id, HttpContext context, OrderDesk desk, CancellationToken stop) =>
        {
            await desk.CancelAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, "/imaging/orders", Words.Key("Đã hủy chỉ định."));
        }).Needs(ImagingRights.Order);
    }

    /// <summary>Reads what stands in an address; what cannot be read counts as not asked.</summary>
    static OrdersAsk AskOf(HttpRequest request) => new(
        request.Query["q"].ToString() is { Length: <= 100 } search ? search.Trim() : "",
        Enum.TryParse<OrderState>(request.Query["state"], out var state) && Enum.IsDefined(state) ? state : null,
        Day(request.Query["from"]), Day(request.Query["to"]),
        int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1);

    static DateOnly? Day(string? text) => Say.TryDay(text, out var day) && day.Year is > 2000 and < 2200 ? day : null;

    static async Task<IResult> ExportDevicesAsync(DeviceDesk desk, Words words, CancellationToken stop)
    {
        var all = await desk.AllAsync(stop);
        return Export.Of("thiet-bi-hinh-anh", Heads(words, "Đơn vị", "Thiết bị", "AE title", "Địa chỉ mạng", "Loại máy", "Trạng thái", "Liên lạc cuối"),
            all.Devices.Select(d => (IReadOnlyList<object?>)[d.Unit, d.Device.Name, d.Device.Aet, d.Device.Addresses, d.Device.Modality,
                words[d.Device.RevokedAt is null ? "đang dùng" : "đã ngừng"], d.Device.LastContactAt]));
    }

    static async Task<IResult> ExportOrdersAsync(HttpRequest request, OrderDesk desk, Words words, CancellationToken stop) =>
        Export.Of("chi-dinh-hinh-anh", Heads(words, "Hẹn lúc", "Đơn vị", "Người bệnh", "Mã người bệnh", "Số phiếu", "Loại máy", "Yêu cầu chụp", "Khẩn",
            "Trạng thái"),
            (await desk.FileAsync(AskOf(request), stop)).Select(o => (IReadOnlyList<object?>)[o.Order.ScheduledAt, o.Unit, o.Order.PatientName, o.Order.PatientId,
                o.Order.Accession, o.Order.Modality, o.Order.Title, words[o.Order.IsUrgent ? "Có" : "Không"], words[OrderDesk.Of(o.Order.State)]]));

    static IReadOnlyList<Column> Heads(Words words, params string[] heads) => [.. heads.Select(h => new Column(words[h]))];
}
