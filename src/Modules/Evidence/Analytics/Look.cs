namespace LienY.Evidence;

/// <summary>One look into the ledger: which series, narrowed how, over which days, added up how.</summary>
/// <param name="Below">Unit asked, with everything below it.</param>
/// <param name="Only">Only this unit itself; null: everything below.</param>
/// <param name="Filter">Dimensions that must match; a null value must be missing.</param>
sealed record Look(SeriesName Series, How How, Source Source, Guid Below, Guid? Only, string Filter, IReadOnlyList<(string Name, string? Value)> Dims, DateOnly From, DateOnly To, DateOnly? Known)
{
    /// <summary>Figures of longer periods count too: the window is only a part of the one asked for.</summary>
    public bool AnyLength { get; init; }

    /// <summary>First day that has to be loaded.</summary>
    public DateOnly First => How.LooksBack() ? HalfMonth.Of(To.AddYears(-Hows.Back)) : From;

    /// <summary>Last day that has to be loaded: a year's figure stands at its end.</summary>
    public DateOnly Last => How.TakesLonger() && Series.Kind == Contracts.DataFacts.Value ? new(To.Year, 12, 31) : To;

    /// <summary>The look by its content, for remembering what was read.</summary>
    public (SeriesName, How, Guid, Guid?, string, DateOnly, DateOnly, DateOnly?) Key => (Series, How, Below, Only, Filter, From, To, Known);

    public bool Equals(Look? other) => other is not null && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode();

    public static Look Of(SeriesName series, How how, Guid below, Guid? only, IReadOnlyList<(string Name, string? Value)> dims, (DateOnly From, DateOnly To) window, DateOnly? known) =>
        new(series, how, known is not null ? Source.Facts : only is not null && how.Needs() == Source.Sums ? Source.Units : how.Needs(), below, only,
            string.Join(';', dims.Select(d => d.Name + "=" + (d.Value ?? "\0"))), dims, window.From, window.To, known);
}

/// <summary>What a look found.</summary>
readonly record struct Amount(decimal? Value, int Facts, Kernel.Grade? Weakest)
{
    public static readonly Amount Nothing = new(null, 0, null);
}
