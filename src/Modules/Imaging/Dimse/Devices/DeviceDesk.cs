using LienY.Contracts;
using LienY.Dicom;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Imaging;

/// <summary>A device with the name of its facility.</summary>
sealed record DeviceLine(Device Device, string Unit);

/// <summary>The page of devices.</summary>
sealed record DevicesView(IReadOnlyList<DeviceLine> Devices, IReadOnlyList<DeviceStranger> Strangers, ImagingRules Rules);

/// <summary>The form of a device: known, or admitted from a stranger, or typed.</summary>
sealed record DeviceFormView(Device? Device, DeviceStranger? Stranger, IReadOnlyList<(string, string)> Units);

/// <summary>Devices of the caller's facilities: seen, admitted, changed, tried, ended.</summary>
sealed class DeviceDesk(DimseStore store, IOrganisationTree trees, ImagingRules rules, Caller caller, Words words)
{
    const int Most = 500;

    static readonly string[] Kinds = ["hospital", "centre", "station", "institute", "clinic"];

    /// <summary>Devices within reach, and strangers.</summary>
    public async Task<DevicesView> AllAsync(CancellationToken stop)
    {
        var devices = await store.Devices.AsNoTracking().OrderBy(d => d.RevokedAt != null).ThenBy(d => d.Name).Take(Most).ToListAsync(stop);
        var tree = await trees.OnAsync(null, stop);
        return new([.. devices.Where(d => caller.May(ImagingRights.Arrange, d.OrganisationId)).Select(d => new DeviceLine(d,
            tree.Find(d.OrganisationId)?.Name ?? ""))],
            await StrangersAsync(stop), rules);
    }

    /// <summary>The form; <paramref name="id"/> null: a new device, perhaps a stranger's.</summary>
    public async Task<DeviceFormView> FormAsync(Guid? id, Guid? stranger, CancellationToken stop)
    {
        var device = id is { } known ? await MineAsync(known, null, stop) : null;
        return new(device, stranger is { } s ? (await StrangersAsync(stop)).FirstOrDefault(k => k.Id == s) : null, await UnitsAsync(ImagingRights.Arrange, stop));
    }

    /// <summary>Facilities at which the caller holds a right, for pick lists.</summary>
    public async Task<IReadOnlyList<(string, string)>> UnitsAsync(Right right, CancellationToken stop) =>
        [.. (await trees.OnAsync(null, stop)).Units.Where(u => u.IsOpen && Kinds.Contains(u.Kind) && caller.May(right, u.Id))
            .OrderBy(u => Fold.Of(u.Name), StringComparer.Ordinal).Select(u => (u.Id.ToString(), u.Name))];

    // A stranger names no facility. Whoever administers several units sees all; a facility those from networks of its own devices, so that nobody lets another's
    // device in; where the house has one facility only, everything is its own.
    async Task<IReadOnlyList<DeviceStranger>> StrangersAsync(CancellationToken stop)
    {
        if (!caller.May(ImagingRights.Arrange)) return [];
        var all = await store.Strangers.AsNoTracking().OrderByDescending(s => s.LastAt).Take(100).ToListAsync(stop);
        if (all.Count == 0 || caller.Posts.Any(p => p.Role == Role.Administrator && p.Reach.Count > 1)) return all;
        if ((await trees.OnAsync(null, stop)).Units.Count(u => u.IsOpen && Kinds.Contains(u.Kind)) == 1) return all;
        var own = await store.Devices.AsNoTracking().Where(d => d.RevokedAt == null).Select(d => new { d.OrganisationId, d.Addresses }).ToListAsync(stop);
        return [.. all.Where(s => System.Net.IPAddress.TryParse(s.Address, out var from)
            && own.Any(d => caller.May(ImagingRights.Arrange, d.OrganisationId) && Networks.Hold(d.Addresses, from)))];
    }

    /// <summary>Admits a device.</summary>
    public async Task<Guid> AdmitAsync(Form form, CancellationToken stop)
    {
        var unit = form.Id("unit") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "unit" };
        caller.Must(ImagingRights.Arrange, unit);
        var aet = form.Required("aet", 16);
        if (aet.Any(c => c is < ' ' or > '~' or '\\')) throw new Refusal(RefusalKind.Invalid,
            "AE title chỉ gồm chữ không dấu, số và dấu câu, nhiều nhất 16 ký tự.")
        { Field = "aet" };
        if (await store.Devices.AnyAsync(d => d.OrganisationId == unit && d.Aet == aet && d.RevokedAt == null, stop))
            throw new Refusal(RefusalKind.Conflict, "Đơn vị đã có thiết bị với AE title này. Xin sửa thiết bị đó.") { Field = "aet" };
        var device = new Device
        {
            OrganisationId = unit,
            Name = form.Required("name", 80),
            Aet = aet,
            Addresses = form.Text("addresses", 500),
            MadeAt = store.Clock.GetUtcNow(),
            MadeByName = caller.Name,
        };
        Read(device, form);
        store.Devices.Add(device);
        var known = await store.Strangers.Where(s => s.Aet == aet).ToListAsync(stop);
        store.Strangers.RemoveRange(known.Where(s => System.Net.IPAddress.TryParse(s.Address, out var from) && Networks.Hold(device.Addresses, from)));
        store.Trace("imaging.device.admit", "imaging_device", device.Id.ToString());
        await store.SaveChangesAsync(stop);
        return device.Id;
    }

    /// <summary>Changes a device.</summary>
    public async Task ChangeAsync(Guid id, Form form, CancellationToken stop)
    {
        var device = await MineAsync(id, form.Whole("version"), stop);
        (device.Name, device.Addresses) = (form.Required("name", 80), form.Text("addresses", 500));
        Read(device, form);
        await store.SaveChangesAsync(stop);
    }

    static void Read(Device device, Form form)
    {
        Networks.Read(device.Addresses);
        var print = form.Text("thumbprint", 200).Replace(":", "").Replace(" ", "").ToUpperInvariant();
        if (print.Length > 0 && (print.Length != 64 || !print.All(char.IsAsciiHexDigit)))
            throw new Refusal(RefusalKind.Invalid, "Vân tay SHA-256 của chứng thư gồm 64 chữ số thập lục phân.") { Field = "thumbprint" };
        var host = form.Text("host", 200);
        if (host.Length > 0 && Uri.CheckHostName(host) == UriHostNameType.Unknown)
            throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là tên máy hoặc địa chỉ mạng.", host) { Field = "host" };
        var port = form.Whole("port");
        if (host.Length > 0 && port is < 1 or > 65535) throw new Refusal(RefusalKind.Invalid, "Cổng mạng là số từ 1 đến 65535.") { Field = "port" };
        (device.Thumbprint, device.Host, device.Port, device.IsTls) = (print, host, host.Length > 0 ? port : null, form.Ticked("tls"));
        device.Modality = form.Text("modality", 16).ToUpperInvariant();
        (device.MayStore, device.MayFind, device.MayRetrieve, device.MayWork) = (form.Ticked("store"), form.Ticked("find"), form.Ticked("retrieve"),
            form.Ticked("work"));
        device.IsAscii = form.Ticked("ascii");
    }

    /// <summary>Ends a device: it is refused from now on.</summary>
    public async Task EndAsync(Guid id, int version, CancellationToken stop)
    {
        var device = await MineAsync(id, version, stop);
        device.RevokedAt ??= store.Clock.GetUtcNow();
        store.Trace("imaging.device.end", "imaging_device", id.ToString());
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Calls a device that listens (C-ECHO) and says in words how that went.</summary>
    public async Task<string> TryAsync(Guid id, CancellationToken stop)
    {
        var device = await MineAsync(id, null, stop);
        if (device.Port is null) throw new Refusal(RefusalKind.Invalid, "Xin ghi tên máy và cổng mà thiết bị lắng nghe trước khi thử.") { Field = "host" };
        try
        {
            await using var client = await DimseClient.OpenAsync(device.Target(), rules.Aet, ProposedContexts.For(Uids.Verification), TimeProvider.System, stop);
            var status = await client.EchoAsync();
            await client.ReleaseAsync();
            return status.Code == 0 ? words["Thiết bị đã trả lời."] : words["Thiết bị trả lời với mã lỗi {0}.", status.ToString()];
        }
        catch (AssociationRefused refused)
        {
            return refused.Reject.Reason == 3 && refused.Reject.Source == 1 ? words["Thiết bị từ chối vì chưa biết AE title “{0}” của máy chủ này.", rules.Aet]
                : words["Thiết bị từ chối kết nối."];
        }
        catch (Exception problem) when (problem is IOException or PduFault or DimseFault)
        {
            return words["Không kết nối được tới thiết bị. Xin kiểm tra địa chỉ, cổng và tường lửa."];
        }
    }

    async Task<Device> MineAsync(Guid id, int? version, CancellationToken stop)
    {
        var device = await store.Devices.SingleOrDefaultAsync(d => d.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy thiết bị này.");
        caller.Must(ImagingRights.Arrange, device.OrganisationId);
        return version is { } seen ? store.Expect(device, seen) : device;
    }
}
