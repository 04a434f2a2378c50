using LienY.Kernel;

namespace LienY.Records;

/// <summary>How alike two names are.</summary>
enum NameLikeness
{
    /// <summary>One of them is not known.</summary>
    Unknown,

    /// <summary>The same with its marks.</summary>
    Same,

    /// <summary>The same where one was written without marks.</summary>
    WithoutMarks,

    /// <summary>The same words in another order.</summary>
    AnyOrder,

    /// <summary>Family name and given name the same, a middle name is missing.</summary>
    Shortened,

    /// <summary>A letter or a mark differs, or they sound alike.</summary>
    Near,

    /// <summary>Only the given name, or only the family and middle names.</summary>
    GivenOnly,

    /// <summary>Another name.</summary>
    Different,
}

/// <summary>Compares Vietnamese names (family name first, given name last; others in any order).</summary>
static class Likeness
{
    /// <summary>Folded words with which a name begins that nobody knows yet.</summary>
    public const string NobodyKnows = "chua ro ten";

    /// <summary>How alike they are.</summary>
    public static NameLikeness Of(PersonName one, PersonName other)
    {
        if (IsUnknown(one) || IsUnknown(other)) return NameLikeness.Unknown;
        if (one.Marked == other.Marked) return NameLikeness.Same;
        if (one.Folded == other.Folded) return HasMarks(one) && HasMarks(other) ? NameLikeness.Near : NameLikeness.WithoutMarks;
        string[] mine = [.. one.Words.Order(StringComparer.Ordinal)], theirs = [.. other.Words.Order(StringComparer.Ordinal)];
        if (mine.AsSpan().SequenceEqual(theirs)) return NameLikeness.AnyOrder;
        var ends = one.Words[0] == other.Words[0] && one.Words[^1] == other.Words[^1];
        if (ends && (IsPart(one.Words, other.Words) || IsPart(other.Words, one.Words)) && Math.Min(one.Words.Length, other.Words.Length) > 1)
            return MarksFit(one, other) ? NameLikeness.Shortened : NameLikeness.Near;
        if (one.Sounds.AsSpan().SequenceEqual(other.Sounds)) return NameLikeness.Near;
        var longest = Math.Max(one.Folded.Length, other.Folded.Length);
        if (Typing.Distance(one.Folded, other.Folded, 2) <= (longest >= 14 ? 2 : 1)) return NameLikeness.Near;
        return one.Words[^1] == other.Words[^1] ? NameLikeness.GivenOnly : NameLikeness.Different;
    }

    /// <summary>What is to be said of it.</summary>
    public static MatchReason? Words(NameLikeness name) => name switch
    {
        NameLikeness.Same => new(Kernel.Words.Key("Họ tên giống hoàn toàn"), 9),
        NameLikeness.WithoutMarks => new(Kernel.Words.Key("Họ tên giống, một bên không dấu"), 8),
        NameLikeness.AnyOrder => new(Kernel.Words.Key("Họ tên cùng các chữ, khác thứ tự"), 7),
        NameLikeness.Shortened => new(Kernel.Words.Key("Họ và tên giống, thiếu tên đệm"), 5),
        NameLikeness.Near => new(Kernel.Words.Key("Họ tên gần giống"), 4),
        NameLikeness.GivenOnly => new(Kernel.Words.Key("Chỉ giống tên, khác họ"), -4),
        NameLikeness.Different => new(Kernel.Words.Key("Họ tên khác"), -9),
        _ => null,
    };

    static bool IsUnknown(PersonName name) => name.Words.Length == 0 || name.Folded.StartsWith(NobodyKnows, StringComparison.Ordinal);

    static bool HasMarks(PersonName name) => !name.Marked.Equals(name.Folded, StringComparison.OrdinalIgnoreCase);

    static bool IsPart(string[] less, string[] more) => less.Length < more.Length && less.All(more.Contains);

    // "Lê Hưng" is no short form of "Lê Văn Hùng".
    static bool MarksFit(PersonName one, PersonName other) =>
        !HasMarks(one) || !HasMarks(other) || one.Marked[(one.Marked.LastIndexOf(' ') + 1)..] == other.Marked[(other.Marked.LastIndexOf(' ') + 1)..];
}

/// <summary>How alike two days of birth are.</summary>
enum BirthLikeness
{
    /// <summary>One of them is not known.</summary>
    Unknown,

    /// <summary>The same day.</summary>
    Same,

    /// <summary>Day and month are exchanged.</summary>
    Swapped,

    /// <summary>The same year, and one of them knows no more (or says 1 January, which often means the same).</summary>
    SameYear,

    /// <summary>One digit differs.</summary>
    Typing,

    /// <summary>Another day.</summary>
    Different,
}

/// <summary>Compares days of birth.</summary>
static class BirthComparison
{
    /// <summary>How alike they are.</summary>
    public static BirthLikeness Of(string one, string other)
    {
        var (a, b) = (BirthDay.Parts(one), BirthDay.Parts(other));
        if (a.Year == 0 || b.Year == 0) return BirthLikeness.Unknown;
        var known = Math.Min(BirthDay.Precision(one), BirthDay.Precision(other));
        if (one == other) return known == 3 ? BirthLikeness.Same : BirthLikeness.SameYear;
        if (a.Year == b.Year && (known == 1 || IsFirstOfJanuary(one) || IsFirstOfJanuary(other) || (known == 2 && a.Month == b.Month))) return BirthLikeness.SameYear;
        if (known < 3) return BirthLikeness.Different;
        if (a.Year == b.Year && a.Day == b.Month && a.Month == b.Day) return BirthLikeness.Swapped;
        return Typing.Distance(one, other, 1) <= 1 ? BirthLikeness.Typing : BirthLikeness.Different;
    }

    /// <summary>What is to be said of it.</summary>
    public static MatchReason? Words(BirthLikeness birth, string day) => birth switch
    {
        BirthLikeness.Same => IsFirstOfJanuary(day) ? new(Kernel.Words.Key("Cùng ngày sinh 01/01 (thường do chỉ biết năm)"), 6)
            : new(Kernel.Words.Key("Cùng ngày sinh"), 11),
        BirthLikeness.Swapped => new(Kernel.Words.Key("Ngày sinh đảo ngày và tháng"), 6),
        BirthLikeness.SameYear => new(Kernel.Words.Key("Cùng năm sinh, một bên không rõ ngày"), 4),
        BirthLikeness.Typing => new(Kernel.Words.Key("Ngày sinh lệch một chữ số"), 3),
        BirthLikeness.Different => new(Kernel.Words.Key("Khác ngày sinh"), -10),
        _ => null,
    };

    /// <summary>The day that is written where only the year is known.</summary>
    public static bool IsFirstOfJanuary(string birth) => birth.Length == 8 && birth.EndsWith("0101", StringComparison.Ordinal);
}

/// <summary>Slips of the finger.</summary>
static class Typing
{
    /// <summary>
    /// Letters to change, leave out, put in or exchange with their neighbour to come from one to the other; more than <paramref name="most"/> is told as one
    /// more.
    /// </summary>
    public static int Distance(string one, string other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most) return most + 1;
        var (before, last, now) = (new int[other.Length + 1], new int[other.Length + 1], new int[other.Length + 1]);
        for (var j = 0; j <= other.Length; j++) last[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            now[0] = i;
            var least = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                now[j] = Math.Min(Math.Min(now[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) now[j] = Math.Min(now[j], before[j - 2] + 1);
                least = Math.Min(least, now[j]);
            }
            if (least > most) return most + 1;
            (before, last, now) = (last, now, before);
        }
        return Math.Min(last[other.Length], most + 1);
    }
}
