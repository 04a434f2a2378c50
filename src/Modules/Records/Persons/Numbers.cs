using LienY.Contracts;

namespace LienY.Records;

/// <summary>A number with its system, as compared: capitals and digits only.</summary>
sealed record PersonNumber(string System, string Value, string Folded)
{
    /// <summary>Numbers by which a person may be linked without asking anybody: the personal number and the social insurance number.</summary>
    public bool IsVerified => System is IdentifierSystems.Personal or IdentifierSystems.SocialInsurance;

    /// <summary>What of it may stand in a list: its last four characters.</summary>
    public string Masked => System == IdentifierSystems.Temporary ? Value : Mask(Value);

    /// <summary>The last four characters of a number.</summary>
    public static string Mask(string value) => value.Length <= 4 ? "••••" : "••••" + value[^4..];
}

/// <summary>Reads the numbers of a claim. There is no check digit in any of them; only what nobody can have is left out.</summary>
static class Numbers
{
    /// <summary>Capitals and digits of a number, at most 40.</summary>
    public static string Fold(string? value)
    {
        var folded = string.Concat((value ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return folded.Length > 40 ? folded[..40] : folded;
    }

    /// <summary>The numbers of a claim, each once; an insurance card brings its social insurance number, a temporary card of a newborn does not.</summary>
    public static IReadOnlyList<PersonNumber> Of(IReadOnlyList<(string System, string Value)> said)
    {
        var found = new List<PersonNumber>(said.Count + 1);
        foreach (var (system, value) in said)
        {
            if (string.IsNullOrWhiteSpace(system) || system.Length > 200 || system.Any(c => char.IsControl(c) || char.IsSurrogate(c))) continue;
            foreach (var one in value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var number = Read(system, one);
                if (number is null) continue;
                Add(found, number);
                if (number.System == IdentifierSystems.InsuranceCard && Social(number.Folded) is { } social) Add(found, social);
            }
        }
        return found;
    }

    static void Add(List<PersonNumber> found, PersonNumber number)
    {
        if (!found.Any(f => f.System == number.System && f.Folded == number.Folded)) found.Add(number);
    }

    static PersonNumber? Read(string system, string value)
    {
        var folded = Fold(value);
        if (folded.Length == 0 || IsFiller(folded)) return null;
        // A nine-digit card in the field of the personal number is the old card; what is neither is kept as a number nobody links by.
        if (system == IdentifierSystems.Personal && !IsPersonal(folded))
            system = folded.Length == 9 && folded.All(char.IsAsciiDigit) ? IdentifierSystems.OldCard : IdentifierSystems.Passport;
        if (system == IdentifierSystems.InsuranceCard && folded.Length == 10 && folded.All(char.IsAsciiDigit)) system = IdentifierSystems.SocialInsurance;
        if (system == IdentifierSystems.SocialInsurance && !(folded.Length == 10 && folded.All(char.IsAsciiDigit))) return null;
        var shown = string.Concat(value.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)));
        return new(system, shown.Length > 60 ? shown[..60] : shown, folded);
    }

    /// <summary>Twelve digits that somebody can have.</summary>
    public static bool IsPersonal(string folded) => folded.Length == 12 && folded.All(char.IsAsciiDigit) && !IsFiller(folded);

    // What clerks type where a field must be filled.
    static bool IsFiller(string folded) => folded.Length >= 6
        && (folded.Distinct().Count() == 1 || "123456789012345".StartsWith(folded, StringComparison.Ordinal) || folded == "0123456789");

    static PersonNumber? Social(string card) =>
        card.Length == 15 && !card.StartsWith("TE", StringComparison.Ordinal) && card[5..].All(char.IsAsciiDigit) && !IsFiller(card[5..])
            ? new(IdentifierSystems.SocialInsurance, card[5..], card[5..]) : null;

    /// <summary>Digits of a phone number in the domestic form; empty where it is none.</summary>
    public static string Phone(string? phone)
    {
        var digits = string.Concat((phone ?? "").Where(char.IsAsciiDigit));
        if (digits.StartsWith("84", StringComparison.Ordinal) && digits.Length is 11 or 12) digits = "0" + digits[2..];
        return digits.Length is >= 8 and <= 15 && !IsFiller(digits) ? digits : "";
    }
}
