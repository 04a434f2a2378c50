using LienY.Insurance;
using LienY.Kernel;
using static LienY.Insurance.FieldNames;

namespace LienY.Feed;

/// <summary>
/// What an accepted episode tells the ledger: never who, only how many of what, for which hospital, on the day the visit ended. A person is at most the keyed
/// hash that Records gave. Each fact names its source (<c>episode/id</c>, and table and row where it has one), so that it can be walked back and taken back.
/// </summary>
static class EpisodeFacts
{
    /// <summary>A source of an episode: what stands behind its id, "-" for the episode itself.</summary>
    public static string Source(Guid episode, string behind) => behind is "-" or "" ? $"episode/{episode}" : $"episode/{episode}/{behind}";

    /// <summary>What stands behind the id in a source.</summary>
    public static string Behind(string source) => source.Split('/', 3) is [_, _, var behind] ? behind : "-";

    /// <summary>A visit was heard of for the first time, whether its record was taken or not: the denominator of the share that is linked.</summary>
    public static Fact Known(VisitState visit, Guid unit) => new()
    {
        Kind = "visit.known",
        UnitId = unit,
        OccurredOn = visit.KnownOn,
        Value = 1,
        Module = "feed",
        SourceId = $"visit/{visit.Id}",
    };

    /// <summary>A file came.</summary>
    public static Fact OfFile(WaitingFile file, FileOutcome outcome) => new()
    {
        Kind = "feed.file.received",
        UnitId = file.OrganisationId,
        OccurredOn = Say.DayOf(file.ReceivedAt),
        Value = 1,
        Module = "feed",
        SourceId = $"file/{file.Id}",
        Dims = Fact.DimsOf(("channel", file.Channel.ToString().ToLowerInvariant()), ("outcome", outcome.ToString().ToLowerInvariant())),
    };

    /// <summary>Everything a version of an episode tells.</summary>
    public static IReadOnlyList<Fact> Of(Checked c, VisitState visit, int version, Guid unit, string? subject)
    {
        var row = c.Episode.Summary!;
        var book = new Book(unit, visit, version, subject, visit.Ended ?? visit.KnownOn);
        Visit(book, c, row);
        Ends(book, c.Episode, row);
        Diagnoses(book, row);
        Done(book, c.Episode);
        Money(book, row);
        return book.Facts;
    }

    static void Visit(Book book, Checked c, Row row)
    {
        var (kind, ward) = (Code(row[MA_LOAI_KCB]), Code(row[MA_KHOA]?.Split(';')[0]));
        book.Add("visit.ended", "-", 1, ("kind", kind), ("department", ward), ("payer", row[MA_THE_BHYT] is null ? "self" : "insurance"), ("age", Ages.Band(row)),
            ("sex", Sex(row[GIOI_TINH])));
        book.Add("record.sent", "-", 1, ("delay", Delay(book.Visit.Delay)), ("faults", c.Verdict.Faults.Count > 0 ? "some" : "none"));
        if (row.Amount(SO_NGAY_DTRI) is { } days and > 0 and < 10_000
            && kind is "03" or "04" or "09") book.Add("visit.beddays", "-", days, ("department", ward), ("kind", kind));
        if (kind switch { "14" => "visit.remote", "11" => "outreach", "15" => "healthcheck", "16" => "screening", _ => null } is { } special) book.Add(special, "-",
            1, ("age", Ages.Band(row)), ("sex", Sex(row[GIOI_TINH])));
        if (c.Episode.Rows(2).Count > 0) book.Add("prescription", "-", 1, ("kind", kind));
    }

    static void Ends(Book book, Episode episode, Row row)
    {
        var paper = episode.Rows(13).FirstOrDefault();
        var to = row[MA_NOI_DEN] ?? paper?[MA_CSKCB_DEN] ?? paper?[MA_NOI_DEN];
        if (row[MA_LOAI_RV] is "2" or "5" || paper is not null)
        {
            // Sent back to where the person came from, or on to somewhere else.
            var back = to is not null && to == row[MA_NOI_DI];
            book.Add(back ? "referral.back" : "referral.out", "-", 1, ("reason", row[MA_LOAI_RV] == "5" ? "request" : "professional"), ("to", Code(to)));
        }
        if (row[MA_NOI_DI] is { } from) book.Add("referral.in", "-", 1, ("from", Code(from)));
        if (row[KET_QUA_DTRI] is "5" or "6" or "8") book.Add("death", "-", 1, ("age", Ages.OfDeath(row)), ("result", row[KET_QUA_DTRI]!), ("sex", Sex(row[GIOI_TINH])));
        foreach (var born in episode.Rows(9))
            book.Add("birth", $"XML9/{born.Number}", 1, ("sex", Sex(born[GIOI_TINH_CON])),
                ("weight", born.Amount(CAN_NANG_CON) is { } grams ? grams < 2500 ? "low" : "normal" : "unknown"));
    }

    static void Diagnoses(Book book, Row row)
    {
        var seen = new HashSet<string>();
        var codes = row.Codes(MA_BENH_CHINH).Take(1).Select(c => (Code: c, Rank: "main")).Concat(row.Codes(MA_BENH_KT).Select(c => (Code: c, Rank: "other")));
        foreach (var (code, rank) in codes)
            if (IcdBlocks.Of(code) is var (chapter, block) && seen.Add(block))
                book.Add("diagnosis", $"XML1/{block}", 1, ("chapter", chapter), ("block", block), ("rank", rank),
                    ("cancer", IcdBlocks.IsCancer(chapter, block) ? "yes" : "no"));
    }

    /// <summary>Techniques of XML3 by code; laboratory and imaging as counts. MA_DICH_VU may end in .K. and the code of the facility that performed it.</summary>
    static void Done(Book book, Episode episode)
    {
        var services = episode.Rows(3).Where(r => r[MA_DICH_VU] is not null)
            .Select(r => (Row: r, Group: Group(r[MA_NHOM]), Times: r.Amount(SO_LUONG) is { } n and > 0 and < 100_000 ? n : 0))
            .Where(s => s.Group is not null && s.Times > 0).ToList();
        foreach (var one in services.Where(s => s.Group != "lab").GroupBy(s => (s.Group, Named: Technique(s.Row[MA_DICH_VU]!))))
        {
            var own = one.Key.Named.At is null;
            book.Add("technique.performed", $"XML3/{one.First().Row.Number}", one.Sum(s => s.Times), ("code", one.Key.Named.Code), ("group", one.Key.Group!),
                ("performer", own ? "own" : "other"), ("at", Code(one.Key.Named.At)));
        }
        if (services.Where(s => s.Group == "lab").Sum(s => s.Times) is var tests and > 0) book.Add("labtest", "-", tests);
        foreach (var kind in services.Where(s => s.Group is "imaging" or "functional")
            .GroupBy(s => s.Group!)) book.Add("imaging", $"XML3/{kind.Key}", kind.Sum(s => s.Times), ("group", kind.Key));
    }

    static void Money(Book book, Row row)
    {
        foreach (var (field, source) in new[] { (T_BHTT, "fund"), (T_BNCCT, "copayment"), (T_BNTT, "patient"), (T_NGUONKHAC, "other") })
            if (row.Amount(field) is { } amount && amount != 0
                && Math.Abs(amount) < 100_000_000_000m) book.Add("cost", $"XML1/{field}", Math.Round(amount, 2), ("source", source));
    }

    static string? Group(string? group) => group switch
    {
        "1" => "lab",
        "2" => "imaging",
        "3" => "functional",
        "8" => "surgery",
        "18" => "procedure",
        "7" or "17" => "blood",
        // Drugs, supplies, transport, examinations and beds are no techniques.
        null or "4" or "5" or "6" or "10" or "11" or "12" or "13" or "14" or "15" or "16" => null,
        _ => "other",
    };

    /// <summary>The code of a technique, and the facility that performed it where it is another.</summary>
    public static (string Code, string? At) Technique(string code)
    {
        var at = code.IndexOf(".K.", StringComparison.OrdinalIgnoreCase);
        return at > 0 ? (Code(code[..at]), code[(at + 3)..].Split('_')[0]) : (Code(code.Split('_')[0]), null);
    }

    static string Delay(int? minutes) => minutes switch { null => "unknown", <= 180 => "h3", <= 1_440 => "h24", <= 10_080 => "d7", _ => "late" };

    static string Sex(string? code) => code switch { "1" => "male", "2" => "female", _ => "other" };

    // A code of the file becomes part of a series' name: short, and of plain signs.
    static string Code(string? text) =>
        text is null ? "none" : new string([.. text.Trim().Take(40).Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')]) is { Length: > 0 } code
            ? code : "none";

    /// <summary>Facts of one version, each source and kind once.</summary>
    sealed class Book(Guid unit, VisitState visit, int version, string? subject, DateOnly on)
    {
        public List<Fact> Facts { get; } = [];

        public VisitState Visit => visit;

        public void Add(string kind, string behind, decimal value, params (string Name, string Value)[] dims) => Facts.Add(new()
        {
            Kind = kind,
            UnitId = unit,
            OccurredOn = on,
            Value = value,
            Module = "feed",
            SourceId = Source(visit.Id, behind),
            SourceVersion = version,
            SubjectHash = subject,
            Dims = Fact.DimsOf(dims),
        });
    }
}
