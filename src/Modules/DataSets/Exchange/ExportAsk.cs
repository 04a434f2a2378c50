using System.Globalization;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.AspNetCore.Http;

namespace LienY.DataSets;

/// <summary>Which figures are asked for, as the parameters of DHIS2's <c>GET dataValueSets</c> say.</summary>
sealed record ExportAsk
{
    public IReadOnlyList<DataSet> Sets { get; init; } = [];
    public required IReadOnlySet<Guid> Elements { get; init; }
    public required IReadOnlySet<Guid> Units { get; init; }

    /// <summary>Codes of periods; empty: every period within the days.</summary>
    public IReadOnlyList<Period> Periods { get; init; } = [];
    public DateOnly From { get; init; } = DateOnly.MinValue;
    public DateOnly To { get; init; } = DateOnly.MaxValue;
    public IReadOnlySet<Guid>? Attributes { get; init; }
    public DateTimeOffset? ChangedSince { get; init; }
    public bool WithDeleted { get; init; }
    public int? Limit { get; init; }
    public IdScheme ElementScheme { get; init; }
    public IdScheme UnitScheme { get; init; }
    public IdScheme ComboScheme { get; init; }

    /// <summary>Reads an address; the code and sentence of DHIS2 where something is missing.</summary>
    public static (ExportAsk? Ask, string Code, string Sentence) Of(IQueryCollection query, Glossary glossary, UnitIndex units, Caller caller, TimeProvider clock)
    {
        string? Text(string name) => query[name].FirstOrDefault();
        string[] Many(string name) => [.. query[name].SelectMany(v => (v ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        var all = ImportOptions.Scheme(Text("idScheme"), IdScheme.Any);
        var inputs = ImportOptions.Scheme(Text("inputIdScheme"), all);
        var sets = Many("dataSet").Select(s => (Text: s, Set: glossary.Sets.Find(s, ImportOptions.Scheme(Text("inputDataSetIdScheme"), inputs)) ?? glossary.Sets.Find(s, IdScheme.Any))).ToList();
        var elements = Many("dataElement").Select(e => (Text: e, Element: glossary.Elements.Find(e, ImportOptions.Scheme(Text("inputDataElementIdScheme"), inputs)) ?? glossary.Elements.Find(e, IdScheme.Any))).ToList();
        if (sets.Count + elements.Count == 0) return (null, "E2001", Words.Key("Xin nêu ít nhất một bộ số liệu (dataSet) hoặc yếu tố (dataElement)."));
        if (sets.FirstOrDefault(s => s.Set is null).Text is { } noSet) return (null, "E1100", noSet);
        if (elements.FirstOrDefault(s => s.Element is null).Text is { } noElement) return (null, "E1100", noElement);
        var periods = new List<Period>();
        foreach (var code in Many("period"))
        {
            if (!Period.TryParse(code, out var period)) return (null, "E1101", code);
            periods.Add(period);
        }
        var (from, to) = (Day(Text("startDate")), Day(Text("endDate")));
        var since = Since(Text("lastUpdated"), Text("lastUpdatedDuration"), clock);
        if (periods.Count == 0 && (from is null || to is null) && since is null)
            return (null, "E2002", Words.Key("Xin nêu ít nhất một kỳ (period), khoảng ngày (startDate và endDate) hoặc lastUpdated."));
        var places = new HashSet<Guid>();
        var children = Fields.Truth(Text("children")) == true;
        foreach (var text in Many("orgUnit"))
        {
            if ((units.Find(text, ImportOptions.Scheme(Text("inputOrgUnitIdScheme"), inputs)) ?? units.Find(text, IdScheme.Any)) is not { } unit) return (null, "E1102", text);
            if (!caller.IsHouse && !caller.Organisations.Contains(unit.Id)) return (null, "E2012", unit.Name);
            if (children) places.UnionWith(units.Tree.Below(unit.Id));
            else places.Add(unit.Id);
        }
        foreach (var text in Many("orgUnitGroup"))
            if (glossary.Groups.Find(text, IdScheme.Any) is { } group) places.UnionWith(group.Units.Select(u => u.UnitId));
        if (places.Count == 0) return (null, "E2006", Words.Key("Xin nêu ít nhất một đơn vị (orgUnit)."));
        if (!caller.IsHouse) places.IntersectWith(caller.Organisations);
        var attributes = Many("attributeOptionCombo").Select(a => glossary.Combos.Find(a, IdScheme.Any)).OfType<Combo>().Select(c => c.Id).ToHashSet();
        return (new()
        {
            Sets = [.. sets.Select(s => s.Set!)],
            Elements = sets.SelectMany(s => s.Set!.Elements.Select(e => e.ElementId)).Concat(elements.Select(e => e.Element!.Id)).ToHashSet(),
            Units = places,
            Periods = periods,
            From = periods.Count > 0 ? periods.Min(p => p.First) : from ?? DateOnly.MinValue,
            To = periods.Count > 0 ? periods.Max(p => p.Last) : to ?? DateOnly.MaxValue,
            Attributes = attributes.Count > 0 ? attributes : null,
            ChangedSince = since,
            WithDeleted = Fields.Truth(Text("includeDeleted")) == true,
            Limit = int.TryParse(Text("limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null,
            ElementScheme = ImportOptions.Scheme(Text("dataElementIdScheme"), all),
            UnitScheme = ImportOptions.Scheme(Text("orgUnitIdScheme"), all),
            ComboScheme = ImportOptions.Scheme(Text("categoryOptionComboIdScheme"), all),
        }, "", "");
    }

    /// <summary>What to call a term in the answer.</summary>
    public static string Name(Term term, IdScheme scheme) => scheme switch
    {
        IdScheme.Code => term.Code,
        IdScheme.Name => term.Name,
        _ => term.Uid,
    };

    static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    static DateTimeOffset? Since(string? moment, string? duration, TimeProvider clock)
    {
        if (DateTimeOffset.TryParse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return at;
        if (duration is not { Length: > 1 } || !int.TryParse(duration[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 100_000) return null;
        return clock.GetUtcNow() - duration[^1] switch
        {
            'd' => TimeSpan.FromDays(number),
            'h' => TimeSpan.FromHours(number),
            'm' => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromSeconds(number),
        };
    }
}
