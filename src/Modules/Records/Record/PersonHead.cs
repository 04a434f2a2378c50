using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Who the record is about, as far as the reader may know.</summary>
/// <param name="Name">Empty where only a record without identity may be seen.</param>
/// <param name="Birth">yyyy, yyyy-MM or yyyy-MM-dd.</param>
/// <param name="Numbers">Kind of number with the number, all but its last four characters hidden.</param>
sealed record PersonHead(string Name, string Birth, int? Age, string Sex, IReadOnlyList<(string Kind, string Masked)> Numbers, IReadOnlyList<string> Allergies)
{
    /// <summary>From the newest patient that may be known; else from one without identity; empty where none is seen.</summary>
    public static PersonHead Of(IReadOnlyList<SeenRow> rows, DateOnly today)
    {
        var allergies = rows.Where(r => r is { Type: "AllergyIntolerance", Body: not null }).Select(r => RecordLine.Of(r).Title).Distinct().ToList();
        var patients = rows.Where(r => r is { Type: "Patient", Body: not null }).OrderByDescending(r => r.IsIdentified).ThenByDescending(r => r.Occurred).ToList();
        if (patients.Count == 0) return new("", "", null, "unknown", [], allergies);
        using var json = JsonDocument.Parse(patients[0].Body!);
        var e = json.RootElement;
        var numbers = new HashSet<(string, string)>();
        foreach (var row in patients.Where(p => p.IsIdentified))
        {
            using var other = JsonDocument.Parse(row.Body!);
            foreach (var number in other.RootElement.All("identifier"))
                if (KindOf(number.Text("system")) is { } kind) numbers.Add((kind, Masked(number.Text("value"))));
        }
        var birth = e.Text("birthDate");
        return new(e.Name(), birth, AgeOf(birth, today), e.Text("gender"), [.. numbers], allergies);
    }

    static string? KindOf(string system) => system switch
    {
        IdentifierSystems.Personal => Words.Key("Số định danh"),
        IdentifierSystems.OldCard => Words.Key("CMND"),
        IdentifierSystems.InsuranceCard => Words.Key("Thẻ BHYT"),
        IdentifierSystems.Passport => Words.Key("Hộ chiếu"),
        _ => null,
    };

    /// <summary>All but the last four characters hidden.</summary>
    public static string Masked(string number) => number.Length <= 4 ? new('•', number.Length) : new string('•', Math.Min(number.Length - 4, 8)) + number[^4..];

    static int? AgeOf(string birth, DateOnly today)
    {
        if (birth.Length < 4 || !int.TryParse(birth.AsSpan(0, 4), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
            out var year)) return null;
        var age = today.Year - year;
        return birth.Length == 10 && Say.TryDay(birth, out var day) && (today.Month, today.Day).CompareTo((day.Month, day.Day)) < 0 ? age - 1 : age;
    }
}
