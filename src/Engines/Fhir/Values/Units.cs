using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace LienY.Fhir;

/// <summary>
/// Units of UCUM (the system of FHIR quantities) in canonical form: products of g, m, s, K, C, cd, mol and a few units of their own (IU, osmole, equivalent,
/// arbitrary ones), so that 1 mg/L and 1 ug/mL meet. Mass and amount of substance never convert into each other: mg/dL and mmol/L need the molar mass.
/// </summary>
public static class Units
{
    /// <summary>The address of UCUM.</summary>
    public const string Ucum = "http://unitsofmeasure.org";

    const int MostKept = 4096;
    static readonly ConcurrentDictionary<string, Unit?> known = new(StringComparer.Ordinal);

    /// <summary>A unit as a factor (and for temperatures an offset) of a canonical one.</summary>
    sealed record Unit(string Code, double Factor, double Offset)
    {
        public long Hash { get; } = Hashes.Unit(Ucum, Code);
    }

    /// <summary>Canonical unit and value; false where the system is not UCUM or the unit is not known.</summary>
    public static bool Canonical(string system, string code, double value, out string canonicalCode, out double canonicalValue)
    {
        (canonicalCode, canonicalValue) = ("", 0);
        if (system != Ucum || Find(code) is not { } unit) return false;
        (canonicalCode, canonicalValue) = (unit.Code, Converted(unit, value));
        return true;
    }

    /// <summary>A range in the canonical unit with its <see cref="Hashes.Unit"/>; false where the unit of UCUM is not known.</summary>
    public static bool Canonical(string code, ref double low, ref double high, out long hash)
    {
        hash = 0;
        if (Find(code) is not { } unit) return false;
        (low, high, hash) = (Converted(unit, low), Converted(unit, high), unit.Hash);
        return true;
    }

    // What stands for "no limit" stays so.
    static double Converted(Unit unit, double value) => Math.Abs(value) >= Numbers.Endless ? value : (value * unit.Factor) + unit.Offset;

    static Unit? Find(string code)
    {
        if (code.Length is 0 or > 64) return null;
        if (known.TryGetValue(code, out var unit)) return unit;
        unit = Read(code);
        if (known.Count < MostKept) known.TryAdd(code, unit);
        return unit;
    }

    static Unit? Read(string code)
    {
        if (UcumAtoms.Scale(code) is { } scale) return new Unit("K", scale.Factor, scale.Offset);
        var at = 0;
        var depth = 0;
        var term = Term(code, ref at, ref depth);
        if (term is null || at != code.Length) return null;
        return new Unit(term.Value.Name(), term.Value.Factor, 0);
    }

    /// <summary>component (. or / component)*, perhaps with a leading slash.</summary>
    static Measure? Term(string code, ref int at, ref int depth)
    {
        var all = Measure.One;
        var inverse = false;
        if (at < code.Length && code[at] == '/')
        {
            inverse = true;
            at++;
        }
        while (true)
        {
            if (Component(code, ref at, ref depth) is not { } one) return null;
            all = all.Times(one, inverse ? -1 : 1);
            if (at >= code.Length || code[at] is not ('.' or '/')) return all;
            inverse = code[at] == '/';
            at++;
        }
    }

    static Measure? Component(string code, ref int at, ref int depth)
    {
        if (at >= code.Length) return null;
        if (code[at] == '(')
        {
            if (++depth > 8) return null;
            at++;
            var inner = Term(code, ref at, ref depth);
            if (inner is null || at >= code.Length || code[at] != ')') return null;
            at++;
            depth--;
            return inner;
        }
        if (code[at] == '{') return Annotation(code, ref at) ? Measure.One : null;
        var from = at;
        while (at < code.Length && (code[at] is not ('.' or '/' or '(' or ')' or '{')))
        {
            if (code[at] == '[')
            {
                at = code.IndexOf(']', at);
                if (at < 0)
                {
                    at = code.Length;
                    return null;
                }
            }
            at++;
        }
        var found = Powered(code[from..at]);
        if (at < code.Length && code[at] == '{' && !Annotation(code, ref at)) return null;
        return found;
    }

    static bool Annotation(string code, ref int at)
    {
        var end = code.IndexOf('}', at);
        if (end < 0) return false;
        at = end + 1;
        return true;
    }

    /// <summary>A number, a power of ten (10*3, 10^3), or an atom with prefix and exponent (cm2, s-1).</summary>
    static Measure? Powered(string text)
    {
        if (text.StartsWith("10*", StringComparison.Ordinal) || text.StartsWith("10^", StringComparison.Ordinal))
        {
            if (text.Length == 3) return new Measure(10, default);
            var isWhole = int.TryParse(text.AsSpan(3), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ten);
            return isWhole && Math.Abs(ten) <= 60 ? new Measure(Math.Pow(10, ten), default) : null;
        }
        if (text.Length is > 0 and <= 9 && !text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return new Measure(int.Parse(text, CultureInfo.InvariantCulture), default);
        var end = text.Length;
        while (end > 0 && char.IsAsciiDigit(text[end - 1])) end--;
        if (end > 0 && end < text.Length && text[end - 1] is '-' or '+') end--;
        var power = 1;
        if (end < text.Length && (!int.TryParse(text.AsSpan(end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power) || Math.Abs(power) > 9))
            return null;
        // Atoms such as m[H2O] end in a bracket, never in a digit.
        return UcumAtoms.Find(text[..end]) is { } atom ? Measure.One.Times(atom, power) : null;
    }
}

/// <summary>A factor and the powers of the base units.</summary>
readonly record struct Measure(double Factor, Powers Powers)
{
    public static readonly Measure One = new(1, default);

    public Measure Times(Measure other, int power) => new(Factor * Raised(other.Factor, power), Powers.Plus(other.Powers, power));

    // Repeated multiplication keeps whole powers of ten exact where Math.Pow would not.
    static double Raised(double value, int power)
    {
        var all = 1.0;
        for (var i = 0; i < Math.Abs(power); i++) all *= value;
        return power < 0 ? 1 / all : all;
    }

    /// <summary>The canonical code, e.g. <c>g.m-3</c>; <c>1</c> for a bare number.</summary>
    public string Name()
    {
        var name = new StringBuilder();
        for (var i = 0; i < UcumAtoms.Bases.Length; i++)
        {
            var power = Powers.Of(i);
            if (power == 0) continue;
            if (name.Length > 0) name.Append('.');
            name.Append(UcumAtoms.Bases[i]);
            if (power != 1) name.Append(CultureInfo.InvariantCulture, $"{power}");
        }
        return name.Length == 0 ? "1" : name.ToString();
    }
}

/// <summary>Powers of up to sixteen base units, four bits each would be too few: one signed byte each in two words.</summary>
readonly record struct Powers(long Low, long High)
{
    public int Of(int index) => (sbyte)((index < 8 ? Low : High) >> (index % 8 * 8));

    public static Powers Base(int index, int power) => default(Powers).With(index, power);

    public Powers With(int index, int power)
    {
        var shift = index % 8 * 8;
        var clear = ~(0xFFL << shift);
        var set = (long)(byte)(sbyte)Math.Clamp(power, -127, 127) << shift;
        return index < 8 ? this with { Low = (Low & clear) | set } : this with { High = (High & clear) | set };
    }

    public Powers Plus(Powers other, int times)
    {
        var sum = this;
        for (var i = 0; i < UcumAtoms.Bases.Length; i++)
            if (other.Of(i) is not 0 and var power) sum = sum.With(i, sum.Of(i) + (power * times));
        return sum;
    }
}
