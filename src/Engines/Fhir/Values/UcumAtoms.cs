using System.Collections.Frozen;

namespace LienY.Fhir;

/// <summary>The atoms and prefixes of UCUM that medicine uses.</summary>
static class UcumAtoms
{
    /// <summary>Base units of the canonical form; those after mol are kinds of their own that nothing converts into.</summary>
    public static readonly string[] Bases = ["g", "m", "s", "K", "C", "cd", "mol", "[iU]", "osm", "eq", "[arb'U]", "[pH]", "B", "rad", "[CFU]"];

    static readonly FrozenDictionary<string, double> prefixes = new Dictionary<string, double>
    {
        ["Y"] = 1e24,
        ["Z"] = 1e21,
        ["E"] = 1e18,
        ["P"] = 1e15,
        ["T"] = 1e12,
        ["G"] = 1e9,
        ["M"] = 1e6,
        ["k"] = 1e3,
        ["h"] = 1e2,
        ["da"] = 1e1,
        ["d"] = 1e-1,
        ["c"] = 1e-2,
        ["m"] = 1e-3,
        ["u"] = 1e-6,
        ["n"] = 1e-9,
        ["p"] = 1e-12,
        ["f"] = 1e-15,
        ["a"] = 1e-18,
        ["z"] = 1e-21,
        ["y"] = 1e-24,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Atoms that take prefixes.</summary>
    static readonly FrozenDictionary<string, Measure> metric = new Dictionary<string, Measure>
    {
        ["g"] = Of(1, 0, 1),
        ["m"] = Of(1, 1, 1),
        ["s"] = Of(1, 2, 1),
        ["K"] = Of(1, 3, 1),
        ["C"] = Of(1, 4, 1),
        ["cd"] = Of(1, 5, 1),
        ["mol"] = Of(1, 6, 1),
        ["[iU]"] = Of(1, 7, 1),
        ["[IU]"] = Of(1, 7, 1),
        ["osm"] = Of(1, 8, 1),
        ["eq"] = Of(1, 9, 1),
        ["B"] = Of(1, 12, 1),
        ["L"] = Of(1e-3, 1, 3),
        ["l"] = Of(1e-3, 1, 3),
        ["t"] = Of(1e6, 0, 1),
        ["ar"] = Of(100, 1, 2),
        ["Hz"] = Of(1, 2, -1),
        ["Bq"] = Of(1, 2, -1),
        ["Ci"] = Of(3.7e10, 2, -1),
        ["N"] = Of(1e3, 0, 1, 1, 1, 2, -2),
        ["Pa"] = Of(1e3, 0, 1, 1, -1, 2, -2),
        ["bar"] = Of(1e8, 0, 1, 1, -1, 2, -2),
        ["m[Hg]"] = Of(133322387.415, 0, 1, 1, -1, 2, -2),
        ["m[H2O]"] = Of(9806650, 0, 1, 1, -1, 2, -2),
        ["J"] = Of(1e3, 0, 1, 1, 2, 2, -2),
        ["cal"] = Of(4184, 0, 1, 1, 2, 2, -2),
        ["eV"] = Of(1.602176634e-16, 0, 1, 1, 2, 2, -2),
        ["W"] = Of(1e3, 0, 1, 1, 2, 2, -3),
        ["V"] = Of(1e3, 0, 1, 1, 2, 2, -2, 4, -1),
        ["A"] = Of(1, 4, 1, 2, -1),
        ["Ohm"] = Of(1e3, 0, 1, 1, 2, 2, -1, 4, -2),
        ["S"] = Of(1e-3, 0, -1, 1, -2, 2, 1, 4, 2),
        ["F"] = Of(1e-3, 0, -1, 1, -2, 2, 2, 4, 2),
        ["T"] = Of(1e3, 0, 1, 2, -1, 4, -1),
        ["Gy"] = Of(1, 1, 2, 2, -2),
        ["Sv"] = Of(1, 1, 2, 2, -2),
        ["RAD"] = Of(1e-2, 1, 2, 2, -2),
        ["REM"] = Of(1e-2, 1, 2, 2, -2),
        ["lm"] = Of(1, 5, 1),
        ["lx"] = Of(1, 5, 1, 1, -2),
        ["kat"] = Of(1, 6, 1, 2, -1),
        ["U"] = Of(1e-6 / 60, 6, 1, 2, -1),
        ["P"] = Of(100, 0, 1, 1, -1, 2, -1),
        ["St"] = Of(1e-4, 1, 2, 2, -1),
        ["dyn"] = Of(1e-2, 0, 1, 1, 1, 2, -2),
        ["rad"] = Of(1, 13, 1),
        ["sr"] = Of(1, 13, 2),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Atoms that take none.</summary>
    static readonly FrozenDictionary<string, Measure> plain = new Dictionary<string, Measure>
    {
        ["min"] = Of(60, 2, 1),
        ["h"] = Of(3600, 2, 1),
        ["d"] = Of(86400, 2, 1),
        ["wk"] = Of(604800, 2, 1),
        ["mo"] = Of(2629800, 2, 1),
        ["a"] = Of(31557600, 2, 1),
        ["mo_j"] = Of(2629800, 2, 1),
        ["a_j"] = Of(31557600, 2, 1),
        ["mo_g"] = Of(2629746, 2, 1),
        ["a_g"] = Of(31556952, 2, 1),
        ["%"] = new(1e-2, default),
        ["[ppth]"] = new(1e-3, default),
        ["[ppm]"] = new(1e-6, default),
        ["[ppb]"] = new(1e-9, default),
        ["[pi]"] = new(Math.PI, default),
        ["deg"] = Of(Math.PI / 180, 13, 1),
        ["'"] = Of(Math.PI / 10800, 13, 1),
        ["''"] = Of(Math.PI / 648000, 13, 1),
        ["atm"] = Of(101325000, 0, 1, 1, -1, 2, -2),
        ["[psi]"] = Of(6894757.293168, 0, 1, 1, -1, 2, -2),
        ["[in_i]"] = Of(0.0254, 1, 1),
        ["[ft_i]"] = Of(0.3048, 1, 1),
        ["[yd_i]"] = Of(0.9144, 1, 1),
        ["[mi_i]"] = Of(1609.344, 1, 1),
        ["[in_us]"] = Of(0.0254000508, 1, 1),
        ["[sin_i]"] = Of(0.00064516, 1, 2),
        ["[sft_i]"] = Of(0.09290304, 1, 2),
        ["[lb_av]"] = Of(453.59237, 0, 1),
        ["[oz_av]"] = Of(28.349523125, 0, 1),
        ["[gr]"] = Of(0.06479891, 0, 1),
        ["[dr_av]"] = Of(1.7718451953125, 0, 1),
        ["[lb_tr]"] = Of(373.2417216, 0, 1),
        ["[oz_tr]"] = Of(31.1034768, 0, 1),
        ["[car_m]"] = Of(0.2, 0, 1),
        ["u"] = Of(1.66053906660e-24, 0, 1),
        ["[gal_us]"] = Of(0.003785411784, 1, 3),
        ["[qt_us]"] = Of(0.000946352946, 1, 3),
        ["[pt_us]"] = Of(0.000473176473, 1, 3),
        ["[cup_us]"] = Of(0.0002365882365, 1, 3),
        ["[foz_us]"] = Of(0.0000295735295625, 1, 3),
        ["[tbs_us]"] = Of(0.00001478676478125, 1, 3),
        ["[tsp_us]"] = Of(0.00000492892159375, 1, 3),
        ["[drp]"] = Of(5e-8, 1, 3),
        ["[foz_br]"] = Of(0.0000284130625, 1, 3),
        ["[Cal]"] = Of(4184000, 0, 1, 1, 2, 2, -2),
        ["[diop]"] = Of(1, 1, -1),
        ["[Ch]"] = Of(0.001 / 3, 1, 1),
        ["[pH]"] = Of(1, 11, 1),
        ["[arb'U]"] = Of(1, 10, 1),
        ["[CFU]"] = Of(1, 14, 1),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>An atom with or without a prefix.</summary>
    public static Measure? Find(string text)
    {
        if (text.Length == 0) return null;
        if (plain.TryGetValue(text, out var whole) || metric.TryGetValue(text, out whole)) return whole;
        for (var length = 1; length <= 2 && length < text.Length; length++)
            if (prefixes.TryGetValue(text[..length], out var factor) && metric.TryGetValue(text[length..], out var atom))
                return atom with { Factor = factor * atom.Factor };
        return null;
    }

    /// <summary>Temperatures whose zero is not that of kelvin.</summary>
    public static (double Factor, double Offset)? Scale(string code) => code switch
    {
        "Cel" => (1, 273.15),
        "[degF]" => (5.0 / 9, 273.15 - (32 * 5.0 / 9)),
        _ => null,
    };

    static Measure Of(double factor, params ReadOnlySpan<int> powers)
    {
        var all = default(Powers);
        for (var i = 0; i < powers.Length; i += 2) all = all.With(powers[i], powers[i + 1]);
        return new Measure(factor, all);
    }
}
