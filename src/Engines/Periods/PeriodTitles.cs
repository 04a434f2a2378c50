using System.Globalization;

namespace LienY.Periods;

/// <summary>What people call a period, in the three languages of the house; days are written the Vietnamese way.</summary>
static class PeriodTitles
{
    static readonly string[] Roman = ["I", "II", "III", "IV"];

    public static string Of(Period period, string language)
    {
        var (year, month) = (period.First.Year, period.First.Month);
        var days = period.First == period.Last ? Day(period.First) : $"{Day(period.First)}–{Day(period.Last)}";
        return period.Type.Name switch
        {
            "Daily" => days,
            "Monthly" => Say(language, $"tháng {month:00}/{year}", $"{month:00}/{year}", $"{year}年{month}月"),
            "ND09Monthly" => Say(language, $"tháng {period.Last:MM\\/yyyy} ({days})", $"{period.Last:MM\\/yyyy} ({days})", $"{period.Last.Year}年{period.Last.Month}月（{days}）"),
            "BiMonthly" => Say(language, $"tháng {month:00}–{month + 1:00}/{year}", $"{month:00}–{month + 1:00}/{year}", $"{year}年{month}–{month + 1}月"),
            "Quarterly" => Say(language, $"quý {Roman[month / 3]}/{year}", $"Q{month / 3 + 1} {year}", $"{year}年第{month / 3 + 1}季度"),
            "SixMonthly" => month == 1
                ? Say(language, $"6 tháng đầu năm {year}", $"first half of {year}", $"{year}年上半年")
                : Say(language, $"6 tháng cuối năm {year}", $"second half of {year}", $"{year}年下半年"),
            "Yearly" => Say(language, $"năm {year}", $"{year}", $"{year}年"),
            _ when period.Type.IsWeekly => Week(period, language, days),
            _ => days,
        };
    }

    static string Week(Period period, string language, string days)
    {
        var parts = period.Code.Split('W');
        var (year, week) = (parts[0][..4], parts[^1]);
        return Say(language, $"tuần {week}/{year} ({days})", $"week {week}/{year} ({days})", $"{year}年第{week}周（{days}）");
    }

    static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    static string Say(string language, FormattableString vietnamese, FormattableString english, FormattableString chinese) => (language switch
    {
        "en" => english,
        "zh" => chinese,
        _ => vietnamese,
    }).ToString(CultureInfo.InvariantCulture);
}
