using System.Net;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Exchange;

/// <summary>A hospital as messages know it: its code stands in the systems of its numbers.</summary>
sealed record Facility(Guid Id, string Name, string Code);

/// <summary>Hospitals and their codes, from the network.</summary>
sealed class Facilities(IOrganisationTree trees, Caller caller)
{
    static readonly string[] Kinds = ["hospital", "centre", "station", "institute", "clinic"];

    /// <summary>A hospital by its id; missing where there is none.</summary>
    public async Task<Facility> OfAsync(Guid id, CancellationToken stop) =>
        (await trees.OnAsync(null, stop)).Find(id) is { } unit ? Of(unit) : throw Refusal.Missing("Không tìm thấy đơn vị này.");

    /// <summary>A hospital by one of its codes; null where the network does not know it.</summary>
    public async Task<Guid?> OfCodeAsync(string code, CancellationToken stop) => code.Length == 0 ? null : (await trees.OnAsync(null, stop)).Find(code)?.Id;

    /// <summary>Hospitals that the caller reaches, by name.</summary>
    public async Task<IReadOnlyList<Facility>> ReachedAsync(Right right, CancellationToken stop) =>
        [.. (await trees.OnAsync(null, stop)).Units.Where(u => u.IsOpen && Kinds.Contains(u.Kind) && caller.May(right, u.Id)).Select(Of)
            .OrderBy(f => f.Name, StringComparer.Create(Say.Vietnam, ignoreCase: true))];

    /// <summary>Names by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<Guid> ids, CancellationToken stop)
    {
        var tree = await trees.OnAsync(null, stop);
        return ids.Distinct().ToDictionary(i => i, i => tree.Find(i)?.Name ?? "");
    }

    // A hospital without a code of its own is known by its id: numbers of two hospitals never meet.
    static Facility Of(TreeUnit unit) => new(unit.Id, unit.Name, unit.Codes.FirstOrDefault(c => c.Length == 5) ?? unit.Id.ToString("N"));
}

/// <summary>Network addresses as people type them.</summary>
static class Addresses
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
            : throw new Refusal(RefusalKind.Invalid, "Xin ghi ít nhất một địa chỉ mạng: hệ thống gửi được nhận biết cả bằng địa chỉ.") { Field = "addresses" };
    }

    /// <summary>Whether an address is among those of a text that was read before.</summary>
    public static bool Hold(string text, IPAddress address) => Read(text).Any(n => n.Contains(Plain(address)));

    /// <summary>An IPv4 address as such, however the socket tells it.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
