using LienY.Contracts;

namespace LienY.Evidence;

/// <summary>Where the value of an item comes from in a scene.</summary>
abstract record Answer;

/// <summary>A number that is known without looking (constants, sizes of groups).</summary>
sealed record Fixed(decimal Value) : Answer;

/// <summary>Another indicator, in its own scene.</summary>
sealed record Deeper(IndicatorVersion Indicator, Scene Scene) : Answer;

/// <summary>One look into the ledger.</summary>
sealed record Looked(Look Look) : Answer;

/// <summary>Reports against those expected; <paramref name="Actual"/> is null where only the expected number is asked for.</summary>
/// <param name="IsRate">Percent; else the number of reports.</param>
sealed record Rated(Look? Actual, Expectation? Expected, bool IsRate) : Answer;
