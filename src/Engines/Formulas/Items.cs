namespace LienY.Formulas;

/// <summary>Reads what stands between the braces of an item.</summary>
static class Items
{
    public static FormulaItem Read(Token token) => token.Prefix switch
    {
        "E" => Evidence(token),
        "#" => Data(token),
        "C" => new ConstantItem(Code(token)),
        "N" => new IndicatorItem(Code(token)),
        "OUG" => new GroupItem(Code(token)),
        "R" => Rate(token),
        "I" => new ProgramItem(Code(token)),
        _ => Program(token),
    };

    static DataItem Data(Token token)
    {
        var parts = token.Text.Split('.');
        if (parts.Length > 3)
            throw new FormulaError("“{0}” có quá nhiều phần; viết #{{phần tử}}, #{{phần tử.phân tổ}} hoặc #{{phần tử.phân tổ.thuộc tính}}.", token.Position, token.Shown);
        return new(Tagged(token, parts[0], ["deGroup"]), Part(token, parts, 1), Part(token, parts, 2));
    }

    static string? Part(Token token, string[] parts, int index) =>
        parts.Length <= index || parts[index].Trim() == "*" ? null : Tagged(token, parts[index], ["co", "coGroup"]);

    /// <summary>A code, or a tag with codes joined by &amp;: <c>deGroup:code</c>, <c>co:code</c>, <c>coGroup:code&amp;code</c>.</summary>
    static string Tagged(Token token, string part, string[] tags)
    {
        var colon = part.IndexOf(':');
        if (colon < 0) return Checked(token, part);
        var tag = part[..colon].Trim();
        return tags.Contains(tag) ? tag + ":" + string.Join('&', part[(colon + 1)..].Split('&').Select(c => Checked(token, c))) : Checked(token, part);
    }

    static RateItem Rate(Token token)
    {
        if (token.Text.Split('.') is not [var set, var metric])
            throw new FormulaError("“{0}” viết chưa đúng, ví dụ R{{bieu-thang.REPORTING_RATE}}.", token.Position, token.Shown);
        var name = metric.Trim().ToUpperInvariant();
        return RateItem.Metrics.Contains(name) ? new(Checked(token, set), name)
            : throw new FormulaError("Không có số đo “{0}” của biểu mẫu. Dùng được: {1}.", token.Position, metric.Trim(), string.Join(", ", RateItem.Metrics));
    }

    static ProgramItem Program(Token token)
    {
        if (token.Prefix == "A" && !token.Text.Contains('.')) return new(Code(token)) { Letter = 'A' };
        if (token.Text.Split('.') is not [var program, var element])
            throw new FormulaError("“{0}” viết chưa đúng, ví dụ {1}{{chuong-trinh.phan-tu}}.", token.Position, token.Shown, token.Prefix);
        return new(Checked(token, program) + "." + Checked(token, element)) { Letter = token.Prefix[0] };
    }

    static string Code(Token token) => Checked(token, token.Text);

    static string Checked(Token token, string part) =>
        IsCode(part.Trim()) ? part.Trim()
        : throw new FormulaError("Mã “{0}” viết chưa đúng: mã gồm chữ không dấu, chữ số, dấu - và _.", token.Position, Short(part.Trim()));

    static string Short(string text) => text.Length > 80 ? text[..80] + "…" : text;

    /// <summary>A code: 1 to 80 letters without marks, digits, - and _.</summary>
    public static bool IsCode(string code) => code.Length is > 0 and <= 80 && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    static EvidenceItem Evidence(Token token)
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
