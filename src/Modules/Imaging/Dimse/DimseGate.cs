using System.Net;
using System.Security.Cryptography;
using LienY.Contracts;
using LienY.Dicom;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LienY.Imaging;

/// <summary>
/// Lets devices in: by title, address and certificate together. A stranger is refused (reason 3) and noted, so that an administrator admits it with a click.
/// </summary>
sealed class DimseGate(IServiceScopeFactory scopes, Database database, IImageArchive archive, ImagingRules rules, TimeProvider clock, ILogger<DimseGate> log)
    : IDimseDoor
{
    /// <summary>Strangers that are noted; beyond it only those already noted are counted on.</summary>
    const int MostStrangers = 500;

    /// <inheritdoc/>
    public async ValueTask<DimseProvider> AdmitAsync(DimseCaller caller, CancellationToken stop)
    {
        var (aet, address) = (caller.Request.Calling, caller.Address);
        var print = caller.Certificate?.GetCertHashString(HashAlgorithmName.SHA256) ?? "";
        await using var scope = House(scopes, address);
        var store = scope.ServiceProvider.GetRequiredService<DimseStore>();
        var devices = await store.Devices.AsNoTracking().Where(d => d.Aet == aet && d.RevokedAt == null).ToListAsync(stop);
        var good = devices.Where(d => Networks.Hold(d.Addresses, address) && (d.Thumbprint.Length == 0 || d.Thumbprint.Equals(print,
            StringComparison.OrdinalIgnoreCase)))
            .ToList();
        // Two facilities behind one address with one title cannot be told apart: nobody's images may land at the other's.
        if (good.Select(d => d.OrganisationId).Distinct().Count() != 1)
        {
            await NoteAsync(caller, stop);
            throw new AssociationRefused(AssociateReject.UnknownCaller);
        }
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync("update imaging_device set last_contact_at = @p1, last_address = @p2 where id = @p0", stop, good[0].Id, clock.GetUtcNow(),
            address.ToString());
        return new DimseDesk(good[0], address, scopes, archive, rules, clock, database);
    }

    async Task NoteAsync(DimseCaller caller, CancellationToken stop)
    {
        var (aet, called, address, now) = (Cut(caller.Request.Calling), Cut(caller.Request.Called), caller.Address.ToString(), clock.GetUtcNow());
        await using var connection = await database.OpenAsync(stop);
        if (await connection.RunAsync("update imaging_stranger set last_at = @p2, called = @p3, times = times + 1 where aet = @p0 and address = @p1", stop,
            aet, address, now, called) > 0) return;
        if (Convert.ToInt64(await connection.CellAsync("select count(*) from imaging_stranger", stop),
            System.Globalization.CultureInfo.InvariantCulture) >= MostStrangers) return;
        await connection.RunAsync("insert into imaging_stranger (id, aet, called, address, first_at, last_at, times) values (@p0, @p1, @p2, @p3, @p4, @p4, 1) "
            + "on conflict (aet, address) do nothing", stop, Guid.CreateVersion7(), aet, called, address, now);
    }

    static string Cut(string text) => (text.Length > 16 ? text[..16] : text).Replace('\0', ' ');

    /// <inheritdoc/>
    public void Note(IPAddress address, string? calling, string what, Exception? problem)
    {
        if (problem is null) log.LogInformation("DICOM '{Title}' from '{Address}': {What}", calling, address, what);
        else log.LogError(problem, "DICOM '{Title}' from '{Address}': {What}", calling, address, what);
    }

    /// <summary>A scope in which the house itself works for a device.</summary>
    public static AsyncServiceScope House(IServiceScopeFactory scopes, IPAddress address)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House with { Origin = new(address.ToString(), null, "DICOM") };
        return scope;
    }
}

/// <summary>Network addresses as people type them.</summary>
static class Networks
{
    /// <summary>Addresses and networks of a text; refused (field <c>addresses</c>) where one cannot be read, or none is there.</summary>
    public static IReadOnlyList<IPNetwork> Read(string text)
    {
        var read = text.Split([';', ',', '\n', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part =>
            IPNetwork.TryParse(part, out var network) ? network
            : IPAddress.TryParse(part, out var one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8)
            : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là địa chỉ mạng. Ví dụ đúng: 113.160.10.5 hoặc 10.20.0.0/16.", part) { Field = "addresses" })
                .ToList();
        return read.Count > 0 ? read
            : throw new Refusal(RefusalKind.Invalid, "Xin ghi ít nhất một địa chỉ mạng: thiết bị được nhận biết cả bằng địa chỉ.") { Field = "addresses" };
    }

    /// <summary>Whether an address is among those of a text that was read before.</summary>
    public static bool Hold(string text, IPAddress address) => Read(text).Any(n => n.Contains(address));
}
