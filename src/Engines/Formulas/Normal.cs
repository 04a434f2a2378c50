namespace LienY.Formulas;

/// <summary>The normal distribution, about 14 digits; mean and deviation come from the samples of the first argument where they are not given.</summary>
static class Normal
{
    public static FormulaValue Of(Node[] arguments, ref Run run, Func<double, double> standard)
    {
        var x = run.Number(arguments[0]);
        var mean = arguments.Length > 1 ? run.Number(arguments[1]) : Samples.Average(arguments[0], ref run).AsNumber;
        var deviation = arguments.Length > 2 ? run.Number(arguments[2]) : Samples.Deviation(arguments[0], ref run).AsNumber;
        if (x is not { } at || mean is not { } middle || deviation is not { } width) return default;
        if (width <= 0) return run.Broken();
        var z = ((double)at - (double)middle) / (double)width;
        return Functions.OfDouble(standard == Density ? Density(z) / (double)width : standard(z), ref run);
    }

    public static bool Is(Function function) => function.Name.StartsWith("norm", StringComparison.Ordinal);

    /// <summary>Height of the standard bell at <paramref name="z"/>.</summary>
    public static readonly Func<double, double> Density = z => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Share of the standard bell left of <paramref name="z"/>: a power series near the middle, a continued fraction in the tails.</summary>
    public static readonly Func<double, double> Cumulative = z =>
    {
        if (Math.Abs(z) > 3) return z > 0 ? 1 - Tail(z) : Tail(-z);
        var (sum, term) = (z, z);
        for (var i = 3; Math.Abs(term) > 1e-18; i += 2) sum += term = term * z * z / i;
        return 0.5 + sum * Density(z);
    };

    static double Tail(double z)
    {
        var fraction = z;
        for (var i = 200; i > 0; i--) fraction = z + i / fraction;
        return Density(z) / fraction;
    }
}
