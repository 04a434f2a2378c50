using System.Globalization;

namespace LienY.Insurance;

/// <summary>What the code of a health insurance card tells: thirteen fields apart by "|", names and address as hex of UTF-8, "-" for nothing.</summary>
public sealed record InsuranceCard
{
    /// <summary>Card number as printed: 15 characters, or the ten digits of newer cards.</summary>
    public string? Number { get; init; }

    /// <summary>The card number taken apart, when it has 15 characters.</summary>
    public InsuranceNumber? Parts { get; init; }

    /// <summary>Full name.</summary>
    public string? Name { get; init; }

    /// <summary>Birth; old cards tell the year alone.</summary>
    public PartialDay? Birth { get; init; }

    /// <summary>Sex.</summary>
    public Sex? Sex { get; init; }

    /// <summary>Address.</summary>
    public string? Address { get; init; }

    /// <summary>Facility of first registration, five characters ("01 - 001" is 01001).</summary>
    public string? Facility { get; init; }

    /// <summary>First day of validity.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of validity.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Day of issue.</summary>
    public DateOnly? Issued { get; init; }

    /// <summary>Code under which the insurance manages the person.</summary>
    public string? Managed { get; init; }

    /// <summary>Father, mother or guardian.</summary>
    public string? Parent { get; init; }

    /// <summary>Code of the area of living.</summary>
    public string? Area { get; init; }

    /// <summary>Day on which five years in a row are full.</summary>
    public DateOnly? FiveYears { get; init; }

    /// <summary>Reads the text of the code; what stands behind the thirteenth field is left out.</summary>
    public static CardReading<InsuranceCard> Read(string text)
    {
        var fields = new CardFields("BHYT", text.Trim().TrimEnd('$').Split('|'));
        if (fields.Lacks(13)) return new(null, fields.Faults);
        var number = fields.Plain(0)?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        var parts = InsuranceNumber.Read(number);
        if (parts is null && !(number is { Length: 10 } && number.All(char.IsAsciiDigit))) fields.Tell("card.number", "số thẻ", number ?? "");
        var sex = fields.Plain(3) switch { "1" => Insurance.Sex.Male, "2" => Insurance.Sex.Female, _ => (Sex?)null };
        if (sex is null) fields.Tell("card.sex", "giới tính", fields.Plain(3) ?? "");
        var card = new InsuranceCard
        {
            Number = number,
            Parts = parts,
            Name = fields.Hex(1, "họ tên"),
            Birth = BirthOf(fields),
            Sex = sex,
            Address = fields.Hex(4, "địa chỉ"),
            Facility = fields.Plain(5)?.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal),
            From = fields.Day(6, "từ ngày", "dd/MM/yyyy"),
            To = fields.Day(7, "đến ngày", "dd/MM/yyyy"),
            Issued = fields.Day(8, "ngày cấp", "dd/MM/yyyy"),
            Managed = fields.Plain(9),
            Parent = fields.Hex(10, "cha mẹ"),
            Area = fields.Plain(11),
            FiveYears = fields.Day(12, "đủ 5 năm", "dd/MM/yyyy"),
        };
        return new(card, fields.Faults);
    }

    static PartialDay? BirthOf(CardFields fields)
    {
        if (fields.Plain(2) is { Length: 4 } year && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var alone) && alone > 1800)
            return new PartialDay(alone, null, null, null);
        return fields.Day(2, "ngày sinh", "dd/MM/yyyy") is { } day ? new PartialDay(day.Year, day.Month, day.Day, null) : null;
    }
}
