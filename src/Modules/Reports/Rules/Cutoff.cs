namespace LienY.Reports;

/// <summary>A dated rule of law: when periods of a cadence close and how many working days later the report is due.</summary>
sealed class Cutoff
{
    /// <summary>Stable name of the rule.</summary>
    public required string Code { get; init; }

    /// <summary>The text of law that closes the period, as a document cites it; empty where the plan itself decides.</summary>
    public required string Law { get; init; }

    /// <summary>The text of law that moves a due day off a day of rest.</summary>
    public required string DueLaw { get; init; }

    /// <summary>The cadence it rules.</summary>
    public required Cadence Cadence { get; init; }

    /// <summary>Months in which a period ends, e.g. "6 12"; empty where the plan's own days decide.</summary>
    public required string Ends { get; init; }

    /// <summary>Day of the month on which it ends.</summary>
    public required int EndDay { get; init; }

    /// <summary>Length in months.</summary>
    public required int Months { get; init; }

    /// <summary>Working days from the close of data to the due day.</summary>
    public required int SendWorkdays { get; init; }

    /// <summary>What its periods follow: <c>decree</c> (15th to 14th) or <c>calendar</c>.</summary>
    public string Basis { get; init; } = "decree";

    /// <summary>First day of validity.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day of validity, null while it holds.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>It holds on this day.</summary>
    public bool Holds(DateOnly day) => ValidFrom <= day && (ValidTo is not { } to || day <= to);

    /// <summary>A period ends in this month.</summary>
    public bool EndsIn(int month) => Ends.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(month.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>A day off, or a day of the weekend that is worked in exchange.</summary>
sealed class Holiday
{
    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Off; false where a weekend day is worked.</summary>
    public required bool IsOff { get; init; }
}
