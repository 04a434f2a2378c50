using System.Globalization;
using LienY.Kernel;

namespace LienY.Bench;

/// <summary>Writes the invented network and its plans into the tables of the house.</summary>
static class WorldRows
{
    static readonly DateOnly PlansEnd = new(2026, 12, 31);

    public static async Task WriteAsync(Database database, World world, DateTimeOffset now)
    {
        await InsertAsync(database, "network_organisation", ["id", "version", "kind", "tier", "level", "country", "short", "note"],
            world.Units.Select(u => new object?[] { u.Id, 1, u.Kind, "None", "None", "VN", "", "" }));
        await InsertAsync(database, "network_name", ["id", "organisation_id", "text", "folded"],
            world.Units.Select(u => new object?[] { Guid.CreateVersion7(), u.Id, u.Name, Fold.Of(u.Name) }));
        await InsertAsync(database, "network_parent", ["id", "organisation_id", "parent_id"],
            world.Units.Where(u => u.Parent is not null).Select(u => new object?[] { Guid.CreateVersion7(), u.Id, u.Parent }));
        await using (var connection = await database.OpenAsync()) await connection.RunAsync("update network_edition set stamp = @p0 where id = 1", default, Guid.CreateVersion7());
        await InsertAsync(database, "plans_plan", ["id", "owner_id", "number", "kind", "title", "issuer", "starts_on", "ends_on", "state", "parent_ref", "file_hash", "file_name", "signer", "signer_position",
            "folded", "created_at", "version"],
            world.Plans.Select(p => new object?[] { p.Id, p.Owner, Number(p), "Kế hoạch", "Kế hoạch hợp tác số " + Number(p), "Sở Y tế", World.Start, PlansEnd, "Active", "", "", "", "", "", Fold.Of(Number(p)), now, 1 }));
        await InsertAsync(database, "plans_party", ["plan_id", "org_id", "role"], world.Plans.Select(p => new object?[] { p.Id, p.Owner, "Owner" }));
        var indicators = world.Plans.SelectMany(p => p.Indicators.Select((id, place) => (Plan: p, Id: id, Place: place, Measure: World.Measure(place)))).ToList();
        await InsertAsync(database, "plans_indicator", ["id", "plan_id", "ordinal", "path", "name", "comparator", "value", "unit", "starts_on", "ends_on", "scope", "owner_id", "measure_kind", "formula", "quote",
            "line_first", "line_last", "version"],
            indicators.Select(i => new object?[] { i.Id, i.Plan.Id, i.Place, Path(i.Place), "Chỉ tiêu " + Path(i.Place), "AtLeast", 60m + i.Place % 40, i.Measure.Unit, World.Start, PlansEnd, "", i.Plan.Owner,
                i.Measure.Kind.ToLowerInvariant(), i.Measure.Formula, "", 0, 0, 1 }));
        await InsertAsync(database, "evidence_measure", ["id", "indicator_id", "plan_id", "number", "kind", "formula", "over_time", "over_units", "factor", "from_day", "author", "made_at", "note"],
            indicators.Select(i => new object?[] { Guid.CreateVersion7(), i.Id, i.Plan.Id, 1, i.Measure.Kind, i.Measure.Formula, i.Measure.OverTime, i.Measure.OverUnits, 10_000L, World.Start, "Bench", now, "" }));
        if (!database.IsPostgres) return;
        await using var analysed = await database.OpenAsync();
        await analysed.RunAsync("analyze", default);
    }

    static string Number(BenchPlan plan) => (plan.Number + 1).ToString(CultureInfo.InvariantCulture) + "/KH-SYT";

    static string Path(int place) => string.Create(CultureInfo.InvariantCulture, $"{place / 20 + 1}.{place % 20 + 1}");

    static async Task InsertAsync(Database database, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var chunk in rows.Chunk(50))
        {
            var places = string.Join(", ", chunk.Select((_, r) => "(" + string.Join(", ", columns.Select((_, c) => FormattableString.Invariant($"@p{r * columns.Length + c}"))) + ")"));
            await connection.RunAsync($"insert into {table} ({string.Join(", ", columns)}) values {places}", default, [.. chunk.SelectMany(r => r)]);
        }
        await transaction.CommitAsync();
    }
}
