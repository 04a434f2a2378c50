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

    /// <summary>The same over columns of other names, or constants.</summary>
    public static string Where(DbConnection connection, RecordReader reader, List<object?> values, string holder, string person, string kinds, string sensitive, bool identified = true)
    {
        string Place(object? value)
        {
            values.Add(value);
            return "@p" + (values.Count - 1).ToString(CultureInfo.InvariantCulture);
        }
        var homes = connection.IsPostgres()
            ? $"= any({Place(reader.Homes.ToArray())})"
            : $"in (select value from json_each({Place("[" + string.Join(',', reader.Homes.Select(h => $"\"{connection.Store(h)}\"")) + "]")}))";
        var (now, purpose, user) = (Place(reader.Now), Place(reader.Purpose), Place(reader.UserId ?? Guid.Empty));
        return $"({holder} {homes} or exists (select 1 from kernel_basis basis where basis.receiver_id {homes} and basis.holder_id = {holder} "
            + $"and (basis.person_id is null or basis.person_id = {person}) and (basis.user_id is null or basis.user_id = {user}) and basis.purpose = {purpose} "
            + $"and (basis.kinds & {kinds}) <> 0 and ({sensitive} & ~basis.sensitive) = 0 and basis.valid_from <= {now} and basis.valid_to > {now} "
            + $"and basis.revoked_at is null{(identified ? " and basis.is_identified" : "")}))";
    }
}
