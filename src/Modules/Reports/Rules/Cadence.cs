using LienY.Kernel;

namespace LienY.Reports;

/// <summary>How often a report is made.</summary>
enum Cadence
{
    /// <summary>Hằng tháng.</summary>
    Month,

    /// <summary>Hằng quý.</summary>
    Quarter,

    /// <summary>6 tháng.</summary>
    Half,

    /// <summary>9 tháng.</summary>
    Nine,

    /// <summary>Năm.</summary>
    Year,

    /// <summary>Giữa kỳ.</summary>
    Midterm,

    /// <summary>Tổng kết.</summary>
    Final,

    /// <summary>Một lần, đột xuất.</summary>
    Once,
}

/// <summary>Words of cadences and of the periods that they name.</summary>
static class Cadences
{
    /// <summary>The cadence of a word in an event ("half"); a word not known is a report made once.</summary>
    public static Cadence Of(string word) => Enum.TryParse<Cadence>(word, ignoreCase: true, out var cadence) && Enum.IsDefined(cadence) ? cadence : Cadence.Once;

    /// <summary>Word of a cadence, a Vietnamese key.</summary>
    public static string Word(Cadence cadence) => cadence switch
    {
        Cadence.Month => Words.Key("hằng tháng"),
        Cadence.Quarter => Words.Key("hằng quý"),
        Cadence.Half => Words.Key("6 tháng"),
        Cadence.Nine => Words.Key("9 tháng"),
        Cadence.Year => Words.Key("hằng năm"),
        Cadence.Midterm => Words.Key("giữa kỳ"),
        Cadence.Final => Words.Key("tổng kết"),
        _ => Words.Key("đột xuất"),
    };

    /// <summary>Name of the period that ends on a day: a Vietnamese key and its places.</summary>
    public static (string Key, object[] Args) Period(Cadence cadence, DateOnly to) => cadence switch
    {
        Cadence.Month => (Words.Key("tháng {0} năm {1}"), [to.Month, to.Year]),
        Cadence.Quarter => (Words.Key("quý {0} năm {1}"), [Quarters[(to.Month - 1) / 3], to.Year]),
        Cadence.Half when to.Month <= 6 => (Words.Key("6 tháng đầu năm {0}"), [to.Year]),
        Cadence.Half => (Words.Key("6 tháng cuối năm {0}"), [to.Year]),
        Cadence.Nine => (Words.Key("9 tháng năm {0}"), [to.Year]),
        Cadence.Year => (Words.Key("năm {0}"), [to.Year]),
        Cadence.Midterm => (Words.Key("giữa kỳ, đến ngày {0}"), [to]),
        Cadence.Final => (Words.Key("tổng kết, đến ngày {0}"), [to]),
        _ => (Words.Key("đến ngày {0}"), [to]),
    };

    /// <summary>Name of the period in Vietnamese, for documents.</summary>
    public static string Vietnamese(Cadence cadence, DateOnly to)
    {
        var (key, args) = Period(cadence, to);
        return string.Format(Say.Vietnam, key, Array.ConvertAll(args, a => a is DateOnly day ? Say.Day(day) : a));
    }

    static readonly string[] Quarters = ["I", "II", "III", "IV"];
}
