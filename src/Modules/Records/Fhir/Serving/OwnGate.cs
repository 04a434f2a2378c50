using System.Globalization;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// The gate of a citizen's own record: the rows of the person with whom the account is linked, whoever holds them; what protects a child or a victim is for no
/// screen at home. The condition asks for the link itself, so that one that ended a moment ago shows nothing.
/// </summary>
static class OwnGate
{
    /// <summary>Is the record read by the person whom it is about?</summary>
    public static bool IsFor(RecordReader reader) => reader.Purpose == Purposes.Own;

    /// <summary>The condition over rows of the alias <paramref name="row"/>; <paramref name="sensitive"/> is the expression of what they tell.</summary>
    public static string Where(RecordReader reader, string row, string sensitive, List<object?> values)
    {
        values.Add(reader.UserId ?? Guid.Empty);
        var user = "@p" + (values.Count - 1).ToString(CultureInfo.InvariantCulture);
        return $"(({sensitive} & {(long)Sensitivities.Protection}) = 0 and exists (select 1 from records_link l "
            + $"where l.user_id = {user} and l.person_id = {row}.person_id and l.ended_at is null))";
    }
}
