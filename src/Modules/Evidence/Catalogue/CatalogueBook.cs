using System.Data.Common;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Every published version of every indicator, for computing: which one was in force, as was known.</summary>
sealed class CatalogueBook
{
    readonly Dictionary<string, Guid> names = new(StringComparer.Ordinal);
    readonly Dictionary<Guid, (string Code, string Uid)> heads = [];
    readonly IReadOnlyCollection<(string Code, string Uid, IndicatorVersion Version)> rows;
    readonly ILookup<Guid, IndicatorVersion> versions;

    CatalogueBook(IReadOnlyCollection<(string Code, string Uid, IndicatorVersion Version)> rows)
    {
        this.rows = rows;
        foreach (var (code, uid, version) in rows)
        {
            heads[version.IndicatorId] = (code, uid);
            names[code] = version.IndicatorId;
            names.TryAdd(uid, version.IndicatorId);
        }
        versions = rows.Select(r => r.Version).ToLookup(v => v.IndicatorId);
    }

    /// <summary>An empty catalogue.</summary>
    public static readonly CatalogueBook Empty = new([]);

    /// <summary>The same with one version more, as if it were in force from the beginning of time.</summary>
    public CatalogueBook With(CatalogueIndicator indicator, IndicatorVersion draft) =>
        new([.. rows.Where(r => r.Version.IndicatorId != indicator.Id), (indicator.Code, indicator.Uid, draft)]);

    /// <summary>Indicators by id.</summary>
    public IEnumerable<Guid> Ids => heads.Keys;

    /// <summary>Code and uid of an indicator.</summary>
    public (string Code, string Uid) Head(Guid id) => heads[id];

    /// <summary>Id by code or uid; null where there is none.</summary>
    public Guid? Id(string name) => names.TryGetValue(name, out var id) ? id : null;

    /// <summary>The version by code or uid that was in force on a day, among those known on another; null where there is none.</summary>
    public IndicatorVersion? Of(string name, DateOnly on, DateOnly? known) => Id(name) is { } id ? Of(id, on, known) : null;

    /// <summary>
    /// The newest version that had begun on the day. Figures of years before the first version are made by the first one; none is in force after the last
    /// day of the newest.
    /// </summary>
    public IndicatorVersion? Of(Guid id, DateOnly on, DateOnly? known)
    {
        IndicatorVersion? first = null, best = null;
        foreach (var version in versions[id])
        {
            if (known is { } day && version.PublishedAt is { } at && Say.DayOf(at) > day) continue;
            first ??= version;
            if (version.ValidFrom <= on) best = version;
        }
        best ??= first;
        return best?.ValidTo < on ? null : best;
    }

    /// <summary>One query.</summary>
    public static async Task<CatalogueBook> LoadAsync(DbConnection connection, CancellationToken stop) =>
        new(await connection.RowsAsync(
            "select i.code, i.uid, v.id, v.indicator_id, v.number, v.published_at, v.kind, v.name, v.name_en, v.name_zh, v.unit, v.topic, v.direction, v.numerator, v.denominator, v.factor, "
            + "v.is_annualised, v.missing, v.decimals, v.valid_from, v.valid_to, v.author, v.made_at, v.folded, v.definition from evidence_indicator i join evidence_indicator_version v on v.indicator_id = i.id "
            + "where v.published_at is not null order by v.indicator_id, v.number", Read, stop));

    static (string, string, IndicatorVersion) Read(DbDataReader r) => (r.GetString(0), r.GetString(1), new IndicatorVersion
    {
        IndicatorId = r.GetGuid(3),
        Number = r.GetInt32(4),
        PublishedAt = r.Instant(5),
        Kind = Enum.Parse<IndicatorKind>(r.GetString(6)),
        Name = r.GetString(7),
        NameEn = r.GetString(8),
        NameZh = r.GetString(9),
        Unit = r.GetString(10),
        Topic = r.GetString(11),
        Direction = Enum.Parse<Direction>(r.GetString(12)),
        Numerator = r.GetString(13),
        Denominator = r.GetString(14),
        Factor = Ledger.Unscale(r.GetInt64(15)),
        IsAnnualised = r.GetBoolean(16),
        Missing = Enum.Parse<MissingPolicy>(r.GetString(17)),
        Decimals = r.GetInt32(18),
        ValidFrom = r.Day(19),
        ValidTo = r.IsDBNull(20) ? null : r.Day(20),
        Author = r.GetString(21),
        MadeAt = r.Instant(22),
        Folded = r.GetString(23),
        Definition = r.GetString(24),
    });
}
