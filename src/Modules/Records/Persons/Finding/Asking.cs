using System.Globalization;
using LienY.Insurance;

namespace LienY.Records;

/// <summary>What is typed or scanned into the search box, understood: words of a name, a day or year of birth, a number or its end.</summary>
sealed record PersonQuery(string[] Words, string Birth, string Number)
{
    /// <summary>Nothing that could be searched.</summary>
    public bool IsEmpty => Words.Length == 0 && Number.Length == 0;

    /// <summary>Understands a text: words in any order, with or without marks; "1985" or "5/1/1985"; a number with four signs at least; a scanned card.</summary>
    public static PersonQuery Of(string? text)
    {
        var asked = (text ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();
        if (asked.Length > 2000) asked = asked[..2000];
        if (ScannedCard.Read(asked) is { } card) return OfCard(card);
        string birth = "", number = "", bare = "";
        var words = new List<string>();
        foreach (var part in asked.Split([' ', ',', ';', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Take(20))
        {
            var digits = part.Count(char.IsAsciiDigit);
            if (digits == 0) words.AddRange(new PersonName(part).Words);
            else if (part.Contains('/', StringComparison.Ordinal) && BirthDay.Of(part) is { Length: 8 } day) birth = day;
            else if (digits == 4 && part.Length == 4 && bare.Length == 0
                && (part.StartsWith("19", StringComparison.Ordinal) || part.StartsWith("20", StringComparison.Ordinal))) bare = part;
            else if (Numbers.Fold(part) is { Length: > 0 } folded) number += folded;
            else words.AddRange(new PersonName(part).Words);
        }
        // "1985" alone, or in a number written in groups, is a number; beside a name it is the year of birth.
        if (bare.Length > 0 && words.Count == 0) number = number.Length == 0 ? bare : Numbers.Fold(asked);
        else if (bare.Length > 0 && birth.Length == 0) birth = bare + "0000";
        return new([.. words.Distinct().Take(8)], birth, number.Length >= 4 ? Phone(number) : "");
    }

    static PersonQuery OfCard(ScannedCard card) => card.Number.Length > 0 ? new([], "", Numbers.Fold(card.Number))
        : new(new PersonName(card.Name).Words, card.Birth, "");

    // +84 912 … and 0912 … are one phone number.
    static string Phone(string number) => number.StartsWith("84", StringComparison.Ordinal) && number.Length == 11 ? "0" + number[2..] : number;
}

/// <summary>What a scanned card says of its bearer.</summary>
sealed record ScannedCard(string Number, string Name, string Birth)
{
    /// <summary>Reads the text of a QR code, of a citizen card or an insurance card; null where it is neither.</summary>
    public static ScannedCard? Read(string text)
    {
        if (text.Count(c => c == '|') < 6) return null;
        if (CitizenCard.Read(text).Card is { Number: { } number } citizen) return new(number.Text, citizen.Name ?? "", citizen.Birth is { } day
            ? day.ToString("yyyyMMdd", CultureInfo.InvariantCulture) : "");
        if (InsuranceCard.Read(text).Card is not { Number: { Length: > 0 } card } insured) return null;
        // The social insurance number is the stable part of a card; a temporary card of a newborn is only itself.
        var social = insured.Parts is { } parts && !parts.Group.StartsWith("TE", StringComparison.Ordinal) ? parts.Social : card;
        var birth = insured.Birth is { } b ? $"{b.Year:0000}{b.Month ?? 0:00}{b.Day ?? 0:00}" : "";
        return new(social, insured.Name ?? "", birth);
    }
}
