using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Signing;

/// <summary>What is asked of the list of certificates; stands in the address.</summary>
sealed record KeyAsk(Guid? Organisation, KeyKind? Kind, bool All)
{
    public static KeyAsk Of(HttpRequest request) => new(KeyRoutes.Id(request, "org"),
        Enum.TryParse<KeyKind>(request.Query["kind"], out var kind) && Enum.IsDefined(kind) ? kind : null, request.Query["all"] == "on");

    public string Query => $"org={Organisation}&kind={Kind}&all={(All ? "on" : "")}";
}

/// <summary>What is asked of the log.</summary>
sealed record UseAsk(Guid? Organisation, string Kind, string Type, DateOnly? From, DateOnly? To, int Page)
{
    public const int Size = 50;

    public static UseAsk Of(HttpRequest request) => new(KeyRoutes.Id(request, "org"), request.Query["kind"].ToString(), request.Query["type"].ToString(),
        Say.TryDay(request.Query["from"], out var from) ? from : null, Say.TryDay(request.Query["to"], out var to) ? to : null,
        int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1);

    public string Query(int page) => string.Create(CultureInfo.InvariantCulture,
        $"org={Organisation}&kind={Uri.EscapeDataString(Kind)}&type={Uri.EscapeDataString(Type)}&from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}&page={page}");
}

sealed record KeysView(KeyAsk Asked, IReadOnlyList<HeldKey> Rows, IReadOnlyDictionary<Guid, string> Names, IReadOnlyList<(string, string)> Organisations,
    DateTimeOffset Now, bool MayAdd);

sealed record KeyView(HeldKey Key, string Organisation, IReadOnlyList<KeyUse> Uses, DateTimeOffset Now, bool MayArrange);

sealed record ChoicesView(Guid? Organisation, IReadOnlyList<(string, string)> Organisations, IReadOnlyList<(string, string)> People);

sealed record PowersView(Guid? Organisation, bool Ended, IReadOnlyList<Power> Rows, IReadOnlyDictionary<Guid, string> Names, ChoicesView Choices,
    DateOnly Today, Func<Guid, bool> MayArrange);

sealed record UsesView(UseAsk Asked, IReadOnlyList<KeyUse> Rows, int Total, IReadOnlyDictionary<Guid, string> Names, IReadOnlyList<(string, string)> Organisations)
{
    public int Pages => Math.Max(1, (Total + UseAsk.Size - 1) / UseAsk.Size);
}

/// <summary>Lists of keys, powers and uses for the caller.</summary>
sealed class SigningLists(SigningStore store, IOrganisations organisations, IPeople people, Caller caller, Words words)
{
    /// <summary>A refusal in the caller's language.</summary>
    public string Say(Refusal refusal) => words.Of(refusal);

    /// <summary>A sentence in the caller's language.</summary>
    public string Text(string key) => words[key];

    /// <summary>Certificates.</summary>
    public async Task<KeysView> KeysAsync(KeyAsk ask, CancellationToken stop)
    {
        var rows = await store.Keys.AsNoTracking().ToListAsync(stop);
        var names = await organisations.NamesAsync(rows.Select(k => k.OrganisationId).Distinct(), null, stop);
        var now = store.Clock.GetUtcNow();
        var shown = rows.Where(k => (ask.Organisation is null || k.OrganisationId == ask.Organisation) && (ask.Kind is null || k.Kind == ask.Kind)
            && (ask.All || k.WithdrawnAt is null)).OrderBy(k => k.WithdrawnAt is not null).ThenBy(k => k.ValidTo).ToList();
        return new(ask, shown, names, Options(names), now, caller.May(SigningRights.Arrange));
    }

    /// <summary>One certificate with its last uses.</summary>
    public async Task<KeyView> KeyAsync(Guid id, CancellationToken stop)
    {
        var key = await store.Keys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy chứng thư này.");
        if (key.UserId != caller.UserId) caller.Must(SigningRights.See, key.OrganisationId);
        var uses = await store.Uses.IgnoreQueryFilters(["org"]).AsNoTracking().Where(u => u.KeyId == id).OrderByDescending(u => u.At).Take(20).ToListAsync(stop);
        return new(key, (await organisations.FindAsync(key.OrganisationId, null, stop))?.Name ?? "", uses, store.Clock.GetUtcNow(),
            caller.May(SigningRights.Arrange, key.OrganisationId));
    }

    /// <summary>Organisations where the caller holds a right, and the people of the chosen one.</summary>
    public async Task<ChoicesView> ChoicesAsync(Guid? organisation, Right right, CancellationToken stop)
    {
        var own = caller.Seats(right);
        // Nobody signs in the name of an organisation below the own one.
        var seats = right == SigningRights.Sign ? [.. own] : caller.Posts.Where(p => right.Roles.Contains(p.Role)).SelectMany(p => p.Reach).Distinct().ToList();
        var names = await organisations.NamesAsync(seats, null, stop);
        var chosen = organisation is { } asked && seats.Contains(asked) ? asked : own.Count > 0 ? own[0] : seats.Count > 0 ? seats[0] : (Guid?)null;
        var there = chosen is { } at ? await people.AtAsync([at], stop) : [];
        return new(chosen, Options(names), [.. there.Select(p => (p.Id.ToString(), p.Title.Length > 0 ? p.Name + " – " + p.Title : p.Name))]);
    }

    /// <summary>Powers to sign.</summary>
    public async Task<PowersView> PowersAsync(Guid? organisation, bool ended, CancellationToken stop)
    {
        var today = store.Clock.Today();
        var rows = await store.Powers.AsNoTracking().ToListAsync(stop);
        var names = await organisations.NamesAsync(rows.Select(p => p.OrganisationId).Distinct(), null, stop);
        var shown = rows.Where(p => (organisation is null || p.OrganisationId == organisation) && (ended || p.ToDay is null || p.ToDay >= today))
            .OrderBy(p => names.GetValueOrDefault(p.OrganisationId), StringComparer.Ordinal).ThenBy(p => p.Person, StringComparer.Ordinal).ThenBy(p =>
                p.FromDay).ToList();
        return new(organisation, ended, shown, names, await ChoicesAsync(organisation, SigningRights.Arrange, stop), today, o => caller.May(SigningRights.Arrange, o));
    }

    /// <summary>The log, newest first.</summary>
    public async Task<UsesView> UsesAsync(UseAsk ask, int most, CancellationToken stop)
    {
        var all = store.Uses.AsNoTracking();
        var places = await all.Select(u => u.OrganisationId).Distinct().ToListAsync(stop);
        if (ask.Organisation is { } organisation) all = all.Where(u => u.OrganisationId == organisation);
        if (ask.Kind.Length > 0) all = all.Where(u => u.Kind == ask.Kind);
        if (ask.Type.Length > 0) all = all.Where(u => u.Type == ask.Type);
        if (ask.From is { } from)
        {
            var begin = Begin(from);
            all = all.Where(u => u.At >= begin);
        }
        if (ask.To is { } to)
        {
            var end = Begin(to.AddDays(1));
            all = all.Where(u => u.At < end);
        }
        var names = await organisations.NamesAsync(places, null, stop);
        var rows = await all.OrderByDescending(u => u.At).ThenByDescending(u => u.Id).Skip((ask.Page - 1) * UseAsk.Size).Take(most).ToListAsync(stop);
        return new(ask, rows, await all.CountAsync(stop), names, Options(names));
    }

    /// <summary>One signature.</summary>
    public async Task<(KeyUse Use, string Organisation)> UseAsync(Guid id, CancellationToken stop)
    {
        var use = await store.Uses.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy lần ký này.");
        caller.Must(SigningRights.See, use.OrganisationId);
        return (use, (await organisations.FindAsync(use.OrganisationId, null, stop))?.Name ?? "");
    }

    // Midnight at Hà Nội.
    static DateTimeOffset Begin(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7));

    static List<(string, string)> Options(IReadOnlyDictionary<Guid, string> names) =>
        [.. names.OrderBy(n => n.Value, StringComparer.Ordinal).Select(n => (n.Key.ToString(), n.Value))];
}
