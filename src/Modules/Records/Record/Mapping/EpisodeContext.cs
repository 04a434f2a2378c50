using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>What every table of an episode needs while it becomes resources: whose it is, its ids, its sensitive groups, and what has been made so far.</summary>
sealed class EpisodeContext(ReceivedEpisode episode, LinkedPerson linked, Labels labels, FhirWriter writer)
{
    readonly Dictionary<string, int> seen = [];

    /// <summary>The episode.</summary>
    public ReceivedEpisode Episode => episode;

    /// <summary>Rules of sensitive groups.</summary>
    public Labels Labels => labels;

    /// <summary>The one row of XML1, else of XML0 (a visit that has only begun).</summary>
    public IReadOnlyDictionary<string, string> Head { get; } = HeadOf(episode);

    /// <summary>The facility's patient.</summary>
    public Guid PatientId => linked.PatientId;

    /// <summary>The visit.</summary>
    public Guid EncounterId { get; } = Fids.Of(episode.FacilityId, episode.Key, "Encounter", "");

    /// <summary>When it began.</summary>
    public FhirTime? Began { get; } = FhirTime.Of(HeadOf(episode).GetValueOrDefault("NGAY_VAO"));

    /// <summary>The day by which rules are chosen: the end of the visit, else its beginning.</summary>
    public DateOnly Day { get; } = DayOf(HeadOf(episode));

    /// <summary>Sensitive groups of the visit as a whole: whatever any of its codes tells.</summary>
    public Sensitivities Whole { get; set; }

    /// <summary>What has been made.</summary>
    public List<MappedResource> Made { get; } = [];

    /// <summary>The row of XML1, else XML0; empty where neither was sent.</summary>
    public static IReadOnlyDictionary<string, string> HeadOf(ReceivedEpisode episode) =>
        episode.Rows("XML1") is [var first, ..] ? first : episode.Rows("XML0") is [var arrived, ..] ? arrived : Nothing;

    static readonly Dictionary<string, string> Nothing = [];

    static DateOnly DayOf(IReadOnlyDictionary<string, string> head) =>
        (FhirTime.Of(head.GetValueOrDefault("NGAY_RA")) ?? FhirTime.Of(head.GetValueOrDefault("NGAY_VAO"))) is { } time ? Say.DayOf(time.Start)
            : new DateOnly(2026, 1, 1);

    /// <summary>
    /// Adds a resource. <paramref name="key"/> names the part by what it is, not by its place, so that a row put in between changes no other row's id;
    /// the same key again counts on.
    /// </summary>
    public void Add<T>(string type, string key, FhirTime? at, RecordKinds kinds, Sensitivities sensitive, string row, T given, Action<FhirWriter, T> fill)
    {
        var number = seen[type + key] = seen.GetValueOrDefault(type + key) + 1;
        var fid = Fids.Of(episode.FacilityId, episode.Key, type, number == 1 ? key : $"{key}\n{number}");
        Made.Add(new(type, fid, (at ?? Began)?.Start, kinds, sensitive, row, writer.Resource(type, fid, given, fill)));
    }

    /// <summary>Adds a resource whose id is known.</summary>
    public void Put(string type, Guid fid, RecordKinds kinds, Sensitivities sensitive, string row, Action<FhirWriter, EpisodeContext> fill) =>
        Made.Add(new(type, fid, Began?.Start, kinds, sensitive, row, writer.Resource(type, fid, this, fill)));

    /// <summary>Subject and visit, which stand in every resource of the episode.</summary>
    public void Of(FhirWriter w) => w.Reference("subject", "Patient", PatientId).Reference("encounter", "Encounter", EncounterId);
}

/// <summary>Names of rows and fields.</summary>
static class EpisodeFields
{
    /// <summary>A field; null where it is empty.</summary>
    public static string? Of(this IReadOnlyDictionary<string, string> row, string field) => row.TryGetValue(field, out var text) && text.Length > 0 ? text : null;

    /// <summary>Codes separated by semicolons.</summary>
    public static string[] Codes(this IReadOnlyDictionary<string, string> row, string field) =>
        row.Of(field)?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
