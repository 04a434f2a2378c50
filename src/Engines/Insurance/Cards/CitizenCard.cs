namespace LienY.Insurance;

/// <summary>What the code of an identity card tells: number, old number, name, birth, sex, address and day of issue, apart by "|".</summary>
/// <param name="Number">The personal number of 12 digits, or null when it has not its form.</param>
/// <param name="OldNumber">The old identity number, or null.</param>
/// <param name="Name">Full name.</param>
/// <param name="Birth">Day of birth.</param>
/// <param name="Sex">Sex.</param>
/// <param name="Address">Address.</param>
/// <param name="Issued">Day of issue.</param>
public sealed record CitizenCard(PersonalNumber? Number, string? OldNumber, string? Name, DateOnly? Birth, Sex? Sex, string? Address, DateOnly? Issued)
{
    /// <summary>Reads the text of the code; further fields behind the seventh are left out.</summary>
    public static CardReading<CitizenCard> Read(string text)
    {
        var parts = text.Trim().Normalize().Split('|');
        var fields = new CardFields("CCCD", parts);
        if (fields.Lacks(7)) return new(null, fields.Faults);
        var number = PersonalNumber.Read(fields.Plain(0));
        if (number is null) fields.Tell("card.number", "số định danh", fields.Plain(0) ?? "");
        var sex = fields.Plain(4)?.ToUpperInvariant() switch { "NAM" => Insurance.Sex.Male, "NỮ" or "NU" => Insurance.Sex.Female, _ => (Sex?)null };
        if (sex is null) fields.Tell("card.sex", "giới tính", fields.Plain(4) ?? "");
        if (fields.Plain(2) is null) fields.Tell("card.text", "họ tên", "");
        var (birth, issued) = (fields.Day(3, "ngày sinh", "ddMMyyyy"), fields.Day(6, "ngày cấp", "ddMMyyyy"));
        return new(new(number, fields.Plain(1), fields.Plain(2), birth, sex, fields.Plain(5), issued), fields.Faults);
    }
}
