using LienY.Kernel;

namespace LienY.Feed;

/// <summary>What stands in the book about a file, for the program that sent it.</summary>
/// <param name="State">0 waiting, 1 right (warnings allowed), 2 with refused records: the numbers of the provincial gates.</param>
sealed record FileAnswer(Guid Id, string Name, int State, FileOutcome? Outcome, int Episodes, int Accepted, int Warned, int Refused, int Same,
    IReadOnlyList<FaultAnswer> Faults)
{
    /// <summary>The transaction code that senders keep.</summary>
    public string Code => Id.ToString("N");

    /// <summary>In a few Vietnamese words; programs of hospitals read Vietnamese.</summary>
    public string Says => Outcome switch
    {
        null => "Đã nhận, đang kiểm tra",
        FileOutcome.Accepted => "Hồ sơ đúng",
        FileOutcome.Warned => "Hồ sơ được nhận, có cảnh báo",
        FileOutcome.Same => "Hồ sơ đã có, không đổi",
        FileOutcome.Partly => "Một phần hồ sơ có lỗi, không nhận phần lỗi",
        _ => "Hồ sơ có lỗi, không nhận",
    };
}

/// <summary>A fault for the program that sent the file.</summary>
sealed record FaultAnswer(bool IsRefusal, string Rule, string? Key, string? Table, int? Row, string? Field, string Says, string Remedy);

/// <summary>Reads answers from the book.</summary>
sealed class FileAnswers(Database database)
{
    const int MostFaults = 200;

    /// <summary>The files of an organisation among these, in the order asked; one that is not there is left out.</summary>
    public async Task<IReadOnlyList<FileAnswer>> OfAsync(Guid organisation, IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var answers = new List<FileAnswer>();
        foreach (var id in ids)
        {
            var found = await connection.RowsAsync("select name, outcome, episodes, accepted, warned, refused, same from feed_file where id = @p0 and "
                + "organisation_id = @p1",
                r => new FileAnswer(id, r.GetString(0), 0, r.IsDBNull(1) ? null
                    : Enum.Parse<FileOutcome>(r.GetString(1)), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), r.GetInt32(6), []), stop, id, organisation);
            if (found.Count == 0) continue;
            var faults = found[0].Outcome is null or FileOutcome.Accepted ? [] : await connection.RowsAsync(
                "select is_refusal, rule, key, table_name, row_number, field, text, remedy, value, expected, part from feed_fault where file_id = @p0 order "
                    + "by is_refusal desc, place limit @p1", Fault, stop, id, MostFaults);
            answers.Add(found[0] with { State = found[0].Outcome switch { null => 0, FileOutcome.Partly or FileOutcome.Refused => 2, _ => 1 }, Faults = faults });
        }
        return answers;
    }

    static FaultAnswer Fault(System.Data.Common.DbDataReader r)
    {
        var (table, field) = (r.Text(3), r.Text(5));
        object[] args = [field is null ? table ?? r.GetString(10) : $"{table}.{field}", r.Text(8) ?? "", r.Text(9) ?? ""];
        return new(r.GetBoolean(0), r.GetString(1), r.Text(2), table, r.IsDBNull(4) ? null
            : r.GetInt32(4), field, string.Format(Say.Vietnam, r.GetString(6), args), string.Format(Say.Vietnam, r.GetString(7), args));
    }
}
