using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Imaging;

/// <summary>Devices from the command line, so that a house can be set up by a script.</summary>
static class DeviceCommands
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Command> All =
    [
        new("devices admit", "devices admit AET UNIT ADDRESSES [HOST:PORT]", "Chấp nhận một thiết bị DICOM với mọi quyền vào một đơn vị (tên, mã hoặc id).",
            AdmitAsync),
    ];

    static async Task<int> AdmitAsync(IServiceProvider services, string[] arguments)
    {
        if (arguments is not [{ Length: > 0 and <= 16 } aet, var unit, var addresses,
            ..]) throw Refusal.Invalid("Xin cho biết AE title, đơn vị và địa chỉ mạng của thiết bị.");
        var store = services.GetRequiredService<DimseStore>();
        var tree = await services.GetRequiredService<IOrganisationTree>().OnAsync(null, default);
        var found = (Guid.TryParse(unit, out var id) ? tree.Find(id) : tree.Find(unit)) ?? tree.Units.FirstOrDefault(u => u.Name == unit)
            ?? throw Refusal.Missing("Không tìm thấy đơn vị này.");
        Networks.Read(addresses);
        // What follows as --name value are settings of the house.
        var at = arguments.ElementAtOrDefault(3) is { } said && !said.StartsWith("--", StringComparison.Ordinal) ? said : "";
        var colon = at.LastIndexOf(':');
        var port = 0;
        if (at.Length > 0 && (colon < 1 || !int.TryParse(at[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port)))
            throw Refusal.Invalid("Cổng mạng là số từ 1 đến 65535.");
        if (await store.Devices.AnyAsync(d => d.OrganisationId == found.Id && d.Aet == aet && d.RevokedAt == null))
            throw Refusal.Conflict("Đơn vị đã có thiết bị với AE title này. Xin sửa thiết bị đó.");
        store.Devices.Add(new()
        {
            OrganisationId = found.Id,
            Name = aet,
            Aet = aet,
            Addresses = addresses,
            Host = at.Length > 0 ? at[..colon] : "",
            Port = at.Length > 0 ? port : null,
            MayStore = true,
            MayFind = true,
            MayRetrieve = true,
            MayWork = true,
            MadeAt = store.Clock.GetUtcNow(),
            MadeByName = Caller.House.Name,
        });
        store.Trace("imaging.device.admit", "imaging_device", aet);
        await store.SaveChangesAsync();
        return 0;
    }
}
