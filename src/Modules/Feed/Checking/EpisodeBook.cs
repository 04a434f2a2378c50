using System.Data.Common;
using LienY.Contracts;
using LienY.Insurance;
using LienY.Kernel;
using EpisodeGrade = LienY.Insurance.Grade;

namespace LienY.Feed;

/// <summary>A record of a piece and what becomes of it.</summary>
sealed record Decided(Checked Checked, RecordOutcome Outcome, VisitState? Visit, int OldVersion)
{
    /// <summary>Makes a version of its visit.</summary>
    public bool IsVersion => Outcome is RecordOutcome.New or RecordOutcome.Changed;

    /// <summary>The version as it stands after it; a later record of the same piece may make another.</summary>
    public int Version { get; } = Visit?.Version ?? 0;
}

/// <summary>Stores a piece of a file within the open transaction: visits, records, faults, resources of persons, facts, trail.</summary>
sealed class EpisodeBook(Ledger ledger, IEpisodeIntake intake, IEnumerable<IEpisodeFollower> followers, TrailBook trail, Caller caller)
{
    const int FaultsOfRecord = 60, FaultsOfFile = 20_000;

    /// <summary>Stores what waits; the counts are of this piece.</summary>
    public async Task<Counts> StoreAsync(DbConnection connection, Pace pace, CancellationToken stop)
    {
        if (pace.Waiting.Count == 0) return new(0, 0, 0, 0, 0);
        var visits = await VisitState.StandingAsync(connection, pace.File.OrganisationId, [.. pace.Waiting.Select(w => w.Key).OfType<string>().Distinct()], stop);
        var decided = pace.Waiting.Select(c => Decide(c, visits, pace)).ToList();
        var stored = await RecordsAsync(connection, decided, pace, stop);
        var facts = await FactsAsync(connection, decided, stored, pace, stop);
        await VisitState.WriteAsync(connection, pace.File.OrganisationId, decided.Select(d => d.Visit).OfType<VisitState>().Distinct(), stop);
        await WriteAsync(connection, decided, pace, stop);
        await ledger.AppendAsync(connection, facts, stop);
        await FollowedRows.TellAsync(connection, followers, pace.File.OrganisationId, decided, stop);
        var counts = Count(decided);
        await trail.WriteAsync(connection, caller, "feed.store", "feed_file", pace.File.Id.ToString(), "ok",
            FormattableString.Invariant($"{counts.Episodes}: {counts.Accepted} accepted, {counts.Warned} with warnings, {counts.Refused} refused, {counts.Same} known"), stop);
        return counts;
    }

    static Decided Decide(Checked c, Dictionary<string, VisitState> visits, Pace pace)
    {
        if (c.Key is not { } key) return new(c, RecordOutcome.Refused, null, 0);
        if (!visits.TryGetValue(key, out var visit)) visits[key] = visit = VisitState.First(c, pace.Now);
        if (!c.IsTaken)
        {
            visit.IsRefused = true;
            return new(c, RecordOutcome.Refused, visit, visit.Version);
        }
        if (c.Episode.IsCheckIn)
        {
            visit.CheckIn(c, pace.Now);
            return new(c, RecordOutcome.CheckIn, visit, visit.Version);
        }
        if (visit.Hash == c.Hash)
        {
            visit.IsRefused = false;
            return new(c, RecordOutcome.Same, visit, visit.Version);
        }
        var old = visit.Version;
        visit.Take(c, pace.File.ReceivedAt, pace.Now);
        return new(c, old == 0 ? RecordOutcome.New : RecordOutcome.Changed, visit, old);
    }

    async Task<Dictionary<Decided, StoredEpisode>> RecordsAsync(DbConnection connection, List<Decided> decided, Pace pace, CancellationToken stop)
    {
        var stored = new Dictionary<Decided, StoredEpisode>();
        var versions = decided.Where(d => d.IsVersion).ToList();
        if (versions.Count == 0) return stored;
        var answers = await intake.StoreAsync(connection, [.. versions.Select(d => Received(d, pace))], stop);
        for (var i = 0; i < versions.Count; i++)
        {
            stored[versions[i]] = answers[i];
            var visit = versions[i].Visit!;
            (visit.Person, visit.Patient, visit.Encounter) = (answers[i].PersonId, answers[i].PatientId, answers[i].EncounterId);
        }
        return stored;
    }

    static ReceivedEpisode Received(Decided d, Pace pace)
    {
        var episode = d.Checked.Episode;
        var code = episode.Summary?[FieldNames.MA_CSKCB] ?? pace.Told ?? "";
        return new(pace.File.OrganisationId, code, d.Visit!.Key, d.Version, pace.File.Id, pace.File.Hash,
            [.. episode.Tables.Select(t => new EpisodeTable(FieldBook.Tables[t].Name, [.. episode.Rows(t).Select(Fields)]))]);
    }

    static Dictionary<string, string> Fields(Row row)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in row.Layout.Fields) if (row[field.Name] is { } value) fields[field.Name] = value;
        return fields;
    }

    static async Task<List<Fact>> FactsAsync(DbConnection connection, List<Decided> decided, Dictionary<Decided, StoredEpisode> stored, Pace pace, CancellationToken stop)
    {
        var facts = new List<Fact>();
        foreach (var visit in decided.Select(d => d.Visit).OfType<VisitState>().Where(v => v.IsNew)
            .Distinct()) facts.Add(EpisodeFacts.Known(visit, pace.File.OrganisationId));
        var changed = decided.Where(d => d.Outcome == RecordOutcome.Changed).ToList();
        var sources = changed.SelectMany(d => d.Visit!.FactSources.Split(' ').Select(s => EpisodeFacts.Source(d.Visit!.Id, s))).ToList();
        List<Fact> standing = sources.Count == 0 ? [] : await Ledger.OfSourcesAsync(connection, "feed", sources, stop);
        var old = standing.Where(f => f.Part == 0).ToLookup(f => (f.SourceId.Split('/')[1], f.SourceVersion));
        foreach (var d in decided.Where(d => d.IsVersion))
        {
            if (d.Outcome == RecordOutcome.Changed) facts.AddRange(old[(d.Visit!.Id.ToString(), d.OldVersion)].Select(f =>
                f.Reversal(d.Version, Words.Key("Cơ sở gửi lại hồ sơ với nội dung khác"))));
            var told = EpisodeFacts.Of(d.Checked, d.Visit!, d.Version, pace.File.OrganisationId, stored[d].SubjectHash);
            d.Visit!.FactSources = string.Join(' ', told.Select(f => EpisodeFacts.Behind(f.SourceId)).Distinct());
            facts.AddRange(told);
        }
        return facts;
    }

    static async Task WriteAsync(DbConnection connection, List<Decided> decided, Pace pace, CancellationToken stop)
    {
        var records = new RowWriter("feed_record", "id", "file_id", "organisation_id", "number", "part", "key", "episode_id", "outcome", "version", "content_hash",
            "rule_set", "kind", "ended_on", "faults", "stored_at");
        var faults = FaultRows();
        foreach (var d in decided)
        {
            var (c, id) = (d.Checked, Guid.CreateVersion7());
            var row = c.Episode.Summary;
            records.Add(id, pace.File.Id, pace.File.OrganisationId, c.Number, c.Part, c.Key, d.Visit?.Id, d.Outcome.ToString(), d.Outcome == RecordOutcome.Refused
                ? 0 : d.Version, d.IsVersion ? c.Hash : null,
                c.Verdict.RuleSet, row?[FieldNames.MA_LOAI_KCB] is { Length: <= 10 } kind ? kind : "", row?.Day(FieldNames.NGAY_RA), c.Verdict.Faults.Count, pace.Now);
            var place = 0;
            foreach (var fault in c.Verdict.Faults.OrderByDescending(f => f.Severity).Take(FaultsOfRecord))
            {
                if (pace.FaultsTold++ >= FaultsOfFile) break;
                Add(faults, fault, pace, id, c.Number * 1000 + ++place, c.Part, c.Key);
            }
        }
        await records.WriteAsync(connection, stop);
        await faults.WriteAsync(connection, stop);
    }

    /// <summary>Adds the counts to the file; at its end also its own faults, its outcome and the fact that it came.</summary>
    public async Task CloseAsync(DbConnection connection, Pace pace, Counts piece, bool last, CancellationToken stop)
    {
        var file = pace.File;
        await connection.RunAsync("update feed_file set episodes = episodes + @p1, accepted = accepted + @p2, warned = warned + @p3, refused = refused + @p4, "
            + "same = same + @p5 where id = @p0", stop,
            file.Id, piece.Episodes, piece.Accepted, piece.Warned, piece.Refused, piece.Same);
        if (!last) return;
        var faults = FaultRows();
        for (var i = 0; i < pace.Faults.Count; i++) Add(faults, pace.Faults[i], pace, null, i + 1, pace.Faults[i].File, pace.Faults[i].EpisodeKey);
        await faults.WriteAsync(connection, stop);
        var total = (await connection.RowsAsync("select episodes, accepted, warned, refused, same from feed_file where id = @p0", r =>
            new Counts(r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4)), stop, file.Id))[0];
        var outcome = Outcome(total, pace.Faults);
        await connection.RunAsync("update feed_file set state = 'Done', outcome = @p1, done_at = @p2, facility_told = @p3, made_on = @p4, signature = @p5, "
            + "claim = null, claimed_until = null where id = @p0", stop,
            file.Id, outcome.ToString(), pace.Now, pace.Told, pace.Made, pace.Signature);
        pace.Outcome = outcome;
        pace.Total = total;
        if (file.Channel != Channel.Again) await ledger.AppendAsync(connection, [EpisodeFacts.OfFile(file, outcome)], stop);
    }

    static FileOutcome Outcome(Counts c, IReadOnlyList<LienY.Insurance.Fault> faults)
    {
        var taken = c.Accepted + c.Warned + c.Same;
        if (c.Refused > 0 || taken == 0 || faults.Any(f => f.Severity == Severity.Refuse)) return taken > 0 ? FileOutcome.Partly : FileOutcome.Refused;
        if (c.Accepted + c.Warned == 0) return FileOutcome.Same;
        return c.Warned > 0 || faults.Count > 0 ? FileOutcome.Warned : FileOutcome.Accepted;
    }

    static Counts Count(List<Decided> decided)
    {
        var taken = decided.Where(d => d.IsVersion || d.Outcome == RecordOutcome.CheckIn).ToList();
        var clean = taken.Count(d => d.Checked.Verdict.Grade == EpisodeGrade.Accepted);
        return new(decided.Count, clean, taken.Count - clean, decided.Count(d => d.Outcome == RecordOutcome.Refused),
            decided.Count(d => d.Outcome == RecordOutcome.Same));
    }

    static RowWriter FaultRows() => new("feed_fault", "id", "file_id", "record_id", "organisation_id", "told_at", "place", "is_refusal", "rule", "text", "remedy",
        "part", "key", "table_name", "row_number", "field",
        "line", "value", "expected");

    static void Add(RowWriter rows, LienY.Insurance.Fault f, Pace pace, Guid? record, int place, string part, string? key) =>
        rows.Add(Guid.CreateVersion7(), pace.File.Id, record, pace.File.OrganisationId, pace.Now, place,
        f.Severity == Severity.Refuse, f.Rule, f.Text, f.Remedy, Clean(part) ?? "", Clean(key), f.Table, f.Row, Clean(f.Field), f.Line, Clean(f.Value),
            Clean(f.Expected));

    // PostgreSQL refuses NUL in text, and an entry of an archive can be called anything.
    static string? Clean(string? text) => text is null ? null : (text.Length > 300 ? text[..300] : text).Replace('\0', ' ');
}
