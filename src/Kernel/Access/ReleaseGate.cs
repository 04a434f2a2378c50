using System.Data.Common;
using System.Globalization;

namespace LienY.Kernel;

/// <summary>
/// Who reads records of persons: the reader, the organisations in whose name (only those where the right is held directly: a department does not hold what
/// its hospitals hold), for what, and when.
/// </summary>
public sealed record RecordReader(Guid? UserId, IReadOnlyCollection<Guid> Homes, string Purpose, DateTimeOffset Now);

/// <summary>
/// The release gate: a condition that stands inside every query over rows that belong to persons, so that counts, pages, includes and exports obey it.
/// A row passes when its holder is a home of the reader, or a live basis covers holder, receiver, person, purpose, part and sensitivity.
/// </summary>
public static class ReleaseGate
{
    /// <summary>
    /// The condition for rows of the table alias <paramref name="row"/> with the columns <c>holder_id</c>, <c>person_id</c>, <c>kinds</c> (one bit of
    /// <see cref="RecordKinds"/>) and <c>sensitive</c>; appends its parameters (@pN, N from the present count) to <paramref name="values"/>.
    /// <paramref name="identified"/>: only bases that let the person be known.
    /// </summary>
    public static string Where(DbConnection connection, RecordReader reader, string row, List<object?> values, bool identified = true) =>
        Where(connection, reader, values, $"{row}.holder_id", $"{row}.person_id", $"{row}.kinds", $"{row}.sensitive", identified);

    /// <summary>
    /// The same over columns of other names, or constants. <paramref name="unidentified"/>: what must hold besides where only a basis passes it that does not
    /// let the person be known.
    /// </summary>
    public static string Where(DbConnection connection, RecordReader reader, List<object?> values, string holder, string person, string kinds, string sensitive,
        bool identified = true, string? unidentified = null)
    {
        var homes = Homes(connection, reader, values);
        var which = identified ? " and basis.is_identified" : unidentified is null ? "" : $" and (basis.is_identified or {unidentified})";
        return $"({holder} {homes} or exists (select 1 from kernel_basis basis where {Covers(reader, values, homes, holder, person, kinds, sensitive)}{which}))";
    }

    /// <summary>
    /// An expression for the basis by which a row passes: its id, null where the holder is a home. One that lets the person be known comes first, then the one
    /// that lasts longest. For the trail and for hiding what identifies; it never replaces <see cref="Where(DbConnection, RecordReader, string, List{object?}, bool)"/>.
    /// </summary>
    public static string Basis(DbConnection connection, RecordReader reader, string row, List<object?> values)
    {
        var homes = Homes(connection, reader, values);
        var covers = Covers(reader, values, homes, $"{row}.holder_id", $"{row}.person_id", $"{row}.kinds", $"{row}.sensitive");
        return $"case when {row}.holder_id {homes} then null else (select basis.id from kernel_basis basis where {covers} order by basis.is_identified desc, basis.valid_to desc, basis.id limit 1) end";
    }

    // Mostly there are few: they stand in the statement, which is quicker than a table of them.
    static string Homes(DbConnection connection, RecordReader reader, List<object?> values)
    {
        if (reader.Homes.Count == 1) return $"= {Place(values, reader.Homes.First())}";
        if (connection.IsPostgres()) return $"= any({Place(values, reader.Homes.ToArray())})";
        return reader.Homes.Count is > 0 and <= MostListed ? $"in ({string.Join(", ", reader.Homes.Select(h => Place(values, h)))})"
            : $"in (select value from json_each({Place(values, "[" + string.Join(',', reader.Homes.Select(h => $"\"{connection.Store(h)}\"")) + "]")}))";
    }

    const int MostListed = 20;

    static string Covers(RecordReader reader, List<object?> values, string homes, string holder, string person, string kinds, string sensitive)
    {
        var (now, purpose, user) = (Place(values, reader.Now), Place(values, reader.Purpose), Place(values, reader.UserId ?? Guid.Empty));
        return $"basis.receiver_id {homes} and basis.holder_id = {holder} "
            + $"and (basis.person_id is null or basis.person_id = {person}) and (basis.user_id is null or basis.user_id = {user}) and basis.purpose = {purpose} "
            + $"and (basis.kinds & {kinds}) <> 0 and ({sensitive} & ~basis.sensitive) = 0 and basis.valid_from <= {now} and basis.valid_to > {now} "
            + "and basis.revoked_at is null";
    }

    static string Place(List<object?> values, object? value)
    {
        values.Add(value);
        return "@p" + (values.Count - 1).ToString(CultureInfo.InvariantCulture);
    }
}
