namespace LienY.Formulas;

/// <summary>Where a formula gets its figures from: one unit, one window of days.</summary>
public interface IFigures
{
    /// <summary>Value of an item (one of <see cref="Formula.Items"/>, the same object); null where there is none.</summary>
    decimal? Of(FormulaItem item);

    /// <summary>Value of an item whose element holds words, a day (yyyy-MM-dd) or <c>true</c>/<c>false</c>; null where it holds a number or nothing.</summary>
    string? TextOf(FormulaItem item) => null;

    /// <summary>Days in the period asked for, for <c>[days]</c>.</summary>
    int Days { get; }

    /// <summary>Number of the period in its year from 1, for <c>[periodInYear]</c>; 0 where unknown.</summary>
    int PeriodInYear => 0;

    /// <summary>How many such periods a year has, for <c>[yearlyPeriodCount]</c>; 0 where unknown.</summary>
    int YearlyPeriodCount => 0;

    /// <summary>How many earlier periods (samples) there are for avg, stddev … of a prediction.</summary>
    int SampleCount => 0;

    /// <summary>Value of an item in a sample, 0 to <see cref="SampleCount"/> - 1; null where there is none.</summary>
    decimal? Of(FormulaItem item, int sample) => null;

    /// <summary>Is the unit in this group, for <c>orgUnit.group(…)</c>.</summary>
    bool InGroup(string group) => false;

    /// <summary>Does the unit stand below this one, for <c>orgUnit.ancestor(…)</c>.</summary>
    bool IsAncestor(string unit) => false;

    /// <summary>Does the unit report this data set, for <c>orgUnit.dataSet(…)</c>.</summary>
    bool InSet(string set) => false;

    /// <summary>Does the unit take part in this program, for <c>orgUnit.program(…)</c>.</summary>
    bool InProgram(string program) => false;
}

/// <summary>When missing items make the whole value missing.</summary>
public enum MissingPolicy
{
    /// <summary>No value where every item is missing; else a missing item counts 0.</summary>
    SkipIfAllMissing,

    /// <summary>No value where any item is missing.</summary>
    SkipIfAnyMissing,

    /// <summary>A missing item counts 0, and no value at the end is 0.</summary>
    NeverSkip,
}
