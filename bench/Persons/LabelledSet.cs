using System.Globalization;
using System.Text;
using LienY.Contracts;

namespace LienY.People;

/// <summary>A description to be matched, and who it truly is.</summary>
/// <param name="Truth">Number of the human being; -1: nobody who is stored.</param>
/// <param name="Case">What makes it hard.</param>
sealed record Probe(long Truth, string Case, PersonClaim Claim);

/// <summary>
/// A labelled set for matching: human beings as stored and descriptions of them or of others who look alike: twins, namesakes of one day in one commune,
/// slips of the finger, father and son with one card, exchanged day and month, numbers issued anew, names without marks or middle name.
/// </summary>
static class LabelledSet
{
    /// <summary>Who is stored: ordinary people, and those who look like them.</summary>
    public static IEnumerable<Human> Stored(int count)
    {
        for (var n = 0; n < count; n++)
        {
            var one = Humans.One(n);
            yield return one;
            if (n % 10 == 0) yield return Twin(one);
            if (n % 10 == 1) yield return Namesake(one);
            if (n % 10 == 2) yield return Son(one);
        }
    }

    /// <summary>What is asked about the stored ones.</summary>
    public static IEnumerable<Probe> Probes(int count)
    {
        for (var n = 0; n < count; n++)
        {
            var one = Humans.One(n);
            yield return new(n, "same", Of(one));
            yield return new(n, "without marks", Of(one) with { Name = Plain(one.Name) });
            yield return new(n, "without numbers", Of(one) with { Identifiers = [] });
            yield return new(n, "day and month exchanged", Of(one) with { BirthDay = one.Birth[..4] + one.Birth[6..] + one.Birth[4..6] });
            yield return new(n, "middle name missing", Of(one) with { Name = one.Name.Split(' ')[0] + " " + one.Name.Split(' ')[^1] });
            yield return new(n, "letter wrong", Of(one) with { Name = Slip(one.Name, n) });
            yield return new(n, "digit of the number wrong", Of(one) with { Identifiers = [(IdentifierSystems.Personal, SlipDigit(one.Personal, n))] });
            yield return new(n, "1 January", Of(one) with { BirthDay = one.Birth[..4] + "0101", Identifiers = [(IdentifierSystems.SocialInsurance, one.Social)] });
            yield return new(-1, "stranger", Of(Humans.One(n + 50_000_000)));
            if (n % 10 == 0)
            {
                yield return new(Twin(one).Number, "twin", Of(Twin(one)));
                yield return new(Twin(one).Number, "twin without numbers", Of(Twin(one)) with { Identifiers = [] });
                yield return new(Twin(one).Number, "twin with the other's card", Of(Twin(one)) with { Identifiers = [(IdentifierSystems.Personal, one.Personal)] });
            }
            if (n % 10 == 1)
            {
                yield return new(Namesake(one).Number, "namesake", Of(Namesake(one)));
                yield return new(Namesake(one).Number, "namesake without numbers", Of(Namesake(one)) with { Identifiers = [] });
            }
            if (n % 10 == 2) yield return new(Son(one).Number, "son with his father's card",
                Of(Son(one)) with { Identifiers = [(IdentifierSystems.SocialInsurance, one.Social)] });
            // The number of somebody stored was cancelled there long ago and now belongs to another.
            if (n % 10 == 3) yield return new(-1, "number issued anew",
                Of(Humans.One(n + 60_000_000)) with { Identifiers = [(IdentifierSystems.Personal, one.Personal)] });
        }
    }

    static PersonClaim Of(Human human) => human.Claim(Guid.Empty, "");

    static Human Twin(Human one) => one with
    {
        Number = one.Number + 10_000_000,
        Name = one.Name[..(one.Name.LastIndexOf(' ') + 1)] + (one.Name.EndsWith("An", StringComparison.Ordinal) ? "Bình" : one.Sex == "male" ? "An" : "Ân"),
        Personal = one.Personal[..^1] + (char)('0' + (one.Personal[^1] - '0' + 1) % 10),
        Social = (long.Parse(one.Social, CultureInfo.InvariantCulture) + 1_000_000_000).ToString(CultureInfo.InvariantCulture),
    };

    static Human Namesake(Human one)
    {
        var other = Humans.One(one.Number + 20_000_000);
        return one with { Number = other.Number, Personal = other.Personal, Social = other.Social, Phone = other.Phone, Guardian = other.Guardian };
    }

    static Human Son(Human one)
    {
        var other = Humans.One(one.Number + 30_000_000);
        var year = Math.Min(2025, int.Parse(one.Birth[..4], CultureInfo.InvariantCulture) + 27);
        return one with { Number = other.Number, Birth = year.ToString(CultureInfo.InvariantCulture) + "0615", Personal = other.Personal, Social = other.Social };
    }

    static string Slip(string name, int n)
    {
        var at = 1 + n % (name.Length - 1);
        return name[at] == ' ' ? name : name[..at] + (char)('a' + n % 26) + name[(at + 1)..];
    }

    static string SlipDigit(string number, int n)
    {
        var at = n % number.Length;
        return number[..at] + (char)('0' + (number[at] - '0' + 3) % 10) + number[(at + 1)..];
    }

    /// <summary>The name as it is typed without marks.</summary>
    public static string Plain(string name) => string.Concat(name.Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)).Replace('đ', 'd').Replace('Đ', 'D');
}
