using System.Data.Common;
using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>
/// The release gate over studies: what the reader's own organisations hold, and what a live basis lets through for one of the reader's purposes. It stands in the
/// query itself, so that counts, pages and single frames obey it alike.
/// </summary>
static class ImageGate
{
    /// <summary>Bit of images in a basis, as the gate's constant.</summary>
    static readonly string Kind = ((long)RecordKinds.Imaging).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The condition for the alias <c>s</c> of studies; its parameters go to <paramref name="values"/>.</summary>
    public static async Task<string> WhereAsync(DbConnection connection, ImageReader reader, List<object?> values, CancellationToken stop)
    {
        if (reader.Caller.IsHouse) return "1 = 1";
        if (!await ReceivesAsync(connection, reader, stop)) return "s.holder_id " + Homes(connection, reader, values);
        return "(" + string.Join(" or ", reader.Purposes.Select(p =>
            ReleaseGate.Where(connection, As(reader, p), values, "s.holder_id", "s.person_id", Kind, "0"))) + ")";
    }

    /// <summary>The basis by which a study of another holder passes for the reader now; null within the holder.</summary>
    public static async Task<(Guid Id, string Purpose, Guid Receiver)?> BasisAsync(DbConnection connection, ImageReader reader, Guid holder, Guid? person, CancellationToken stop)
    {
        if (reader.Caller.IsHouse || reader.Homes.Contains(holder)) return null;
        List<object?> values = [holder, person ?? Guid.Empty, reader.Now, reader.Caller.UserId ?? Guid.Empty];
        var homes = Homes(connection, reader, values);
        var found = await connection.RowsAsync($"select id, purpose, receiver_id from kernel_basis where receiver_id {homes} and holder_id = @p0 and (person_id is null or person_id = @p1) "
            + $"and (user_id is null or user_id = @p3) and (kinds & {Kind}) <> 0 and is_identified and valid_from <= @p2 and valid_to > @p2 and revoked_at is null "
            + "order by valid_to desc, id", r => (Id: r.GetGuid(0), Purpose: r.GetString(1), Receiver: r.GetGuid(2)), stop, [.. values]);
        return found.Where(b => reader.Purposes.Contains(b.Purpose)).Select(b => ((Guid, string, Guid)?)b).FirstOrDefault();
    }

    // Most readers were given nothing by others: then the plain condition lets the index of the holder be walked in the order of days.
    static async Task<bool> ReceivesAsync(DbConnection connection, ImageReader reader, CancellationToken stop)
    {
        List<object?> values = [reader.Now];
        var homes = Homes(connection, reader, values);
        return await connection.CellAsync($"select 1 from kernel_basis where receiver_id {homes} and (kinds & {Kind}) <> 0 and valid_from <= @p0 and valid_to > @p0 "
            + "and revoked_at is null limit 1", stop, [.. values]) is not null;
    }

    static string Homes(DbConnection connection, ImageReader reader, List<object?> values)
    {
        string Place(object value)
        {
            values.Add(value);
            return $"@p{values.Count - 1}";
        }
        if (reader.Homes.Count == 1) return "= " + Place(reader.Homes.First());
        if (connection.IsPostgres()) return $"= any({Place(reader.Homes.ToArray())})";
        return $"in (select value from json_each({Place("[" + string.Join(',', reader.Homes.Select(h => $"\"{connection.Store(h)}\"")) + "]")}))";
    }

    static RecordReader As(ImageReader reader, string purpose) => new(reader.Caller.UserId, reader.Homes, purpose, reader.Now);
}
