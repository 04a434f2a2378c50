using LienY.Insurance;
using LienY.Kernel;
using EpisodeGrade = LienY.Insurance.Grade;

namespace LienY.Feed;

/// <summary>An episode that was checked and waits to be stored.</summary>
/// <param name="Number">From 1 over the whole file.</param>
/// <param name="Part">Entry of the archive.</param>
sealed record Checked(Episode Episode, Verdict Verdict, int Number, string Part)
{
    /// <summary>MA_LK.</summary>
    public string? Key => Episode.Key is { Length: <= 200 } key ? key : null;

    /// <summary>Whether it may be stored.</summary>
    public bool IsTaken => Verdict.Grade != EpisodeGrade.Refused && Key is not null;

    /// <summary>Hash of what it says; the same content always gives the same.</summary>
    public string Hash => hash ??= ContentHash.Of(Episode);
    string? hash;
}

/// <summary>The state of work on one file: what was checked, what waits, what was stored.</summary>
sealed class Pace(WaitingFile file, Facility facility, IReadOnlyDictionary<string, PartSignature> signatures, Trust trust, IListedCodes codes, DateTimeOffset now)
{
    readonly List<LienY.Insurance.Fault> faults = [];
    readonly HashSet<string> keys = new(StringComparer.Ordinal);
    EnvelopeCheck check = null!;
    EnvelopeReader reader = null!;
    LienY.Insurance.Fault? refused;
    string part = "", label = "";

    public WaitingFile File => file;
    public DateTimeOffset Now => now;

    /// <summary>Checked episodes that wait to be stored.</summary>
    public List<Checked> Waiting { get; } = [];

    /// <summary>Rows of those.</summary>
    public int Rows { get; private set; }

    /// <summary>Number of the newest episode.</summary>
    public int Number { get; private set; }

    /// <summary>Up to which number episodes are stored.</summary>
    public int Stored { get; private set; } = file.Progress;

    /// <summary>Faults of the file as a whole, to be stored at its end.</summary>
    public IReadOnlyList<LienY.Insurance.Fault> Faults => faults;

    /// <summary>MACSKCB, NGAYLAP and the worth of the signature, as the first part tells.</summary>
    public string? Told { get; private set; } = file.FacilityTold;
    public DateOnly? Made { get; private set; }
    public string? Signature { get; private set; }

    /// <summary>The counts at the end, for who is told.</summary>
    public Counts Total { get; set; } = new(0, 0, 0, 0, 0);

    /// <summary>What became of the file, at its end.</summary>
    public FileOutcome Outcome { get; set; }

    /// <summary>Faults of records that are in the book.</summary>
    public int FaultsTold { get; set; }

    /// <summary>It came with the code of another hospital.</summary>
    public bool IsOther { get; private set; }

    /// <summary>An episode of this key waits.</summary>
    public bool Holds(string? key) => key is not null && keys.Contains(key);

    /// <summary>Begins with a part of the file.</summary>
    public void Begin(EnvelopeReader next, string current)
    {
        (reader, label) = (next, current);
        part = current.IndexOf('!', StringComparison.Ordinal) is var mark and > 0 && current.Length > file.Name.Length ? current[(mark + 1)..] : "";
        check = new EnvelopeCheck(RuleBook.Standard, now, null, codes);
        refused = null;
        var worth = signatures.GetValueOrDefault(part) ?? PartSignature.None;
        Signature ??= worth.Said;
        if (trust.Judge(worth) is { } fault)
        {
            if (fault.Severity == Severity.Refuse) refused = fault with { File = current };
            else faults.Add(fault with { File = current });
        }
        if (file.FacilityTold is { } told && !facility.Codes.Contains(told)) refused = Other(told, null);
        if (refused is not null) faults.Add(refused);
    }

    /// <summary>Checks an episode; one that an earlier try has stored only leaves its key in mind.</summary>
    public void Take(Episode episode)
    {
        Number++;
        var verdict = check.Of(episode, reader.Head, label);
        Told ??= Short(reader.Head.Facility);
        Made ??= reader.Head.Made;
        if (Number <= Stored) return;
        if (Whole(episode) is { } fault) verdict = verdict with
        {
            Grade = EpisodeGrade.Refused,
            Faults = [fault with { File = label, Record = episode.Number, EpisodeKey = episode.Key }, .. verdict.Faults]
        };
        Waiting.Add(new(episode, verdict, Number, part));
        if (episode.Key is { } key) keys.Add(key);
        Rows += episode.Tables.Sum(t => episode.Rows(t).Count);
    }

    /// <summary>Why an episode is refused whatever its rules say: the file's signature, or another hospital's code in file or episode.</summary>
    LienY.Insurance.Fault? Whole(Episode episode)
    {
        if (refused is not null) return refused;
        if (reader.Head.Facility is { } head && !facility.Codes.Contains(head)) return Other(head, null);
        var own = episode.Summary?[FieldNames.MA_CSKCB] ?? episode.Rows(0).FirstOrDefault()?[FieldNames.MA_CSKCB];
        return own is null || facility.Codes.Contains(own) ? null : Other(own, episode.Summary is null ? "XML0" : "XML1");
    }

    LienY.Insurance.Fault Other(string code, string? table)
    {
        IsOther = true;
        return new(Severity.Refuse, "feed.facility", Texts.OtherFacility, Texts.OtherFacilityRemedy)
        {
            Table = table,
            Field = table is null ? null : FieldNames.MA_CSKCB,
            Value = Short(code),
            Expected = string.Join(", ", facility.Codes),
        };
    }

    /// <summary>Ends a part: what reading found of the file as a whole.</summary>
    public void End()
    {
        TakeFaults(reader.Faults);
        if (reader.Head.IsSigned && (signatures.GetValueOrDefault(part) ?? PartSignature.None).State == SignatureState.None) faults.Add(new(Severity.Warn,
            "feed.signature", Texts.Unchecked,
            Texts.UncheckedRemedy)
        { File = label });
    }

    /// <summary>Faults of the file as a whole, at most some hundred.</summary>
    public void TakeFaults(IReadOnlyList<LienY.Insurance.Fault> more) => faults.AddRange(more.Take(Math.Max(0, 300 - faults.Count)));

    /// <summary>A piece is stored.</summary>
    public void Clear()
    {
        (Stored, Rows) = (Number, 0);
        Waiting.Clear();
        keys.Clear();
    }

    static string? Short(string? text) => text is { Length: > 20 } ? text[..20] : text;
}

/// <summary>How many records of a file became what.</summary>
sealed record Counts(int Episodes, int Accepted, int Warned, int Refused, int Same);

/// <summary>Sentences of the faults that the feed itself finds; those of the rules come with the engine.</summary>
static class Texts
{
    public static readonly string OtherFacility = Words.Key("Mã cơ sở “{1}” không phải mã của đơn vị gửi ({2}).");
    public static readonly string OtherFacilityRemedy = Words.Key("Gửi bằng khóa liên thông của đúng cơ sở, hoặc sửa MACSKCB và MA_CSKCB trong tệp.");
    public static readonly string Unchecked = Words.Key("Phần CHUKYDONVI của tệp có nội dung nhưng không phải là chữ ký số XML.");
    public static readonly string UncheckedRemedy = Words.Key("Ký tệp theo chuẩn XML (XMLDSig), hoặc để trống CHUKYDONVI.");
}
