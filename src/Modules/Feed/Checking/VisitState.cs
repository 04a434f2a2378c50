using System.Data.Common;
using LienY.Insurance;
using LienY.Kernel;

namespace LienY.Feed;

/// <summary>A visit while records of it are stored: what stood, and what becomes of it.</summary>
sealed class VisitState
{
    static readonly string[] Columns =
    [
        "id", "organisation_id", "key", "version", "content_hash", "kind", "department", "started_on", "ended_on", "known_on", "known_at", "accepted_at",
            "updated_at", "delay_minutes",
        "warnings", "is_refused", "is_checked_in", "person_id", "patient_id", "encounter_id", "fact_sources",
    ];

    public required Guid Id { get; init; }
    public required string Key { get; init; }
    public int Version { get; set; }
    public string? Hash { get; set; }
    public string Kind { get; set; } = "";
    public string Department { get; set; } = "";
    public DateOnly? Started { get; set; }
    public DateOnly? Ended { get; set; }
    public DateOnly KnownOn { get; init; }
    public DateTimeOffset KnownAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public int? Delay { get; set; }
    public int Warnings { get; set; }
    public bool IsRefused { get; set; }
    public bool IsCheckedIn { get; set; }
    public Guid? Person { get; set; }
    public Guid? Patient { get; set; }
    public Guid? Encounter { get; set; }
    public string FactSources { get; set; } = "";

    /// <summary>Was not known before this piece.</summary>
    public bool IsNew { get; private init; }

    /// <summary>A visit of which the first record has come, taken or not.</summary>
    public static VisitState First(Checked c, DateTimeOffset now)
    {
        var day = c.Episode.RuleDay;
        var today = Say.DayOf(now);
        return new()
        {
            Id = Guid.CreateVersion7(),
            Key = c.Key!,
            KnownOn = day is { } on && on <= today && on > today.AddYears(-20) ? on
            : today,
            KnownAt = now,
            UpdatedAt = now,
            IsNew = true
        };
    }

    /// <summary>Those that stand, by key. On PostgreSQL one piece of a hospital at a time; the embedded database has one writer anyway.</summary>
    public static async Task<Dictionary<string, VisitState>> StandingAsync(DbConnection connection, Guid organisation, IReadOnlyCollection<string> keys,
        CancellationToken stop)
    {
        if (connection.IsPostgres()) await connection.RunAsync("select pg_advisory_xact_lock(hashtext(@p0))", stop, $"feed/{organisation}");
        var among = connection.IsPostgres() ? "= any(@p1)" : "in (select value from json_each(@p1))";
        object given = connection.IsPostgres() ? keys.ToArray() : System.Text.Json.JsonSerializer.Serialize(keys);
        return (await connection.RowsAsync($"select {string.Join(", ", Columns)} from feed_episode where organisation_id = @p0 and key {among}", Read, stop,
            organisation, given)).ToDictionary(v => v.Key, StringComparer.Ordinal);
    }

    static VisitState Read(DbDataReader r) => new()
    {
        Id = r.GetGuid(0),
        Key = r.GetString(2),
        Version = r.GetInt32(3),
        Hash = r.Text(4),
        Kind = r.GetString(5),
        Department = r.GetString(6),
        Started = r.IsDBNull(7) ? null : r.Day(7),
        Ended = r.IsDBNull(8) ? null : r.Day(8),
        KnownOn = r.Day(9),
        KnownAt = r.Instant(10),
        AcceptedAt = r.IsDBNull(11) ? null : r.Instant(11),
        UpdatedAt = r.Instant(12),
        Delay = r.IsDBNull(13) ? null : r.GetInt32(13),
        Warnings = r.GetInt32(14),
        IsRefused = r.GetBoolean(15),
        IsCheckedIn = r.GetBoolean(16),
        Person = r.Id(17),
        Patient = r.Id(18),
        Encounter = r.Id(19),
        FactSources = r.GetString(20),
    };

    /// <summary>Takes what an accepted record says; its version is the next one.</summary>
    public void Take(Checked c, DateTimeOffset received, DateTimeOffset now)
    {
        var row = c.Episode.Summary;
        Version++;
        (Hash, UpdatedAt, IsRefused, Warnings) = (c.Hash, now, false, c.Verdict.Faults.Count);
        (Kind, Department) = (Short(row?[FieldNames.MA_LOAI_KCB], 10), Short(row?[FieldNames.MA_KHOA], 60));
        (Started, Ended) = (row?.Day(FieldNames.NGAY_VAO), row?.Day(FieldNames.NGAY_RA) ?? row?.Day(FieldNames.NGAY_VAO));
        if (AcceptedAt is not null) return;
        AcceptedAt = received;
        if (row?.Moment(FieldNames.NGAY_RA) is { } end) Delay = (int)Math.Clamp((received - end).TotalMinutes, 0, 100_000_000);
    }

    /// <summary>Takes the begin of a visit (XML0).</summary>
    public void CheckIn(Checked c, DateTimeOffset now)
    {
        IsCheckedIn = true;
        UpdatedAt = now;
        if (Version > 0) return;
        var row = c.Episode.Rows(0)[0];
        (Kind, Started) = (Short(row[FieldNames.MA_LOAI_KCB], 10), row.Day(FieldNames.NGAY_VAO));
    }

    /// <summary>Writes visits, new or changed.</summary>
    public static async Task WriteAsync(DbConnection connection, Guid organisation, IEnumerable<VisitState> visits, CancellationToken stop)
    {
        var rows = new RowWriter("feed_episode", Columns)
        {
            Then = "on conflict (id) do update set "
            + string.Join(", ", Columns.Skip(3).Select(c => $"{c} = excluded.{c}"))
        };
        foreach (var v in visits)
            rows.Add(v.Id, organisation, v.Key, v.Version, v.Hash, v.Kind, v.Department, v.Started, v.Ended, v.KnownOn, v.KnownAt, v.AcceptedAt, v.UpdatedAt,
                v.Delay, v.Warnings, v.IsRefused,
                v.IsCheckedIn, v.Person, v.Patient, v.Encounter, v.FactSources);
        await rows.WriteAsync(connection, stop);
    }

    static string Short(string? text, int most) => text is null ? "" : text.Length > most ? text[..most] : text;
}
