using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>All measures of some plans, by indicator, every version.</summary>
sealed class MeasureBook
{
    readonly ILookup<Guid, IndicatorMeasure> measures;

    MeasureBook(IEnumerable<IndicatorMeasure> all) => measures = all.ToLookup(m => m.IndicatorId);

    /// <summary>One query.</summary>
    public static async Task<MeasureBook> LoadAsync(DbConnection connection, IEnumerable<Guid> plans, CancellationToken stop) =>
        new(await new Where(connection).In("plan_id", plans).RowsAsync(
            "select indicator_id, plan_id, number, kind, formula, over_time, over_units, factor, from_day, author, made_at, note from evidence_measure", Read, stop,
            "order by indicator_id, number"));

    /// <summary>
    /// The measure of an indicator on a day: the newest whose first day has come, else the first one. An indicator without one is measured by official
    /// figures, the latest of which counts.
    /// </summary>
    public IndicatorMeasure Of(Guid indicator, DateOnly on) =>
        measures[indicator].LastOrDefault(m => m.FromDay <= on) ?? measures[indicator].FirstOrDefault() ?? Unset(indicator);

    static IndicatorMeasure Unset(Guid indicator) => new()
    {
        IndicatorId = indicator,
        PlanId = Guid.Empty,
        Number = 0,
        Kind = MeasureKind.Official,
        FromDay = DateOnly.MinValue,
        Author = "",
        MadeAt = DateTimeOffset.UnixEpoch,
    };

    static IndicatorMeasure Read(DbDataReader r) => new()
    {
        IndicatorId = r.GetGuid(0),
        PlanId = r.GetGuid(1),
        Number = r.GetInt32(2),
        Kind = Enum.Parse<MeasureKind>(r.GetString(3)),
        Formula = r.Text(4),
        OverTime = Enum.Parse<OverTime>(r.GetString(5)),
        OverUnits = Enum.Parse<OverUnits>(r.GetString(6)),
        Factor = Ledger.Unscale(r.GetInt64(7)),
        FromDay = r.Day(8),
        Author = r.GetString(9),
        MadeAt = r.Instant(10),
        Note = r.GetString(11),
    };
}

/// <summary>The newest entered value of an indicator, for "source" in words.</summary>
sealed record LatestValue(Guid IndicatorId, Guid UnitId, DateOnly FromDay, DateOnly ToDay, decimal Value, Grade Grade, string? DocumentNumber, DateOnly? DocumentDate, string? DocumentIssuer)
{
    /// <summary>One query for all indicators; each finds its newest value by index.</summary>
    public static async Task<Dictionary<Guid, LatestValue>> LoadAsync(DbConnection connection, IReadOnlyCollection<Target> targets, DateOnly asOf, CancellationToken stop)
    {
        const string Newest = "select v.id from evidence_value v where v.plan_id = asked.plan_id and v.indicator_id = asked.indicator_id and v.to_day <= @p1 and v.is_current and not v.is_withdrawn "
            + "order by v.to_day desc, v.entered_at desc limit 1";
        const string Columns = "indicator_id, unit_id, from_day, to_day, value, grade, document_number, document_date, document_issuer";
        return (connection.IsPostgres()
            ? await connection.RowsAsync($"select {Columns} from evidence_value where id in (select ({Newest}) from unnest(@p0::uuid[], @p2::uuid[]) asked(plan_id, indicator_id))", Read, stop,
                targets.Select(t => t.PlanId).ToArray(), asOf, targets.Select(t => t.IndicatorId).ToArray())
            : await connection.RowsAsync(
                $"select {Columns} from evidence_value where id in (select ({Newest}) from (select value ->> 0 plan_id, value ->> 1 indicator_id from json_each(@p0)) asked)", Read, stop,
                "[" + string.Join(',', targets.Select(t => $"[\"{connection.Store(t.PlanId)}\",\"{connection.Store(t.IndicatorId)}\"]")) + "]", asOf))
            .ToDictionary(v => v.IndicatorId);
    }

    /// <summary>"Báo cáo số 05/BC-SYT ngày 12/06/2025 của Sở Y tế", or that a unit declared it.</summary>
    public string Words() => Grade switch
    {
        Grade.Official => $"Văn bản số {DocumentNumber}" + (DocumentDate is { } day ? $" ngày {Say.Day(day)}" : "") + (DocumentIssuer is { Length: > 0 } by ? $" của {by}" : ""),
        Grade.DeclaredWithFile => $"Đơn vị khai kèm tệp, kỳ {Say.Day(FromDay)}–{Say.Day(ToDay)}",
        _ => $"Đơn vị khai, kỳ {Say.Day(FromDay)}–{Say.Day(ToDay)}",
    };

    static LatestValue Read(DbDataReader r) => new(r.GetGuid(0), r.GetGuid(1), r.Day(2), r.Day(3), Ledger.Unscale(r.GetInt64(4)), Enum.Parse<Grade>(r.GetString(5)), r.Text(6),
        r.IsDBNull(7) ? null : r.Day(7), r.Text(8));
}
