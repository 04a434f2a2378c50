using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Network;

/// <summary>
/// Answers the questions of other modules from the tree in memory. Reading needs no caller: the door asks before it knows who is there; so the store is
/// taken only to write.
/// </summary>
sealed class Organisations(AtlasBook book, TimeProvider clock, IServiceProvider services) : IOrganisations
{
    static readonly StringComparer ByName = StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true);

    /// <inheritdoc/>
    public async Task<OrganisationCard?> FindAsync(Guid id, DateOnly? on, CancellationToken stop) =>
        (await book.NowAsync(stop)).Units.GetValueOrDefault(id)?.Card(on ?? clock.Today());

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<Guid> ids, DateOnly? on, CancellationToken stop)
    {
        var atlas = await book.NowAsync(stop);
        var day = on ?? clock.Today();
        return ids.Distinct().Where(atlas.Units.ContainsKey).ToDictionary(i => i, i => atlas.Units[i].Name(day));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OrganisationMatch>> MatchAsync(string name, Guid? near, DateOnly? on, CancellationToken stop) =>
        Matching.Find(await book.NowAsync(stop), name, near, on ?? clock.Today());

    /// <inheritdoc/>
    public async Task<IReadOnlySet<Guid>> ReachAsync(Guid id, CancellationToken stop) => (await book.NowAsync(stop)).Reach(id, clock.Today());

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OrganisationCard>> AboveAsync(Guid id, CancellationToken stop)
    {
        var today = clock.Today();
        return [.. (await book.NowAsync(stop)).Above(id, today).Select(u => u.Card(today))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Guid>> SuccessorsAsync(Guid id, DateOnly on, CancellationToken stop) => (await book.NowAsync(stop)).Successors(id, on);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OrganisationCard>> ListAsync(string? search, int most, CancellationToken stop)
    {
        var today = clock.Today();
        var folded = Fold.Of(search);
        return [.. (await book.NowAsync(stop)).Units.Values.Where(u => u.IsOpen(today))
            .Where(u => folded.Length == 0 || u.Hay.Contains(folded, StringComparison.Ordinal))
            .Select(u => u.Card(today)).OrderBy(c => c.Name, ByName).Take(most)];
    }

    /// <inheritdoc/>
    public async Task<Guid> CreatePartnerAsync(string name, string? kind, Guid? parent, CancellationToken stop)
    {
        var text = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length is 0 or > 300) throw new Refusal(RefusalKind.Invalid, "Tên đơn vị phải có từ 1 đến 300 ký tự.") { Field = "name" };
        if (parent is { } above && !(await book.NowAsync(stop)).Units.ContainsKey(above)) throw Refusal.Missing("Không tìm thấy đơn vị cấp trên này.");
        var store = services.GetRequiredService<NetworkStore>();
        var made = Organisation.Of(text, kind ?? NameKinds.Guess(text), parent, null);
        store.AllOrganisations.Add(made);
        await store.SaveChangesAsync(stop);
        return made.Id;
    }
}
