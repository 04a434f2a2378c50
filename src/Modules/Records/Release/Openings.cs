using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>One opening of a record as the trail tells it.</summary>
sealed record OpeningRow(long Seq, DateTimeOffset At, string Who, string Organisation, string Role, string Action, string Purpose, string Basis, string Holder,
    string Person, Guid PersonId, string Count);

/// <summary>What is asked of the openings.</summary>
sealed record OpeningsAsked(DateOnly? From, DateOnly? To, string Who, bool OnlyOthers, long? Before);

/// <summary>Who opened records, from the trail itself: for the holder's director, and for the person.</summary>
sealed class Openings(Database database, Homes homes, IOrganisations organisations, PersonNames persons)
{
    /// <summary>Rows on a sheet.</summary>
    public const int Sheet = 100;

    const string Columns = "t.seq, t.at, t.user_name, t.organisation_id, t.role, t.action, t.purpose, t.holder_id, t.subject_id, t.reason, b.kind, b.reference";

    /// <summary>Openings of records that the caller's organisations hold; of one person where one is named.</summary>
    public async Task<IReadOnlyList<OpeningRow>> OfHolderAsync(OpeningsAsked asked, int most, CancellationToken stop, Guid? person = null)
    {
        var own = await homes.DecidingAsync(RecordsRights.Opened, stop);
        if (own.Count == 0) return [];
        await using var connection = await database.OpenAsync(stop);
        var values = new List<object?>();
        var among = connection.IsPostgres() ? $"= any({Place(values, own.ToArray())})"
            : $"in (select value from json_each({Place(values, "[" + string.Join(',', own.Select(h => $"\"{connection.Store(h)}\"")) + "]")}))";
        var about = person is { } one ? $" and t.subject_id = {Place(values, one)}" : "";
        return await RowsAsync(connection, $"t.holder_id {among}{about}", values, asked, own, most, stop);
    }

    /// <summary>Openings of a person's record, wherever it is held.</summary>
    public async Task<IReadOnlyList<OpeningRow>> OfPersonAsync(Guid person, OpeningsAsked asked, int most, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var values = new List<object?>();
        return await RowsAsync(connection, $"t.subject_id = {Place(values, person)} and t.holder_id is not null", values, asked, [], most, stop);
    }

    /// <summary>One opening by its number in the trail, where it is one of those above (<paramref name="own"/>: of that person's record); null otherwise.</summary>
    public async Task<OpeningRow?> OneAsync(long seq, Guid? own, CancellationToken stop)
    {
        var asked = new OpeningsAsked(null, null, "", false, seq + 1);
        var found = own is { } person ? await OfPersonAsync(person, asked, 1, stop) : await OfHolderAsync(asked, 1, stop);
        return found.FirstOrDefault(r => r.Seq == seq);
    }

    static string Place(List<object?> values, object? value)
    {
        values.Add(value);
        return $"@p{values.Count - 1}";
    }

    async Task<IReadOnlyList<OpeningRow>> RowsAsync(System.Data.Common.DbConnection connection, string where, List<object?> values, OpeningsAsked asked,
        IReadOnlyList<Guid> own, int most, CancellationToken stop)
    {
        if (asked.From is { } from) where += $" and t.at >= {Place(values, Midnight(from))}";
        if (asked.To is { } to) where += $" and t.at < {Place(values, Midnight(to.AddDays(1)))}";
        if (asked.Before is { } before) where += $" and t.seq < {Place(values, before)}";
        if (asked.OnlyOthers) where += " and t.basis_id is not null";
        var found = await connection.RowsAsync($"select {Columns} from kernel_trail t left join kernel_basis b on b.id = t.basis_id where {where} order by t.seq desc limit {Place(values, asked.Who.Length > 0 ? 5000 : most)}",
            r => (Seq: r.GetInt64(0), At: r.Instant(1), Who: r.GetString(2), Organisation: r.GetGuid(3), Role: r.Text(4) ?? "", Action: r.GetString(5),
                Purpose: r.GetString(6), Holder: r.Id(7), Person: r.Id(8), Count: r.Text(9) ?? "",
                Kind: r.Text(10), Reference: r.Text(11)), stop, [.. values]);
        if (asked.Who.Length > 0) found = [.. found.Where(f => Fold.Of(f.Who).Contains(Fold.Of(asked.Who), StringComparison.Ordinal)).Take(most)];
        var names = await organisations.NamesAsync(found.SelectMany(f => new[] { f.Organisation, f.Holder ?? Guid.Empty }), null, stop);
        var about = await persons.OfAsync(own, [.. found.Select(f => f.Person).OfType<Guid>()], stop);
        return [.. found.Select(f => new OpeningRow(f.Seq, f.At, f.Who, names.GetValueOrDefault(f.Organisation, "–"), RoleOf(f.Role), ActionOf(f.Action),
            Purposes.NameOf(f.Purpose),
            f.Kind is null ? "" : $"{BasisWords.Of(Enum.Parse<BasisKind>(f.Kind))}|{f.Reference}", f.Holder is { } h ? names.GetValueOrDefault(h, "–") : "–",
            f.Person is { } p ? about.GetValueOrDefault(p, "") : "", f.Person ?? Guid.Empty, f.Count.All(char.IsAsciiDigit) ? f.Count : ""))];
    }

    static string RoleOf(string role) => role switch
    {
        nameof(Role.Doctor) => Words.Key("Bác sĩ"),
        nameof(Role.DataOfficer) => Words.Key("Cán bộ dữ liệu"),
        nameof(Role.Director) => Words.Key("Lãnh đạo"),
        nameof(Role.DepartmentOfficer) => Words.Key("Chuyên viên Sở"),
        nameof(Role.Citizen) => Words.Key("Người dân"),
        _ => role,
    };

    static string ActionOf(string action) => action switch
    {
        "record.read" => Words.Key("xem hồ sơ"),
        "record.visit" => Words.Key("xem một lần khám"),
        "record.api" or "fhir.read" or "fhir.vread" or "fhir.search" or "fhir.history" or "fhir.everything" or "fhir.batch" or "fhir.document" => Words.Key("đọc bằng chương trình"),
        "record.export" or "fhir.export" => Words.Key("xuất hồ sơ"),
        "record.original" => Words.Key("mở tệp gốc"),
        "record.own" => Words.Key("tự xem"),
        "person.found" or "person.read" or "person.searched" => Words.Key("tìm người bệnh"),
        "person.open" => Words.Key("mở trang người bệnh"),
        "person.numbers" => Words.Key("xem đủ các số giấy tờ"),
        "person.compare" => Words.Key("so sánh hai hồ sơ"),
        "feed.episode.read" => Words.Key("xem hồ sơ đã gửi"),
        _ => action,
    };

    // Days are days at Hà Nội.
    static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7));
}
