using System.Globalization;
using LienY.Contracts;

namespace LienY.People;

/// <summary>One invented human being. The same number always gives the same one.</summary>
/// <param name="Name">Full name with marks.</param>
/// <param name="Birth">yyyyMMdd.</param>
/// <param name="Personal">Twelve digits; the number of the generator stands in the last six and the province.</param>
sealed record Human(long Number, string Name, string Birth, string Sex, string Personal, string Social, string Place, string Phone, string Guardian)
{
    /// <summary>What a facility says of them.</summary>
    public PersonClaim Claim(Guid holder, string local) => new(holder, local, Name, Birth, Sex,
        [(IdentifierSystems.Personal, Personal), (IdentifierSystems.SocialInsurance, Social)], Place, "Thôn " + (Number % 40 + 1)
        .ToString(CultureInfo.InvariantCulture), Phone, Guardian);
}

/// <summary>Invents human beings with Vietnamese names in about the shares in which they are borne; nobody of them exists.</summary>
static class Humans
{
    static readonly (string Name, int Share)[] Families =
    [
        ("Nguyễn", 384), ("Trần", 121), ("Lê", 95), ("Phạm", 70), ("Huỳnh", 28), ("Hoàng", 23), ("Phan", 45), ("Vũ", 25), ("Võ", 14), ("Đặng", 21), ("Bùi", 20),
        ("Đỗ", 14), ("Hồ", 13),
        ("Ngô", 13), ("Dương", 10), ("Lý", 5), ("Đinh", 10), ("Lò", 12), ("Giàng", 8), ("Vàng", 6), ("Sùng", 5), ("Tẩn", 4), ("Danh", 4), ("Lương", 8), ("Trịnh", 7),
        ("Cao", 6), ("Mai", 6), ("Đào", 7), ("Châu", 4), ("Tạ", 3),
    ];

    static readonly string[] MaleMiddles = ["Văn", "Văn", "Văn", "Văn", "Hữu", "Đức", "Minh", "Quang", "Công", "Xuân", "Thanh", "Ngọc", "Gia", "Quốc", "A", "Đình",
        "Hoàng", "Trung", "Tuấn", "Thế"];
    static readonly string[] FemaleMiddles = ["Thị", "Thị", "Thị", "Thị", "Thị", "Ngọc", "Thanh", "Thu", "Kim", "Minh", "Thùy", "Mỹ", "Phương", "Bích", "Hồng",
        "Diệu", "Như", "Khánh", "Bảo", "Tuyết"];

    static readonly string[] MaleGivens =
    [
        "Hùng", "Dũng", "Tuấn", "Nam", "Hải", "Long", "Sơn", "Minh", "Thành", "Đức", "Quân", "Huy", "Khoa", "Phúc", "Bình", "Cường", "Thắng", "Hưng", "Việt", "An",
        "Kiên", "Trung", "Tú", "Vinh", "Quang", "Toàn", "Hiếu",
        "Duy", "Phong", "Lâm", "Tài", "Lộc", "Nghĩa", "Tâm", "Khánh", "Thái", "Đạt", "Giang", "Hòa", "Chiến", "Páo", "Sử", "Chá", "Dế", "Lử", "Phình", "Tủa", "Vừ",
        "Hoan", "Khiêm",
    ];

    static readonly string[] FemaleGivens =
    [
        "Lan", "Hương", "Hoa", "Mai", "Linh", "Trang", "Thảo", "Hà", "Hằng", "Nga", "Ngọc", "Anh", "Yến", "Phương", "Thu", "Thủy", "Hạnh", "Hiền", "Dung", "Loan",
        "Oanh", "Quyên", "Vân", "Xuân", "Tuyết", "Nhung", "Huyền",
        "My", "Châu", "Giang", "Trinh", "Diệp", "Nhi", "Như", "Uyên", "Mỹ", "Kiều", "Cúc", "Đào", "Lý", "Dở", "Sua", "Máy", "Chi", "Ánh", "Hồng", "Thúy", "Vy",
        "Bích", "Ngân",
    ];

    static readonly int Whole = Families.Sum(f => f.Share);

    /// <summary>The human being of a number.</summary>
    public static Human One(long number)
    {
        var dice = new Dice((ulong)number * 0x9E3779B97F4A7C15 + 0x1234567);
        var male = dice.Next(2) == 0;
        var name = NameOf(ref dice, male);
        var year = 1935 + dice.Next(91);
        var month = 1 + dice.Next(12);
        var day = 1 + dice.Next(DateTime.DaysInMonth(year, month));
        if (year < 1960 && dice.Next(4) == 0) (month, day) = (1, 1);
        var place = (2600 + dice.Next(1000)).ToString("00000", CultureInfo.InvariantCulture);
        var sign = (year >= 2000 ? 2 : 0) + (male ? 0 : 1);
        var personal = string.Create(CultureInfo.InvariantCulture, $"{1 + number / 1_000_000 % 96:000}{sign}{year % 100:00}{number % 1_000_000:000000}");
        var phone = string.Create(CultureInfo.InvariantCulture, $"09{10_000_000 + (long)(dice.Roll() % 90_000_000):00000000}");
        var guardian = year >= 2010 ? NameOf(ref dice, false) : "";
        return new(number, name, string.Create(CultureInfo.InvariantCulture, $"{year:0000}{month:00}{day:00}"), male ? "male" : "female", personal,
            (2_000_000_000 + number).ToString(CultureInfo.InvariantCulture), place, phone, guardian);
    }

    static string NameOf(ref Dice dice, bool male)
    {
        var at = dice.Next(Whole);
        var family = Families[^1].Name;
        foreach (var (name, share) in Families)
        {
            if ((at -= share) >= 0) continue;
            family = name;
            break;
        }
        var given = (male ? MaleGivens : FemaleGivens)[dice.Next(50)];
        var middles = male ? MaleMiddles : FemaleMiddles;
        var middle = dice.Next(10) switch
        {
            0 => "",
            < 8 => middles[dice.Next(middles.Length)] + " ",
            _ => middles[dice.Next(middles.Length)] + " " + (male ? MaleGivens : FemaleGivens)[dice.Next(50)] + " ",
        };
        return $"{family} {middle}{given}";
    }
}

/// <summary>Chance that always falls the same (SplitMix64).</summary>
struct Dice(ulong seed)
{
    ulong state = seed;

    /// <summary>64 bits.</summary>
    public ulong Roll()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }

    /// <summary>0 to one below.</summary>
    public int Next(int below) => (int)(Roll() % (ulong)below);
}
