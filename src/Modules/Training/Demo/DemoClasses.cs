namespace LienY.Training;

/// <summary>A class of the demonstration.</summary>
/// <param name="People">How many passed.</param>
sealed record DemoClass(string Name, ClassMode Mode, DateOnly From, DateOnly To, int Sessions, int People, Payer Payer, Paper Paper,
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
        Short("Hồi sức sơ sinh tại phòng sinh", new(2023, 6, 14), 2, 28, "01.9008.0008"),
        Short("Cấp cứu rối loạn nhịp ở trẻ em", new(2023, 8, 9), 3, 11, ""),
        Short("Bệnh truyền nhiễm trẻ em", new(2023, 10, 18), 2, 30, ""),
        Long("Cấp cứu nhi khoa cơ bản", 3, 1, Payer.Unit, "01.9008.0008"),
        Long("Hồi sức tích cực nhi khoa cơ bản", 3, 5, Payer.Unit, "03.9006.0006"),
        Long("Bệnh lý sơ sinh cơ bản", 3, 1, Payer.Unit, ""),
        Long("Hô hấp nhi khoa cơ bản", 2, 10, Payer.Host, "03.9006.0006"),
        Long("Siêu âm tim nhi khoa cơ bản", 3, 2, Payer.Unit, "18.9011.0011"),
        Long("Âm ngữ trị liệu", 1, 1, Payer.Unit, ""),
    ];

    /// <summary>Classes of the years since, told up to <paramref name="today"/>.</summary>
    public static IReadOnlyList<DemoClass> Since(DateOnly today) =>
    [
        Short("Cấp cứu sốc phản vệ ở trẻ em", today.AddMonths(-20), 2, 16, ""),
        Short("Hồi sức sơ sinh nâng cao", today.AddMonths(-8), 2, 22, "01.9008.0008"),
        Short("Thở máy không xâm nhập ở trẻ em", today.AddMonths(-4), 3, 12, "03.9006.0006"),
    ];

    static DemoClass Short(string name, DateOnly from, int days, int people, string techniques) =>
        new(name, ClassMode.OnSite, from, from.AddDays(days - 1), days * 2, people, Payer.Province, Paper.Attendance, techniques, days * 4, days * 4);

    static DemoClass Long(string name, int months, int people, Payer payer, string techniques)
    {
        var from = NoDay.AddMonths(5).AddDays(4);
        return new(name, ClassMode.AtHost, from, from.AddMonths(months).AddDays(-3), months * 2, people, payer, Paper.Cme, techniques, months * 40, months * 120);
    }
}
