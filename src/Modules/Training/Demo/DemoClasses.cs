namespace LienY.Training;

/// <summary>A class of the demonstration.</summary>
/// <param name="Wanted">Number of its target in the plan; null: the plan's import brought like lines of one person together, the first class has them.</param>
/// <param name="People">How many passed.</param>
sealed record DemoClass(string Name, decimal? Wanted, ClassMode Mode, DateOnly From, DateOnly To, int Sessions, int People, Payer Payer, Paper Paper,
    string Techniques, decimal Theory, decimal Practice);

/// <summary>
/// The classes of the plan of Lào Cai with the National Children's Hospital in 2023, with the numbers of its appendix, and plausible ones since.
/// </summary>
static class DemoClasses
{
    static readonly DateOnly NoDay = new(2023, 1, 1);

    /// <summary>Classes of 2023, each for a target of the plan.</summary>
    public static readonly IReadOnlyList<DemoClass> Of2023 =
    [
        Short("Hồi sức sơ sinh tại phòng sinh", 28, new(2023, 6, 14), 2, 28, "01.9008.0008"),
        Short("Cấp cứu rối loạn nhịp ở trẻ em", 10, new(2023, 8, 9), 3, 11, ""),
        Short("Bệnh truyền nhiễm trẻ em", 30, new(2023, 10, 18), 2, 30, ""),
        Long("Cấp cứu nhi khoa cơ bản", 1, 3, 1, Payer.Unit, "01.9008.0008"),
        Long("Hồi sức tích cực nhi khoa cơ bản", 5, 3, 5, Payer.Unit, "03.9006.0006"),
        Long("Bệnh lý sơ sinh cơ bản", null, 3, 1, Payer.Unit, ""),
        Long("Hô hấp nhi khoa cơ bản", 10, 2, 10, Payer.Host, "03.9006.0006"),
        Long("Siêu âm tim nhi khoa cơ bản", 2, 3, 2, Payer.Unit, "18.9011.0011"),
        Long("Âm ngữ trị liệu", null, 1, 1, Payer.Unit, ""),
    ];

    /// <summary>Classes of the years since, told up to <paramref name="today"/>.</summary>
    public static IReadOnlyList<DemoClass> Since(DateOnly today) =>
    [
        Short("Cấp cứu sốc phản vệ ở trẻ em", null, today.AddMonths(-20), 2, 16, ""),
        Short("Hồi sức sơ sinh nâng cao", null, today.AddMonths(-8), 2, 22, "01.9008.0008"),
        Short("Thở máy không xâm nhập ở trẻ em", null, today.AddMonths(-4), 3, 12, "03.9006.0006"),
    ];

    static DemoClass Short(string name, decimal? wanted, DateOnly from, int days, int people, string techniques) =>
        new(name, wanted, ClassMode.OnSite, from, from.AddDays(days - 1), days * 2, people, Payer.Province, Paper.Attendance, techniques, days * 4, days * 4);

    static DemoClass Long(string name, decimal? wanted, int months, int people, Payer payer, string techniques)
    {
        var from = NoDay.AddMonths(5).AddDays(4);
        return new(name, wanted, ClassMode.AtHost, from, from.AddMonths(months).AddDays(-3), months * 2, people, payer, Paper.Cme, techniques, months * 40, months * 120);
    }
}
