using LienY.Insurance;
using LienY.Kernel;

namespace LienY.Feed;

/// <summary>Hospitals of a reach.</summary>
/// <param name="TrustAt">Where the reader says whose signatures are believed for all of them; null where they may not.</param>
sealed record HospitalsView(IReadOnlyList<HospitalLine> Lines, Guid? TrustAt);

/// <summary>One hospital: how it sends. Names of files and what is in them only where <paramref name="IsHolder"/>.</summary>
sealed record HospitalView(HospitalLine Line, IReadOnlyList<DayOfVisits> Days, IReadOnlyList<ReceivedFile> Files, IReadOnlyList<BrokenRule> Rules, bool IsHolder,
    bool MaySend, bool MayKeys, bool MayTrust);

/// <summary>Keys of a hospital, the addresses for its software, and a password to show once.</summary>
sealed record JoinView(Facility Facility, IReadOnlyList<FeedKey> Keys, string Site, (Guid Key, string User, string Password)? Once, TryOut? Tried);

/// <summary>What a self-test gave.</summary>
sealed record TryOut(string Grade, string RuleSet, int Tables, IReadOnlyList<Fault> Faults);

/// <summary>What a list of files was asked for.</summary>
sealed record FilesAsk(FileOutcome? Outcome, Channel? Channel, DateOnly? From, DateOnly? To, int Page)
{
    /// <summary>The address of another page of the same.</summary>
    public string Query(int page) => string.Join('&',
        new[] { Outcome is { } o ? $"outcome={o}" : null, Channel is { } c ? $"channel={c}" : null, From is { } f ? $"from={f:yyyy-MM-dd}" : null, To is { } t
        ? $"to={t:yyyy-MM-dd}" : null,
        page > 1 ? FormattableString.Invariant($"page={page}") : null }.OfType<string>());
}

/// <summary>Files of a hospital.</summary>
sealed record FilesView(Facility Facility, IReadOnlyList<ReceivedFile> Files, FilesAsk Asked, int Pages, bool IsHolder);

/// <summary>One file; records and faults only for its holder.</summary>
sealed record FileView(Facility Facility, ReceivedFile File, IReadOnlyList<FileRecord> Records, IReadOnlyList<FaultRow> Faults, int Faulty, string Show, int Page,
    int Pages, bool IsHolder, bool MayOriginal, bool MaySend);

/// <summary>Faults of a hospital, newest first.</summary>
sealed record FaultsView(Facility Facility, IReadOnlyList<FaultRow> Faults, IReadOnlyList<BrokenRule> Rules, string Rule, bool OnlyRefusals, int Page, int Pages);

/// <summary>One visit: its versions, and the rows of the version that is looked at as they were sent; null where the caller may not see them.</summary>
sealed record EpisodeView(Facility Facility, Visit? Visit, IReadOnlyList<(FileRecord Record, DateTimeOffset ReceivedAt)> Versions, FileRecord? Shown,
    Episode? Episode, IReadOnlyList<FaultRow> Faults, string? Mark, bool IsHolder);

/// <summary>Outcomes, ways and states in words.</summary>
static class FeedWords
{
    /// <summary>A Vietnamese key.</summary>
    public static string Of(FileOutcome? outcome) => outcome switch
    {
        FileOutcome.Accepted => Words.Key("Nhận đủ"),
        FileOutcome.Warned => Words.Key("Nhận, có cảnh báo"),
        FileOutcome.Partly => Words.Key("Nhận một phần"),
        FileOutcome.Refused => Words.Key("Không nhận"),
        FileOutcome.Same => Words.Key("Đã có, không đổi"),
        _ => Words.Key("Đang kiểm tra"),
    };

    /// <summary>Kind of a badge.</summary>
    public static string Kind(FileOutcome? outcome) =>
        outcome switch
        {
            FileOutcome.Accepted => "ok",
            FileOutcome.Warned => "warn",
            FileOutcome.Partly or FileOutcome.Refused => "bad",
            FileOutcome.Same =>
        "none",
            _ => "info"
        };

    /// <summary>A Vietnamese key.</summary>
    public static string Of(RecordOutcome outcome) => outcome switch
    {
        RecordOutcome.New => Words.Key("Mới"),
        RecordOutcome.Changed => Words.Key("Thay bản trước"),
        RecordOutcome.Same => Words.Key("Đã có, không đổi"),
        RecordOutcome.CheckIn => Words.Key("Báo vào viện"),
        _ => Words.Key("Không nhận"),
    };

    /// <summary>Kind of a badge.</summary>
    public static string Kind(RecordOutcome outcome, int faults) =>
        outcome switch { RecordOutcome.Refused => "bad", RecordOutcome.Same => "none", _ => faults > 0 ? "warn" : "ok" };

    /// <summary>A Vietnamese key.</summary>
    public static string Of(Channel channel) => channel switch
    {
        Channel.Hanoi => Words.Key("API dạng JSON"),
        Channel.DienBien => Words.Key("API dạng tệp"),
        Channel.Plain => Words.Key("API Liên Y"),
        Channel.Page => Words.Key("Trang web"),
        Channel.Folder => Words.Key("Thư mục"),
        Channel.Command => Words.Key("Dòng lệnh"),
        _ => Words.Key("Kiểm tra lại"),
    };

    /// <summary>Minutes as people say them.</summary>
    public static string Delay(Words words, int? minutes) => minutes switch
    {
        null => "–",
        < 120 => words["{0} phút", minutes],
        < 2_880 => words["{0} giờ", Math.Round(minutes.Value / 60m, 1)],
        _ => words["{0} ngày", Math.Round(minutes.Value / 1440m, 1)],
    };

    /// <summary>Bytes as people say them.</summary>
    public static string Size(long bytes) => bytes < 1024 * 1024 ? Say.Number(Math.Round(bytes / 1024m, 1)) + " KB" : Say.Number(Math.Round(bytes / 1048576m, 1)) + " MB";
}
