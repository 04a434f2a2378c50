using System.Globalization;

namespace LienY.Insurance;

/// <summary>An invented person: the name is put together by chance, the identifiers begin with a province that does not exist (999, 99).</summary>
sealed record Person(string Name, bool IsMale, DateOnly Birth, string Number, string? Card, string Commune)
{
    static readonly string[] Families = ["Nguyễn", "Trần", "Lò", "Vàng", "Lê", "Hoàng", "Giàng", "Phạm", "Đèo", "Tẩn"];
    static readonly string[] Men = ["Văn Thử", "Minh Mẫu", "A Giả", "Đức Ví Dụ", "Quang Phỏng"];
    static readonly string[] Women = ["Thị Thử", "Thị Mẫu", "Thu Giả", "Ngọc Ví", "Mai Phỏng"];

    public static Person Make(Random chance, DateOnly visit, bool? male, int youngest, int oldest)
    {
        var isMale = male ?? chance.Next(2) == 0;
        var birth = visit.AddYears(-chance.Next(youngest, oldest + 1)).AddDays(-chance.Next(1, 360));
        var name = $"{Families[chance.Next(Families.Length)]} {(isMale ? Men : Women)[chance.Next(5)]}";
        var sex = (birth.Year / 100 - 19) * 2 + (isMale ? 0 : 1);
        var number = string.Create(CultureInfo.InvariantCulture, $"999{sex}{birth.Year % 100:00}{chance.Next(1_000_000):000000}");
        var group = birth.AddYears(6) > visit ? "TE1" : "GD4";
        var card = chance.Next(100) < 85 ? string.Create(CultureInfo.InvariantCulture, $"{group}9999{chance.Next(100_000_000):00000000}") : null;
        return new(name, isMale, birth, number, card, string.Create(CultureInfo.InvariantCulture, $"99{chance.Next(1000):000}"));
    }
}
