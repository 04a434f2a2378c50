using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>What the address of a record's page asks for.</summary>
sealed record RecordFilter(string Purpose, string Kind, DateOnly? From, DateOnly? To, int Page)
{
    /// <summary>Visits on a sheet of the timeline.</summary>
    public const int Visits = 20;

    /// <summary>Lines on a sheet of one kind.</summary>
    public const int Lines = 50;

    /// <summary>The same as an address.</summary>
    public string Query(int page) =>
        $"?purpose={Uri.EscapeDataString(Purpose)}&kind={Uri.EscapeDataString(Kind)}&from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}&page={page.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}

/// <summary>One visit on the timeline.</summary>
sealed record VisitCard(Guid Id, DateTimeOffset? Began, string Holder, string Kind, string Left, IReadOnlyList<RecordLine> Diagnoses,
    IReadOnlyList<(string Type, int Count)> Counts, bool IsIdentified);

/// <summary>The page of a person's record.</summary>
sealed record RecordView(
    Guid PersonId, PersonHead Head, RecordFilter Filter, IReadOnlyList<VisitCard> Visits, IReadOnlyList<RecordLine> Lines, int Pages, int Total,
    IReadOnlyDictionary<Guid, string> Holders, IReadOnlyList<PassedBasis> Bases, bool HasMasked, RecordDoors Doors);

/// <summary>What else the reader may do with this record.</summary>
/// <param name="Base">Address before the part of the page: <c>/records/…</c> or <c>/my/record</c>.</param>
sealed record RecordDoors(string Base, bool Export, bool Ask, bool Urgent, bool Link);

/// <summary>The page of one visit.</summary>
sealed record VisitView(Guid PersonId, Guid VisitId, PersonHead Head, string Purpose, VisitCard Card, IReadOnlyList<RecordLine> Lines, string Holder,
    PassedBasis? Basis, bool MayOriginal, RecordDoors Doors);

/// <summary>Loads what the pages of records show.</summary>
sealed class RecordShowing(RecordBook book, IOrganisations organisations, Caller caller, TimeProvider clock)
{
    static readonly string[] HeadTypes = ["Patient", "AllergyIntolerance"];
    static readonly string[] TimelineTypes = ["Patient", "AllergyIntolerance", "Encounter", "Condition"];

    /// <summary>A person's record for a reader.</summary>
    public async Task<RecordView> PersonAsync(RecordReader reader, Guid person, RecordFilter filter, CancellationToken stop) =>
        await ViewAsync(await book.ReadAsync(reader, person, Ask(filter), "record.read", RecordsRights.Read, stop), filter, $"/records/{person}", stop);

    /// <summary>The caller's own record.</summary>
    public async Task<RecordView> OwnAsync(Guid person, RecordFilter filter, CancellationToken stop) =>
        await ViewAsync(await book.OwnAsync(caller.UserId, person, clock.GetUtcNow(), Ask(filter), "record.own", stop), filter, "/my/record", stop);

    static RecordAsk Ask(RecordFilter filter) => filter.Kind.Length == 0
        ? new(Bodies: TimelineTypes, From: filter.From, To: filter.To)
        : new(Types: [.. HeadTypes, filter.Kind], From: filter.From, To: filter.To);

    RecordDoors Doors(string at) => at.StartsWith("/my", StringComparison.Ordinal) ? new(at, false, false, false, false)
        : new(at, caller.May(RecordsRights.Export), true, caller.May(RecordsRights.Urgent), caller.May(RecordsRights.Link));

    async Task<RecordView> ViewAsync(SeenRecord seen, RecordFilter filter, string at, CancellationToken stop)
    {
        var holders = await organisations.NamesAsync(seen.Rows.Select(r => r.HolderId).Distinct(), null, stop);
        var head = PersonHead.Of(seen.Rows, clock.Today());
        var rows = seen.Rows.Where(r => !HeadTypes.Contains(r.Type)).ToList();
        var view = new RecordView(seen.PersonId, head, filter, [], [], 1, 0, holders, [.. seen.Bases.Values], seen.Rows.Any(r => !r.IsIdentified), Doors(at));
        if (filter.Kind.Length > 0)
            return view with
            {
                Lines = [.. rows.Skip((filter.Page - 1) * RecordFilter.Lines).Take(RecordFilter.Lines).Select(RecordLine.Of)],
                Total = rows.Count,
                Pages = (rows.Count + RecordFilter.Lines - 1) / RecordFilter.Lines,
            };
        var visits = rows.Where(r => r.EncounterId is not null).GroupBy(r => r.EncounterId!.Value).OrderByDescending(g => g.Max(r => r.Occurred)).ToList();
        return view with
        {
            Visits = [.. visits.Skip((filter.Page - 1) * RecordFilter.Visits).Take(RecordFilter.Visits).Select(g => Card(g.Key, [.. g], holders))],
            Total = visits.Count,
            Pages = (visits.Count + RecordFilter.Visits - 1) / RecordFilter.Visits,
        };
    }

    static VisitCard Card(Guid id, IReadOnlyList<SeenRow> rows, IReadOnlyDictionary<Guid, string> holders)
    {
        var visit = rows.FirstOrDefault(r => r is { Type: "Encounter", Body: not null });
        var line = visit is null ? null : RecordLine.Of(visit);
        var diagnoses = rows.Where(r => r is { Type: "Condition", Body: not null }).Select(RecordLine.Of).OrderBy(l =>
            l.Use switch { "chief" => 0, "comorbid" => 1, _ => 2 }).ToList();
        return new(id, visit?.Occurred ?? rows.Min(r => r.Occurred), holders.GetValueOrDefault(rows[0].HolderId, ""), line?.Title ?? "", line?.Detail ?? "", diagnoses,
            [.. RecordParts.Types.Keys.Where(t => t != "Condition").Select(t => (t, rows.Count(r => r.Type == t))).Where(c => c.Item2 > 0)],
                rows.All(r => r.IsIdentified));
    }

    /// <summary>One visit for a reader.</summary>
    public async Task<VisitView> VisitAsync(RecordReader reader, Guid person, Guid visit, CancellationToken stop) =>
        await VisitAsync(await book.ReadAsync(reader, person, new(EncounterId: visit), "record.visit", RecordsRights.Read, stop), visit, $"/records/{person}", stop);

    /// <summary>One visit of the caller's own record.</summary>
    public async Task<VisitView> OwnVisitAsync(Guid person, Guid visit, CancellationToken stop) =>
        await VisitAsync(await book.OwnAsync(caller.UserId, person, clock.GetUtcNow(), new(EncounterId: visit), "record.own", stop), visit, "/my/record", stop);

    async Task<VisitView> VisitAsync(SeenRecord seen, Guid visit, string at, CancellationToken stop)
    {
        var rows = seen.Rows.Where(r => r.EncounterId == visit).ToList();
        if (rows.Count == 0) throw Refusal.Missing("Không có lần khám này, hoặc ông/bà chưa có căn cứ để xem.");
        var holders = await organisations.NamesAsync([rows[0].HolderId], null, stop);
        var basis = rows.Select(r => r.BasisId).OfType<Guid>().Select(id => seen.Bases[id]).FirstOrDefault();
        return new(seen.PersonId, visit, PersonHead.Of(seen.Rows, clock.Today()), seen.Reader.Purpose, Card(visit, rows, holders),
            [.. rows.Where(r => r.Type != "Encounter").Select(RecordLine.Of)], holders.GetValueOrDefault(rows[0].HolderId, ""), basis,
                seen.Reader.Homes.Contains(rows[0].HolderId), Doors(at));
    }
}
