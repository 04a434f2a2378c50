using System.Text.RegularExpressions;
using LienY.Kernel;
using Microsoft.Extensions.Primitives;

namespace LienY.Boards;

/// <summary>An item as the fields of a form (or the query of an address) tell it; reading refuses what cannot be, writing fills an address.</summary>
static partial class ItemForm
{
    /// <summary>Formulas in one item, at most.</summary>
    public const int MostMeasures = 200;

    /// <summary>Reads the fields.</summary>
    public static Item Read(Guid id, Func<string, StringValues> field)
    {
        string Text(string name, int most = 200) =>
            field(name).ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal).Trim() is var text && text.Length <= most ? text
            : throw new Refusal(RefusalKind.Invalid, "Nội dung dài quá {0} ký tự. Xin rút gọn.", most) { Field = name };
        var target = Text("target", 40);
        return new()
        {
            Id = id,
            Kind = One(Text("kind"), ItemKind.Table, "kind"),
            Title = Text("title"),
            Text = Text("text", 4000),
            Measures = MeasuresOf(field("m"), Text("f", 8000)),
            Units = new(One(Text("uw"), UnitWay.Mine, "uw"), Id(Text("uof"), "uof"), Text("ukind", 40), [.. field("u").Select(u => Id(u ?? "", "u")).OfType<Guid>().Distinct()], Id(Text("plan"), "plan")),
            Periods = new(Text("pk") is { Length: > 0 } key ? key : "last12m", Text("pt", 40), Text("pfrom", 20), Text("pto", 20), Ticked(field("compare"))),
            Rows = Axes(Text("rows"), "rows"),
            Columns = [.. Axes(Text("cols"), "cols").Except(Axes(Text("rows"), "rows"))],
            Totals = Ticked(field("totals")),
            Heat = Ticked(field("heat")),
            Wide = Ticked(field("wide")),
            Sort = Order(Text("sort")),
            Target = target.Length == 0 ? null : Say.TryNumber(target, out var number) ? number
                : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là số. Ví dụ đúng: 1.320 hoặc 24,4.", target) { Field = "target" },
            Place = Text("place", 20),
        };
    }

    /// <summary>The fields of an item, for an address.</summary>
    public static string Query(Item item)
    {
        var fields = new List<(string Name, string? Value)>
        {
            ("kind", item.Kind.ToString()), ("title", item.Title), ("text", item.Text), ("f", Lines(item)), ("uw", item.Units.Way.ToString()), ("uof", item.Units.Of?.ToString()),
            ("ukind", item.Units.Kind), ("plan", item.Units.Plan?.ToString()), ("pk", item.Periods.Key), ("pt", item.Periods.Type), ("pfrom", item.Periods.From), ("pto", item.Periods.To),
            ("compare", item.Periods.Compare ? "on" : ""), ("rows", Said(item.Rows)), ("cols", Said(item.Columns)), ("totals", item.Totals ? "on" : ""), ("heat", item.Heat ? "on" : ""),
            ("wide", item.Wide ? "on" : ""), ("sort", item.Sort), ("target", item.Target is { } t ? Say.Number(t) : ""), ("place", item.Place),
        };
        fields.AddRange(item.Measures.Where(IsPicked).Select(m => ("m", (string?)m.Formula)));
        fields.AddRange(item.Units.Ids.Select(u => ("u", (string?)u.ToString())));
        return string.Join('&', fields.Where(f => !string.IsNullOrEmpty(f.Value)).Select(f => f.Name + "=" + Uri.EscapeDataString(f.Value!)));
    }

    /// <summary>Sides as text: <c>Unit,Period</c>.</summary>
    public static string Said(IEnumerable<Axis> axes) => string.Join(',', axes);

    /// <summary>Formulas that stand in the field of their own: with a name, or not one item of the lists.</summary>
    public static string Lines(Item item) => string.Join('\n', item.Measures.Where(m => !IsPicked(m)).Select(m => m.Label.Length == 0 ? m.Formula : $"{m.Label} = {m.Formula}"));

    /// <summary>True for one item of the lists, as it is.</summary>
    public static bool IsPicked(Asked asked) => asked.Label.Length == 0 && PickedPattern().IsMatch(asked.Formula);

    /// <summary>Reads sides.</summary>
    public static IReadOnlyList<Axis> Axes(string text, string field) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(a => One(a, Axis.Unit, field)).Distinct()];

    static List<Asked> MeasuresOf(StringValues picked, string lines)
    {
        var all = picked.Where(p => !string.IsNullOrWhiteSpace(p)).Select(p => new Asked(p!.Trim())).Where(IsPicked).Distinct().ToList();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var named = NamedPattern().Match(line);
            all.Add(named.Success ? new(named.Groups[2].Value.Trim(), named.Groups[1].Value.Trim()) : new(line));
            if (all[^1].Formula.Length > 2000 || all[^1].Label.Length > 200) throw new Refusal(RefusalKind.Invalid, "Công thức dài quá {0} ký tự.", 2000) { Field = "f" };
        }
        return all.Count <= MostMeasures ? all : throw new Refusal(RefusalKind.Invalid, "Một mục có nhiều nhất {0} chỉ số.", MostMeasures) { Field = "m" };
    }

    static T One<T>(string text, T otherwise, string field) where T : struct, Enum =>
        text.Length == 0 ? otherwise : Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]) ? value
        : throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = field };

    static Guid? Id(string text, string field) =>
        text.Length == 0 ? null : Guid.TryParse(text, out var id) ? id : throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = field };

    /// <summary><c>up</c>, <c>down</c>, or empty for anything else.</summary>
    public static string Order(string text) => text is "up" or "down" ? text : "";

    static bool Ticked(StringValues value) => value.ToString() is "on" or "true" or "1";

    [GeneratedRegex(@"^(N\{[A-Za-z0-9_-]+\}|#\{[A-Za-z0-9_-]+(\.[A-Za-z0-9_*-]+){0,2}\})$")]
    private static partial Regex PickedPattern();

    // A name holds no brace, so that a comparison inside a formula is not taken for one.
    [GeneratedRegex(@"^([^={}()#]{1,200}) = (.+)$")]
    private static partial Regex NamedPattern();
}
