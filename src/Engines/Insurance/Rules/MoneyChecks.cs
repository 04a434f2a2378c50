namespace LienY.Insurance;

/// <summary>An amount is a product of fields of its row, to 2 decimals; "%" divides by a hundred, "|" parts formulas of which one must hold.</summary>
sealed class Product(Rule rule) : RowCheck(rule)
{
    readonly (int Field, bool Percent)[][] ways =
        [.. rule.Parameters.Split('|').Select(w => w.Split('*').Select(f => (FieldBook.Tables[rule.Table][f.TrimEnd('%')].Index, f.EndsWith('%'))).ToArray())];

    public override void Run(CheckRun run, Row row)
    {
        if (Numbers.Read(row[Index]) is not { } told) return;
        decimal? first = null;
        foreach (var way in ways)
        {
            if (Value(row, way) is not { } value) continue;
            if (Math.Abs(told - value) <= 0.01m) return;
            first ??= value;
        }
        if (first is { } expected) run.Tell(Rule.Break(row, "product", row[Index], Numbers.Write(expected)));
    }

    static decimal? Value(Row row, (int Field, bool Percent)[] way)
    {
        var value = 1m;
        foreach (var (field, percent) in way)
        {
            if (Numbers.Read(row[field]) is not { } factor) return null;
            if (!Sums.TryMultiply(value, percent ? factor / 100 : factor, out value)) return null;
        }
        return Math.Round(value, 2, MidpointRounding.AwayFromZero);
    }
}

/// <summary>An amount is the sum of fields of its row, some with a minus; nothing is said when none of them is filled.</summary>
sealed class Total(Rule rule) : RowCheck(rule)
{
    readonly (int Field, int Sign)[] parts = [.. Parts(rule)];

    public override void Run(CheckRun run, Row row)
    {
        if (Numbers.Read(row[Index]) is not { } told) return;
        var (sum, any) = (0m, false);
        foreach (var (field, sign) in parts)
        {
            if (Numbers.Read(row[field]) is not { } part) continue;
            any = true;
            if (!Sums.TryAdd(sum, sign * part, out sum)) return;
        }
        if (any && Math.Abs(told - sum) > 0.01m) run.Tell(Rule.Break(row, "total", row[Index], Numbers.Write(sum)));
    }

    static IEnumerable<(int, int)> Parts(Rule rule)
    {
        foreach (var plus in rule.Parameters.Split('+'))
            foreach (var (part, i) in plus.Split('-').Select((p, i) => (p, i)))
                yield return (FieldBook.Tables[rule.Table][part].Index, i == 0 ? 1 : -1);
    }
}

/// <summary>Arithmetic that says when a number grows beyond all bounds.</summary>
static class Sums
{
    public static bool TryMultiply(decimal a, decimal b, out decimal product)
    {
        product = 0;
        if (a != 0 && Math.Abs((double)a) * Math.Abs((double)b) > 1e27) return false;
        product = a * b;
        return true;
    }

    public static bool TryAdd(decimal a, decimal b, out decimal sum)
    {
        sum = 0;
        if (Math.Abs((double)a) + Math.Abs((double)b) > 1e27) return false;
        sum = a + b;
        return true;
    }
}
