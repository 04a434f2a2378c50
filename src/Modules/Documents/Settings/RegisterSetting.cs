using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>How an organisation keeps its registers from a day on.</summary>
sealed class RegisterSetting
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid OrganisationId { get; init; }
    public DateOnly FromDay { get; init; }

    /// <summary>All outgoing papers share one series of numbers; else each type has its own.</summary>
    public bool OneBook { get; set; }

    /// <summary>Abbreviation of the organisation in symbols, e.g. <c>SYT</c>.</summary>
    public string Symbol { get; set; } = "";

    /// <summary>Code of the organisation on the axis (OrganId), e.g. <c>000.00.15.H38</c>; empty: not on the axis.</summary>
    public string OrganCode { get; set; } = "";

    /// <summary>Papers that arrive by the axis whole and from a known agency are entered without a clerk.</summary>
    public bool AutoRegister { get; set; }

    public string ChangedByName { get; set; } = "";
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>The series of numbers of a type.</summary>
    public string BookOf(string type) => OneBook ? "" : type.Length > 0 ? type : "CV";
}

/// <summary>Settings by organisation and day.</summary>
sealed class RegisterSettings(DocumentsStore store, IOrganisations organisations)
{
    /// <summary>What holds on a day; where nothing was set: numbers by type, the abbreviation made from the name.</summary>
    public async Task<RegisterSetting> OnAsync(Guid organisation, DateOnly day, CancellationToken stop)
    {
        if (!known.TryGetValue((organisation, day), out var setting)) known[(organisation, day)] = setting = await LoadAsync(organisation, day, stop);
        return setting;
    }

    // Asked several times within one piece of work.
    readonly Dictionary<(Guid, DateOnly), RegisterSetting> known = [];

    async Task<RegisterSetting> LoadAsync(Guid organisation, DateOnly day, CancellationToken stop)
    {
        var set = await store.Settings.AsNoTracking().Where(s => s.OrganisationId == organisation && s.FromDay <= day).OrderByDescending(s => s.FromDay)
            .FirstOrDefaultAsync(stop);
        if (set is { Symbol.Length: > 0 }) return set;
        var card = await organisations.FindAsync(organisation, null, stop);
        var symbol = Abbreviation(card?.Name ?? "");
        if (set is null) return new() { OrganisationId = organisation, FromDay = DateOnly.MinValue, Symbol = symbol };
        set.Symbol = symbol;
        return set;
    }

    /// <summary>The organisation that bears a code of the axis on a day; null where none of this house does.</summary>
    public async Task<Guid?> OfCodeAsync(string code, DateOnly day, CancellationToken stop)
    {
        if (code.Length == 0) return null;
        foreach (var organisation in await store.Settings.AsNoTracking().Where(s => s.OrganCode == code && s.FromDay <= day).Select(s => s.OrganisationId).Distinct()
            .ToListAsync(stop))
            if ((await OnAsync(organisation, day, stop)).OrganCode == code) return organisation;
        return null;
    }

    /// <summary>First letters of a name: "Sở Y tế tỉnh Lào Cai" becomes SYT.</summary>
    public static string Abbreviation(string name)
    {
        var at = name.IndexOf(" tỉnh ", StringComparison.Ordinal) is >= 0 and var p ? p : name.IndexOf(" thành phố ", StringComparison.Ordinal) is >= 0 and var c ? c
            : name.Length;
        var made = string.Concat(name[..at].Split([' ', '-', ','], StringSplitOptions.RemoveEmptyEntries).Where(w => char.IsLetter(w[0]))
            .Select(w => w[..1].ToUpper(Say.Vietnam)));
        return made.Length is > 0 and <= 12 ? made : "CQ";
    }
}
