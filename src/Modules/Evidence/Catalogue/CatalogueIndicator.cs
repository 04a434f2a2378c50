using System.Security.Cryptography;
using System.Text;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Where the figure of an indicator of the catalogue comes from.</summary>
enum IndicatorKind
{
    /// <summary>Computed by its formulas.</summary>
    Formula,

    /// <summary>An official figure that somebody publishes; entered with its document.</summary>
    Official,
}

/// <summary>Which way an indicator should go.</summary>
enum Direction
{
    /// <summary>More is better.</summary>
    Higher,

    /// <summary>Less is better.</summary>
    Lower,

    /// <summary>Neither.</summary>
    Neither,
}

/// <summary>An indicator of the catalogue over all its versions; formulas name it by code: <c>N{code}</c>.</summary>
sealed class CatalogueIndicator : IVersioned
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>Letters, digits, dot, dash and underscore; never changes.</summary>
    public required string Code { get; init; }

    /// <summary>Eleven characters as DHIS2 writes ids.</summary>
    public required string Uid { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public int Version { get; set; } = 1;

    /// <summary>The uid of an indicator that brings none: the same for the same code, everywhere.</summary>
    public static string UidOf(string code)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("indicator/" + code));
        return new([.. hash.Take(11).Select((b, i) => letters[b % (i == 0 ? 52 : 62)])]);
    }

    /// <summary>True for a code that a formula can name.</summary>
    public static bool IsCode(string text) =>
        text.Length is > 0 and <= 60 && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}

/// <summary>One version of an indicator. A draft may change; once published it never does, so that a figure can say by which version it was made.</summary>
sealed class IndicatorVersion : IVersioned
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public required Guid IndicatorId { get; init; }

    /// <summary>1, 2, 3 … for the indicator.</summary>
    public required int Number { get; init; }

    /// <summary>Null while it is a draft.</summary>
    public DateTimeOffset? PublishedAt { get; set; }
    public string? PublishedBy { get; set; }
    public IndicatorKind Kind { get; set; }
    public string Name { get; set; } = "";
    public string NameEn { get; set; } = "";
    public string NameZh { get; set; } = "";
    public string Definition { get; set; } = "";
    public string Unit { get; set; } = "";

    /// <summary>Heading in the catalogue.</summary>
    public string Topic { get; set; } = "";
    public Direction Direction { get; set; }
    public string Numerator { get; set; } = "";

    /// <summary>Empty where nothing is divided.</summary>
    public string Denominator { get; set; } = "";

    /// <summary>The quotient is multiplied by this: 100, 1.000, 10.000, 100.000.</summary>
    public decimal Factor { get; set; } = 1;

    /// <summary>Times 365 by the days of the period.</summary>
    public bool IsAnnualised { get; set; }
    public MissingPolicy Missing { get; set; }

    /// <summary>Digits shown after the comma; computing never rounds.</summary>
    public int Decimals { get; set; } = 2;

    /// <summary>What to know when adding it over units and time.</summary>
    public string Aggregation { get; set; } = "";

    /// <summary>Who publishes or reports it.</summary>
    public string Source { get; set; } = "";
    public string LawNumber { get; set; } = "";
    public DateOnly? LawDate { get; set; }
    public string LawClause { get; set; } = "";
    public DateOnly ValidFrom { get; set; }

    /// <summary>Last day; null while it goes on or until the next version begins.</summary>
    public DateOnly? ValidTo { get; set; }
    public Guid? AuthorId { get; set; }
    public required string Author { get; set; }
    public required DateTimeOffset MadeAt { get; set; }
    public string Note { get; set; } = "";
    public string Folded { get; set; } = "";
    public int Version { get; set; } = 1;

    public bool IsDraft => PublishedAt is null;

    /// <summary>Name in a language of the house; Vietnamese where there is no other.</summary>
    public string In(string language) => language switch { "en" when NameEn.Length > 0 => NameEn, "zh" when NameZh.Length > 0 => NameZh, _ => Name };

    /// <summary>What is divided: the formula, or the latest official figure of the unit itself within two years.</summary>
    public string NumeratorText => Kind == IndicatorKind.Formula ? Numerator : $"last(E{{{Kinds.Value}; topic={IndicatorId}; unit=this}}).window(24 months)";

    /// <summary>The law in one line, "" where none is known for sure.</summary>
    public string Law => LawNumber.Length == 0 ? "" : LawNumber + (LawDate is { } day ? $" ({Say.Day(day)})" : "") + (LawClause.Length == 0 ? "" : ", " + LawClause);

    /// <summary>What the search looks at.</summary>
    public void FoldWords(string code) => Folded = Fold.Of($"{code} {Name} {NameEn} {NameZh} {Unit} {Topic} {LawNumber} {Source}");
}

/// <summary>A calculation that an author wrote down: with these values the indicator must give this result. Run at each edit.</summary>
sealed class IndicatorCase
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public required Guid IndicatorId { get; init; }
    public required int Place { get; init; }
    public required string Name { get; init; }

    /// <summary>Values by item as people write them, one a line: <c>#{BCG} = 40</c>; several: <c>= 3; 4; 5</c>; a missing item is left out.</summary>
    public required string Given { get; init; }

    /// <summary>Days of the period.</summary>
    public required int Days { get; init; }

    /// <summary>Null: no value.</summary>
    public decimal? Expected { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
}
