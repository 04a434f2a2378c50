namespace LienY.Formulas;

/// <summary>Reads what stands between the braces of <c>E{kind; name=value; …}</c>.</summary>
static class Items
{
    public static EvidenceItem Read(Token token)
    {
        var parts = token.Text.Split(';');
        var kind = parts[0].Trim();
        if (kind.Length is 0 or > 80 || !kind.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            throw new FormulaError("Loại sự kiện “{0}” viết chưa đúng, ví dụ plan.task.done.", token.Position, kind);
        var item = new EvidenceItem(Measure.Sum, kind);
        var dims = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts.Skip(1).Select(p => p.Trim()).Where(p => p.Length > 0))
        {
            if (part.Split('=', 2) is not [var left, var right] || left.Trim() is not { Length: > 0 } name || right.Trim() is not { Length: > 0 } value)
                throw new FormulaError("Điều kiện “{0}” viết chưa đúng, ví dụ topic=this hoặc on_time=true.", token.Position, part);
            item = name switch
            {
                "topic" => item with { Topic = Reference(token, name, value) },
                "unit" => item with { Unit = Reference(token, name, value) },
                _ => item,
            };
            if (name is not ("topic" or "unit") && !dims.TryAdd(name, value))
                throw new FormulaError("Điều kiện “{0}” ghi hai lần.", token.Position, name);
        }
        return dims.Count == 0 ? item : item with { Dims = [.. dims.Select(d => (d.Key, d.Value))] };
    }

    static string Reference(Token token, string name, string value) =>
        value == "this" ? value
        : Guid.TryParse(value, out var id) ? id.ToString()
        : throw new FormulaError("“{0}” phải là this hoặc một mã định danh.", token.Position, name);
}
