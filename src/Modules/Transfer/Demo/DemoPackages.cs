using LienY.Contracts;

namespace LienY.Transfer;

/// <summary>A package of the demonstration: invented, but for the three that the plan of 2023 asks for.</summary>
/// <param name="Roles">Role and the word of the licence's scope by which its holder is found.</param>
/// <param name="Target">Folded words of the plan's target it serves; empty: none.</param>
/// <param name="LeftAfter">Days after the start of phase 3 after which the team is gone; null: it stays.</param>
sealed record DemoPackage(string Name, string Giver, string Receiver, string Signs, DateOnly Signed, int Months, int Ekips, (string Code, string Name)[] Techniques,
    (string Role, string Scope)[] Roles, int Required, int Alone, int Apply, int Sustain, string Target, int Rounds, int? LeftAfter = null)
{
    /// <summary>Survey signed and first gate passed.</summary>
    public DateOnly First => Signed.AddDays(14);

    /// <summary>The giver's course for the team ended.</summary>
    public DateOnly Taught => Signed.AddDays(40);

    /// <summary>Second gate passed, a fortnight after the certificates were signed.</summary>
    public DateOnly Second => Signed.AddDays(56);

    /// <summary>First day of a round of five days.</summary>
    public DateOnly Round(int number) => Second.AddDays(1 + (21 * (number - 1)));
}

/// <summary>The packages and the short list of techniques of the demonstration.</summary>
static class DemoPackages
{
    static readonly (string, string)[] Surgery = [("surgeon", "Ngoại nhi"), ("anaesthesia", "Gây mê"), ("icu", "Hồi sức")];

    /// <summary>All of them, for a day.</summary>
    public static IReadOnlyList<DemoPackage> On(DateOnly today) =>
    [
        new("Ngoại nhi cơ bản", "bv-nhi-tw", "bv-san-nhi-lao-cai", "gd.sannhi", new(2023, 5, 15), 14, 2,
            [("10.9001.0001", "Cắt ruột thừa nội soi ở trẻ em (mẫu)"), ("09.9002.0002", "Gây mê nội khí quản cho trẻ em (mẫu)"), ("01.9003.0003",
                "Hồi sức sau mổ cho trẻ em (mẫu)")],
            Surgery, 3, 3, 2, 1, "goi ngoai nhi", 3),
        new("Tai mũi họng trẻ em", "bv-nhi-tw", "bv-san-nhi-lao-cai", "gd.sannhi", new(2023, 6, 12), 14, 1,
            [("15.9004.0004", "Cắt amidan ở trẻ em (mẫu)"), ("15.9005.0005", "Đặt ống thông khí màng nhĩ (mẫu)")],
            [("surgeon", "Tai mũi họng"), ("anaesthesia", "Gây mê")], 3, 3, 2, 1, "goi tai mui hong", 2),
        new("Thông khí không xâm nhập ở trẻ em", "bv-nhi-tw", "bv-san-nhi-lao-cai", "gd.sannhi", today.AddDays(-190), 8, 1,
            [("03.9006.0006", "Thở máy không xâm nhập ở trẻ em (mẫu)")], [("operator", "Hồi sức"), ("nurse", "điều dưỡng")], 40, 10, 5, 3, "", 1),
        new("Nội soi tiêu hóa trẻ em", "bv-nhi-tw", "bvdk-than-uyen", "gd.thanuyen", today.AddDays(-260), 14, 1,
            [("03.9007.0007", "Nội soi thực quản – dạ dày ở trẻ em (mẫu)")], [("operator", "Nhi"), ("nurse", "điều dưỡng")], 40, 5, 3, 2, "", 1, 60),
    ];

    /// <summary>Techniques that hospitals do beside them, and those that the demonstration's records name, so that no row of them is unknown.</summary>
    public static readonly (string Code, string Name, string Tier, string Class)[] Others =
    [
        ("01.9008.0008", "Đặt nội khí quản cấp cứu (mẫu)", "C", "T1"), ("13.9009.0009", "Mổ lấy thai lần đầu (mẫu)", "C", "P2"), ("03.9010.0010",
            "Chiếu đèn điều trị vàng da sơ sinh (mẫu)", "D", "T3"),
        ("18.9011.0011", "Siêu âm tim trẻ em (mẫu)", "B", "T1"), ("22.9012.0012", "Truyền khối hồng cầu (mẫu)", "C", "T2"), ("02.0085.1778", "Điện tim thường", "D", ""),
        ("18.0015.0001", "Siêu âm ổ bụng", "C", ""), ("18.0119.0028", "Chụp Xquang ngực thẳng", "C", ""), ("01.1900", "Khám bệnh", "D", ""),
    ];
}
