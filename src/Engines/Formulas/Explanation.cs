using System.Globalization;

namespace LienY.Formulas;

/// <summary>Says a formula in words: "nhiệm vụ hoàn thành ÷ tổng số nhiệm vụ × 100".</summary>
sealed class Explanation(Func<FormulaItem, string> name, Func<string, string> say)
{
    static readonly CultureInfo Vietnam = new("vi-VN");

    public string Of(Node node) => node switch
    {
        NumberNode n => n.Value.ToString("#,##0.############", Vietnam),
        TruthNode t => say(t.Value ? "đúng" : "sai"),
        NothingNode => say("không có giá trị"),
        DaysNode => say("số ngày của kỳ"),
        ItemNode i => Item(i.Item),
        UnaryNode { Operator: Operator.Not } u => say("không phải") + " " + Inside(u.Operand, 70),
        UnaryNode u => "−" + Inside(u.Operand, 70),
        BinaryNode { Operator: Operator.Power } b => $"{Inside(b.Left, 81)} {Word(b.Operator)} {Inside(b.Right, 70)}",
        BinaryNode b => $"{Inside(b.Left, Power(b.Operator))} {Word(b.Operator)} {Inside(b.Right, Power(b.Operator) + 1)}",
        CallNode c => Call(c),
        _ => "",
    };

    string Inside(Node node, int floor) => (node is BinaryNode b ? Power(b.Operator) : node is UnaryNode ? 70 : 100) < floor ? "(" + Of(node) + ")" : Of(node);

    string Item(FormulaItem item)
    {
        var text = item is EvidenceItem evidence ? Evidence(evidence) : name(item);
        if (item.YearToDate) text = Fill("{0} từ đầu năm", text);
        if (item.Window is { } w) text = w.Days > 0 ? Fill("{0} trong {1} ngày gần nhất", text, w.Days) : Fill("{0} trong {1} tháng gần nhất", text, w.Months);
        return text;
    }

    string Evidence(EvidenceItem item)
    {
        var text = Fill(item.Measure switch
        {
            Measure.Sum => "tổng {0}",
            Measure.Count => "số {0}",
            Measure.Distinct => "số người khác nhau của {0}",
            Measure.Last => "{0} mới nhất",
            Measure.LastSum => "tổng {0} mới nhất của các đơn vị",
            Measure.LastAverage => "bình quân {0} mới nhất của các đơn vị",
            _ => "bình quân {0}",
        }, name(item));
        if (item.Dims.Count > 0) text += " (" + string.Join(", ", item.Dims.Select(d => say(d.Name) + ": " + say(d.Value))) + ")";
        if (item.Topic is not null) text = Fill(item.Topic == "this" ? "{0} của chỉ tiêu này" : "{0} của một mục khác", text);
        if (item.Unit is not null) text = Fill(item.Unit == "this" ? "{0} tại đơn vị phụ trách" : "{0} tại một đơn vị", text);
        return text;
    }

    string Call(CallNode call)
    {
        var parts = call.Arguments.Select(Of).ToArray();
        return call.Name switch
        {
            "if" => Fill("nếu {0} thì {1}, nếu không thì {2}", parts),
            "isNull" => Fill("không có {0}", parts),
            "isNotNull" => Fill("có {0}", parts),
            "firstNonNull" => Fill("giá trị đầu tiên có được trong ({0})", string.Join("; ", parts)),
            "greatest" => Fill("số lớn nhất trong ({0})", string.Join("; ", parts)),
            _ => Fill("số nhỏ nhất trong ({0})", string.Join("; ", parts)),
        };
    }

    string Fill(string key, params object[] parts) => string.Format(Vietnam, say(key), parts);

    string Word(Operator op) => op switch
    {
        Operator.Plus => "+",
        Operator.Minus => "−",
        Operator.Times => "×",
        Operator.Over => "÷",
        Operator.Modulo => say("chia lấy dư"),
        Operator.Power => say("lũy thừa"),
        Operator.Less => "<",
        Operator.AtMost => "≤",
        Operator.More => ">",
        Operator.AtLeast => "≥",
        Operator.Same => "=",
        Operator.Other => "≠",
        Operator.And => say("và"),
        _ => say("hoặc"),
    };

    static int Power(Operator op) => op switch
    {
        Operator.Or => 10,
        Operator.And => 20,
        Operator.Same or Operator.Other => 30,
        Operator.Less or Operator.AtMost or Operator.More or Operator.AtLeast => 40,
        Operator.Plus or Operator.Minus => 50,
        Operator.Power => 80,
        _ => 60,
    };
}
