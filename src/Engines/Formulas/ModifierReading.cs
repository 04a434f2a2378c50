namespace LienY.Formulas;

/// <summary>Reads a modifier after its dot and applies it to every item of the part before it.</summary>
static class ModifierReading
{
    const string Known = "window, yearToDate, periodOffset, aggregationType, minDate, maxDate, asOf";

    /// <summary>The part before the dot with the modifier applied; <paramref name="arguments"/> are the tokens between its brackets.</summary>
    public static Node Apply(Node node, Token name, IReadOnlyList<Token> arguments) => name.Text switch
    {
        "window" => Windowed(node, name, arguments),
        "yearToDate" when arguments.Count == 0 => Each(node, i => i with { YearToDate = true, Window = null }),
        "periodOffset" => Offset(node, name, arguments),
        "aggregationType" => Aggregated(node, name, arguments),
        "minDate" => Dated(node, name, arguments, (i, d) => i with { MinDate = d }),
        "maxDate" => Dated(node, name, arguments, (i, d) => i with { MaxDate = d }),
        "asOf" => Dated(node, name, arguments, (i, d) => i with { AsOf = d }),
        "yearToDate" => throw new FormulaError("Sau yearToDate không ghi gì trong ngoặc.", arguments[0].Position),
        _ when arguments.Count == 0 && node is ItemNode { Item: EvidenceItem { Measure: Measure.Sum } item } && Functions.MeasureOf(name.Text) is { } measure =>
            new ItemNode(node.Position, item with { Measure = measure }),
        _ => throw new FormulaError("Không có cách tính “{0}”. Dùng được: {1}.", name.Position, name.Text, Known),
    };

    static Node Each(Node node, Func<FormulaItem, FormulaItem> change) => node.Each(n => n with { Item = change(n.Item) });

    static Node Windowed(Node node, Token name, IReadOnlyList<Token> arguments)
    {
        if (arguments is not [{ Sign: Sign.Number } count, { Sign: Sign.Name } unit] || count.Number != decimal.Truncate(count.Number) || count.Number is < 1 or > 10_000)
            throw new FormulaError("Cửa sổ thời gian viết như window(24 months) hoặc window(2 năm).", At(name, arguments));
        var n = (int)count.Number;
        var span = unit.Text.ToLowerInvariant() switch
        {
            "day" or "days" or "ngày" => new Span(0, n),
            "week" or "weeks" or "tuần" => new Span(0, 7 * n),
            "month" or "months" or "tháng" => new Span(n, 0),
            "quarter" or "quarters" or "quý" => new Span(3 * n, 0),
            "year" or "years" or "năm" => new Span(12 * n, 0),
            _ => throw new FormulaError("Không có đơn vị thời gian “{0}”. Dùng được: days, weeks, months, quarters, years.", unit.Position, unit.Text),
        };
        if (span.Months > 1200) throw new FormulaError("Cửa sổ thời gian dài quá 100 năm.", count.Position);
        return Each(node, i => i with { Window = span, YearToDate = false });
    }

    static Node Offset(Node node, Token name, IReadOnlyList<Token> arguments)
    {
        var number = arguments.Count > 0 ? arguments[^1] : name;
        var sign = arguments.Count == 1 ? 1 : arguments.Count == 2 && arguments[0].Is("-") ? -1 : arguments.Count == 2 && arguments[0].Is("+") ? 1 : 0;
        if (sign == 0 || number.Sign != Sign.Number || number.Number != decimal.Truncate(number.Number) || number.Number > 1000)
            throw new FormulaError("Số kỳ lùi hoặc tiến viết như periodOffset(-1), là số nguyên từ -1000 đến 1000.", At(name, arguments));
        var by = sign * (int)number.Number;
        return Each(node, i => Math.Abs(i.PeriodOffset + by) <= 1000 ? i with { PeriodOffset = i.PeriodOffset + by }
            : throw new FormulaError("Số kỳ lùi hoặc tiến viết như periodOffset(-1), là số nguyên từ -1000 đến 1000.", At(name, arguments)));
    }

    static Node Aggregated(Node node, Token name, IReadOnlyList<Token> arguments)
    {
        if (arguments is not [{ Sign: Sign.Name } way] || !Modifiers.Aggregations.Contains(way.Text.ToUpperInvariant()))
            throw new FormulaError("Không có cách tổng hợp “{0}”. Dùng được: {1}.", At(name, arguments),
                string.Concat(arguments.Select(a => a.Shown)), string.Join(", ", Modifiers.Aggregations));
        // The innermost way stands: it was written for that item alone.
        return Each(node, i => i.Aggregation is null ? i with { Aggregation = way.Text.ToUpperInvariant() } : i);
    }

    static Node Dated(Node node, Token name, IReadOnlyList<Token> arguments, Func<FormulaItem, DateOnly, FormulaItem> with)
    {
        var text = string.Concat(arguments.Select(a => a.Text));
        return Days.Read(text) is { } day ? Each(node, i => with(i, day))
            : throw new FormulaError("Ngày sau {0} viết như {0}(2026-06-30).", At(name, arguments), name.Text);
    }

    static int At(Token name, IReadOnlyList<Token> arguments) => arguments.Count > 0 ? arguments[0].Position : name.Position;
}
