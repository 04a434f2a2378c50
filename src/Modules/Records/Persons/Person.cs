using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// A person as the index knows them: one row for all that facilities say of one human being. What it says itself is taken from the best of those rows
/// and serves only to compare; what a reader sees comes from rows that the release gate lets through.
/// </summary>
sealed class Person : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Full name.</summary>
    public required string Name { get; set; }

    /// <summary>Name without tone marks.</summary>
    public required string Folded { get; set; }

    /// <summary>Day of birth as far as known (yyyyMMdd with 00), empty where unknown.</summary>
    public required string Birth { get; set; }

    /// <summary>male, female, other, unknown.</summary>
    public required string Sex { get; set; }

    /// <summary>Commune of residence.</summary>
    public required string PlaceCode { get; set; }

    /// <summary>The person into whom this one was merged.</summary>
    public Guid? MergedInto { get; set; }

    /// <summary>When it was first heard of.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>How a possible likeness ended.</summary>
enum LikenessState
{
    /// <summary>Nobody has looked yet.</summary>
    Waiting,

    /// <summary>They were merged.</summary>
    Merged,

    /// <summary>They are two persons.</summary>
    Different,
}

/// <summary>Two persons who may be one; people decide.</summary>
sealed class PossiblySame : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The one (the smaller id as text).</summary>
    public required Guid OneId { get; init; }

    /// <summary>The other.</summary>
    public required Guid OtherId { get; init; }

    /// <summary>Why it was found (a Vietnamese key of <see cref="LikenessReasons"/>).</summary>
    public required string Reason { get; init; }

    /// <summary>Weight of the comparison in whole bits.</summary>
    public required int Score { get; init; }

    /// <summary>Who asked for it; null: the house found it.</summary>
    public Guid? AskedBy { get; set; }

    /// <summary>Why they asked.</summary>
    public string AskedReason { get; set; } = "";

    /// <summary>When it was found.</summary>
    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>How it ended.</summary>
    public LikenessState State { get; set; }

    /// <summary>When it was settled.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>By whom.</summary>
    public Guid? SettledBy { get; set; }

    /// <summary>Why.</summary>
    public string SettledReason { get; set; } = "";

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>The pair in its order.</summary>
    public static (Guid One, Guid Other) Pair(Guid a, Guid b) => string.CompareOrdinal(a.ToString(), b.ToString()) < 0 ? (a, b) : (b, a);
}

/// <summary>Why the house thinks that two persons may be one.</summary>
static class LikenessReasons
{
    /// <summary>The same number, but name or birth contradict.</summary>
    public const string Contradicts = "Cùng số nhưng họ tên hoặc ngày sinh khác nhau";

    /// <summary>The number is in force for several persons.</summary>
    public const string Several = "Một số đang có ở nhiều người";

    /// <summary>The numbers of one claim belong to different persons.</summary>
    public const string Alike = "Họ tên, ngày sinh và thông tin khác giống nhau";

    /// <summary>Somebody asked to merge them.</summary>
    public const string Asked = "Có người đề nghị gộp";

    /// <summary>All of them, as keys.</summary>
    public static readonly string[] All =
    [
        Words.Key("Cùng số nhưng họ tên hoặc ngày sinh khác nhau"), Words.Key("Một số đang có ở nhiều người"),
        Words.Key("Họ tên, ngày sinh và thông tin khác giống nhau"), Words.Key("Có người đề nghị gộp"),
    ];
}

/// <summary>A merge of two persons, with all that is needed to take it back.</summary>
sealed class PersonMerge : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The person that was merged away.</summary>
    public required Guid FromId { get; init; }

    /// <summary>The person that carries on.</summary>
    public required Guid IntoId { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Ids of patients that moved, with spaces between.</summary>
    public required string Patients { get; init; }

    /// <summary>Ids of bases that moved, with spaces between.</summary>
    public required string Bases { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset MergedAt { get; init; }

    /// <summary>By whom.</summary>
    public Guid? MergedBy { get; init; }

    /// <summary>When it was taken back.</summary>
    public DateTimeOffset? UnmergedAt { get; set; }

    /// <summary>By whom it was taken back.</summary>
    public Guid? UnmergedBy { get; set; }

    /// <summary>Why it was taken back.</summary>
    public string UnmergedReason { get; set; } = "";

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Ids from their text.</summary>
    public static Guid[] Ids(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];
}

/// <summary>
/// An emergency patient whom nobody knows: treated at once under a temporary code; the commune is told within 48 hours (Law 15/2023, article 72).
/// </summary>
sealed class UnknownPatient : IVersioned
{
    /// <summary>Hours within which the commune is told.</summary>
    public const int Hours = 48;

    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The facility.</summary>
    public required Guid HolderId { get; init; }

    /// <summary>Its patient.</summary>
    public required Guid PatientId { get; init; }

    /// <summary>The person as first registered.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The temporary code.</summary>
    public required string Code { get; init; }

    /// <summary>What is seen: age, marks, clothes, where found and by whom.</summary>
    public required string Description { get; init; }

    /// <summary>When they came.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Until when the commune is told.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When the commune was told.</summary>
    public DateTimeOffset? NotifiedAt { get; set; }

    /// <summary>Who was told, and how.</summary>
    public string NotifiedTo { get; set; } = "";

    /// <summary>Who told them.</summary>
    public Guid? NotifiedBy { get; set; }

    /// <summary>When it became known who it is.</summary>
    public DateTimeOffset? KnownAt { get; set; }

    /// <summary>Who registered them.</summary>
    public Guid? MadeBy { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>What became of a request for correction.</summary>
enum CorrectionState
{
    /// <summary>Waits for an answer.</summary>
    Open,

    /// <summary>Corrected.</summary>
    Done,

    /// <summary>Not corrected, with the reason.</summary>
    Refused,
}

/// <summary>A person's request to correct what a facility says of them, answered within ten days (Decree 356/2025).</summary>
sealed class Correction : IVersioned
{
    /// <summary>Days within which it is answered.</summary>
    public const int Days = 10;

    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The facility that answers.</summary>
    public required Guid HolderId { get; init; }

    /// <summary>The person concerned.</summary>
    public required Guid PersonId { get; set; }

    /// <summary>Who asked: the person, or who stands for them.</summary>
    public required string AskedBy { get; init; }

    /// <summary>What is wrong.</summary>
    public required string Wrong { get; init; }

    /// <summary>What is right.</summary>
    public required string RightText { get; init; }

    /// <summary>The day of asking.</summary>
    public required DateOnly AskedOn { get; init; }

    /// <summary>The last day for the answer.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>What became of it.</summary>
    public CorrectionState State { get; set; }

    /// <summary>The answer.</summary>
    public string Answer { get; set; } = "";

    /// <summary>When it was answered.</summary>
    public DateOnly? AnsweredOn { get; set; }

    /// <summary>By whom.</summary>
    public Guid? AnsweredBy { get; set; }

    /// <summary>Who took the request.</summary>
    public Guid? MadeBy { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}
