using System.Data.Common;
using System.Runtime.CompilerServices;
using LienY.Kernel;

namespace LienY.DataSets;

/// <summary>One figure as it leaves the house.</summary>
sealed record ToldValue(
    Guid ElementId, string Period, Guid UnitId, Guid ComboId, Guid AttributeId, string Value, string Comment, bool Followup, bool IsDeleted, string StoredBy, DateTimeOffset StoredAt, DateTimeOffset CreatedAt);

/// <summary>Reads figures in the order unit, period, element, row by row.</summary>
sealed class Exporting(Database database)
{
    const int FewUnits = 200;

    /// <summary>Figures that are asked for.</summary>
    public async IAsyncEnumerable<ToldValue> ReadAsync(ExportAsk ask, [EnumeratorCancellation] CancellationToken stop)
    {
        if (ask.Elements.Count == 0 || ask.Units.Count == 0) yield break;
        await using var connection = await database.OpenAsync(stop);
        await using var command = Command(connection, ask);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var periods = ask.Periods.Select(p => p.Code).ToHashSet();
        var left = ask.Limit ?? int.MaxValue;
        while (left > 0 && await reader.ReadAsync(stop))
        {
            var value = new ToldValue(reader.GetGuid(0), reader.GetString(1), reader.GetGuid(2), reader.GetGuid(3), reader.GetGuid(4), reader.GetString(5), reader.GetString(6), reader.GetBoolean(7),
                reader.GetBoolean(8), reader.GetString(9), reader.Instant(10), reader.Instant(11));
            if (!ask.Units.Contains(value.UnitId) || (periods.Count > 0 && !periods.Contains(value.Period)) || ask.Attributes?.Contains(value.AttributeId) == false) continue;
            left--;
            yield return value;
        }
    }

    static DbCommand Command(DbConnection connection, ExportAsk ask)
    {
        var values = new List<object?>();
        string Place(object? value)
        {
            values.Add(value);
            return FormattableString.Invariant($"@p{values.Count - 1}");
        }
        string List(IEnumerable<Guid> ids) => string.Join(", ", ids.Select(i => Place(i)));
        var where = new List<string> { $"element_id in ({List(ask.Elements)})" };
        if (ask.From > DateOnly.MinValue) where.Add($"ends_on >= {Place(ask.From)}");
        if (ask.To < DateOnly.MaxValue) where.Add($"starts_on <= {Place(ask.To)}");
        // A few units are asked for by name; thousands are sifted while reading.
        if (ask.Units.Count <= FewUnits) where.Add($"unit_id in ({List(ask.Units)})");
        if (ask.ChangedSince is { } since) where.Add($"stored_at >= {Place(since)}");
        if (!ask.WithDeleted) where.Add($"is_deleted = {Place(false)}");
        return connection.Command(
            "select element_id, period, unit_id, combo_id, attribute_id, value, comment, followup, is_deleted, stored_by, stored_at, created_at from datasets_value where "
            + string.Join(" and ", where) + " order by unit_id, period, element_id, attribute_id, combo_id", [.. values]);
    }
}
