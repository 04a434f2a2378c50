namespace LienY.Insurance;

/// <summary>
/// A health insurance card of 15 characters: two letters of the group, a digit of benefit (1 to 5), two of the province, ten of the social insurance
/// number. The temporary card of a newborn (TE1, province, ten digits) has the same form.
/// </summary>
/// <param name="Group">Two letters, as DN, HT, TE.</param>
/// <param name="Benefit">1 to 5.</param>
/// <param name="Province">Two digits.</param>
/// <param name="Social">Ten digits.</param>
public sealed record InsuranceNumber(string Group, int Benefit, string Province, string Social)
{
    /// <summary>The whole card number.</summary>
    public string Text => $"{Group}{Benefit}{Province}{Social}";

    /// <summary>Whether army, police or cipher service issued it: some checks leave such cards out.</summary>
    public bool IsOfForces => IsForces(Text);

    /// <summary>Reads a card number (small letters and spaces are forgiven); null when it has not the form.</summary>
    public static InsuranceNumber? Read(string? text)
    {
        var plain = text?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return plain is not null && IsCard(plain) ? new(plain[..2], plain[2] - '0', plain[3..5], plain[5..]) : null;
    }

    internal static bool IsCard(ReadOnlySpan<char> text)
    {
        if (text.Length != 15 || !char.IsAsciiLetterUpper(text[0]) || !char.IsAsciiLetterUpper(text[1]) || text[2] is < '1' or > '5') return false;
        foreach (var letter in text[3..]) if (!char.IsAsciiDigit(letter)) return false;
        return true;
    }

    internal static bool IsForces(ReadOnlySpan<char> text) => text.StartsWith("CA") || text.StartsWith("QN") || text.StartsWith("CY");
}

/// <summary>
/// The personal number of 12 digits: three of the province of birth registration, one of sex and century, two of the year, six of chance. It has no
/// check digit; numbers are cancelled and issued anew.
/// </summary>
/// <param name="Text">The 12 digits.</param>
public sealed record PersonalNumber(string Text)
{
    /// <summary>Province of registration (old list of 63), three digits.</summary>
    public string Province => Text[..3];

    /// <summary>Even sex digit: male.</summary>
    public bool IsMale => (Text[3] - '0') % 2 == 0;

    /// <summary>19 for the 20th century, 20 for the 21st and so on.</summary>
    public int Century => 19 + (Text[3] - '0') / 2;

    /// <summary>Year of birth as the number tells it.</summary>
    public int YearOfBirth => Century * 100 + (Text[4] - '0') * 10 + Text[5] - '0';

    /// <summary>Reads a number; null when it is not 12 digits.</summary>
    public static PersonalNumber? Read(string? text)
    {
        if (text is not { Length: 12 }) return null;
        foreach (var letter in text) if (!char.IsAsciiDigit(letter)) return null;
        return new(text);
    }
}
