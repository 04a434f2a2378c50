using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>How sure it is that two descriptions are of one person (FHIR match-grade).</summary>
enum MatchGrade
{
    /// <summary>Certainly another.</summary>
    CertainlyNot,

    /// <summary>May be.</summary>
    Possible,

    /// <summary>Likely.</summary>
    Probable,

    /// <summary>The same.</summary>
    Certain,
}

/// <summary>What is said of somebody, ready to be compared.</summary>
/// <param name="Phone">Digits only.</param>
/// <param name="Numbers">Numbers in force.</param>
sealed record Described(PersonName Name, string Birth, string Sex, string Place, string Phone, PersonName Guardian, IReadOnlyList<PersonNumber> Numbers)
{
    /// <summary>A claim as it stands.</summary>
    public static Described Of(PersonClaim claim) => new(new(claim.Name), BirthDay.Of(claim.BirthDay), claim.Sex, claim.PlaceCode.Trim(),
        Records.Numbers.Phone(claim.Phone),
        new(claim.Guardian), Records.Numbers.Of(claim.Identifiers));
}

/// <summary>One thing that speaks for or against, in words (a Vietnamese key), with its weight in bits.</summary>
sealed record MatchReason(string Text, double Weight);

/// <summary>The outcome of a comparison.</summary>
sealed record Compared(MatchGrade Grade, double Weight, IReadOnlyList<MatchReason> Reasons, bool Contradicts)
{
    /// <summary>0 to 1 for programs.</summary>
    public double Score => Math.Round(Grade == MatchGrade.Certain ? Math.Max(0.99, Chance) : Math.Min(0.98, Chance), 3);

    double Chance => 1 / (1 + Math.Pow(2, -(Weight - 16) / 2));
}

/// <summary>
/// Fellegi and Sunter's comparison: each agreement adds the bits by which it is likelier among the same than among strangers, each disagreement takes
/// some away. Certain is only who has the same verified number and does not contradict, or agrees in everything a stranger cannot.
/// </summary>
static class Comparing
{
    const double ProbableFrom = 22;
    const double PossibleFrom = 10;
    const int ChildUnder = 16;

    /// <summary>Compares two descriptions.</summary>
    public static Compared Of(Described one, Described other, DateOnly today)
    {
        var reasons = new List<MatchReason>(8);
        var numbers = NumberComparison.Of(one.Numbers, other.Numbers, reasons);
        var name = Likeness.Of(one.Name, other.Name);
        Add(reasons, Likeness.Words(name));
        var birth = BirthComparison.Of(one.Birth, other.Birth);
        Add(reasons, BirthComparison.Words(birth, one.Birth));
        var sex = Sex(one.Sex, other.Sex, reasons);
        var place = Place(one.Place, other.Place, reasons);
        var phone = one.Phone.Length > 0 && one.Phone == other.Phone;
        if (phone) reasons.Add(new(Words.Key("Cùng số điện thoại"), 7));
        var child = Math.Min(BirthDay.Age(one.Birth, today) ?? 99, BirthDay.Age(other.Birth, today) ?? 99) < ChildUnder;
        var guardian = child ? Guardian(one.Guardian, other.Guardian, reasons) : null;
        var weight = reasons.Sum(r => r.Weight);
        var contradicts = name is NameLikeness.Different or NameLikeness.GivenOnly || birth == BirthLikeness.Different;
        var nameHolds = name is NameLikeness.Same or NameLikeness.WithoutMarks or NameLikeness.AnyOrder or NameLikeness.Shortened;
        var birthHolds = birth is BirthLikeness.Same or BirthLikeness.Swapped or BirthLikeness.SameYear;
        var byNumber = numbers.Verified && !numbers.Differ && nameHolds && birthHolds && sex != false;
        var overwhelming = name == NameLikeness.Same && birth == BirthLikeness.Same && !BirthComparison.IsFirstOfJanuary(one.Birth) && phone && place == true
            && sex == true
            && !numbers.Differ && !numbers.AnyDiffers && (!child || guardian == true);
        var grade = byNumber || overwhelming ? MatchGrade.Certain
            : !contradicts && (weight >= ProbableFrom || numbers.Verified) && !numbers.Differ ? MatchGrade.Probable
            : weight >= PossibleFrom || numbers.Verified ? MatchGrade.Possible : MatchGrade.CertainlyNot;
        return new(grade, weight, [.. reasons.OrderByDescending(r => Math.Abs(r.Weight))], contradicts);
    }

    static void Add(List<MatchReason> reasons, MatchReason? reason)
    {
        if (reason is not null) reasons.Add(reason);
    }

    static bool? Sex(string one, string other, List<MatchReason> reasons)
    {
        if (one is not ("male" or "female") || other is not ("male" or "female")) return null;
        reasons.Add(one == other ? new(Words.Key("Cùng giới tính"), 1) : new(Words.Key("Khác giới tính"), -5));
        return one == other;
    }

    static bool? Place(string one, string other, List<MatchReason> reasons)
    {
        if (one.Length == 0 || other.Length == 0) return null;
        reasons.Add(one == other ? new(Words.Key("Cùng xã, phường cư trú"), 4)
            : PersonKeys.Area(one) == PersonKeys.Area(other) ? new(Words.Key("Nơi cư trú gần nhau"), 0.5) : new(Words.Key("Khác nơi cư trú"), -1));
        return one == other;
    }

    static bool? Guardian(PersonName one, PersonName other, List<MatchReason> reasons)
    {
        if (one.Words.Length == 0 || other.Words.Length == 0) return null;
        var same = Likeness.Of(one, other) is not (NameLikeness.Different or NameLikeness.GivenOnly);
        reasons.Add(same ? new(Words.Key("Cùng người giám hộ"), 5) : new(Words.Key("Khác người giám hộ"), -5));
        return same;
    }
}

/// <summary>What the numbers of two descriptions say.</summary>
/// <param name="Verified">A verified number in force is the same.</param>
/// <param name="Differ">Both have a personal number in force, and not the same.</param>
/// <param name="AnyDiffers">Some number of one system is the same in neither.</param>
sealed record NumberComparison(bool Verified, bool Differ, bool AnyDiffers)
{
    static readonly (string System, double Same, double Differs, string Says, string SaysNot)[] Known =
    [
        (IdentifierSystems.Personal, 20, -9, Words.Key("Cùng số định danh cá nhân"), Words.Key("Khác số định danh cá nhân")),
        (IdentifierSystems.SocialInsurance, 16, -5, Words.Key("Cùng mã số bảo hiểm xã hội"), Words.Key("Khác mã số bảo hiểm xã hội")),
        (IdentifierSystems.InsuranceCard, 4, -0.5, Words.Key("Cùng thẻ bảo hiểm y tế"), Words.Key("Khác thẻ bảo hiểm y tế")),
        (IdentifierSystems.OldCard, 12, -3, Words.Key("Cùng số CMND cũ"), Words.Key("Khác số CMND cũ")),
        (IdentifierSystems.Passport, 14, -3, Words.Key("Cùng hộ chiếu"), Words.Key("Khác hộ chiếu")),
    ];

    /// <summary>Compares numbers, and says so.</summary>
    public static NumberComparison Of(IReadOnlyList<PersonNumber> one, IReadOnlyList<PersonNumber> other, List<MatchReason> reasons)
    {
        bool verified = false, differ = false, any = false;
        foreach (var (system, same, differs, says, saysNot) in Known)
        {
            var mine = one.Where(n => n.System == system).Select(n => n.Folded).ToHashSet();
            var theirs = other.Where(n => n.System == system).Select(n => n.Folded).ToHashSet();
            if (mine.Count == 0 || theirs.Count == 0) continue;
            if (mine.Overlaps(theirs))
            {
                reasons.Add(new(says, same));
                verified |= system is IdentifierSystems.Personal or IdentifierSystems.SocialInsurance;
                continue;
            }
            reasons.Add(new(saysNot, differs));
            differ |= system == IdentifierSystems.Personal;
            any |= system != IdentifierSystems.InsuranceCard;
        }
        return new(verified, differ, any);
    }
}
