using System.Globalization;

namespace LienY.Formulas;

/// <summary>Says a formula in words: "số nhiệm vụ hoàn thành ÷ số nhiệm vụ × 100".</summary>
sealed class Explanation(Func<FormulaItem, string> name, Func<string, string> say)
{
    static readonly CultureInfo Vietnam = new("vi-VN");

    public string Of(Node node) => node switch
    {
        NumberNode n => Number(n.Value),
        TruthNode t => say(t.Value ? "đúng" : "sai"),
        WordsNode w => "“" + w.Value + "”",
        NothingNode => say("không có giá trị"),
        PeriodNode p => say(p.Name switch { "days" => "số ngày của kỳ", "periodInYear" => "số thứ tự của kỳ trong năm", _ => "số kỳ trong một năm" }),
        ItemNode i => new ItemWords(name, say).Of(i.Item),
        UnitNode u => Fill(u.Name switch
        {
            "ancestor" => "đơn vị trực thuộc {0}",
            "dataSet" => "đơn vị có nộp biểu {0}",
            "group" => "đơn vị thuộc nhóm {0}",
            _ => "đơn vị tham gia chương trình {0}",
        }, string.Join(" " + say("hoặc") + " ", u.Codes)),
        UnaryNode { Operator: Operator.Not } u => say("không phải") + " " + Inside(u.Operand, Operators.Unary),
        UnaryNode u => "−" + Inside(u.Operand, Operators.Unary),
        BinaryNode { Operator: Operator.Power } b => $"{Inside(b.Left, 81)} {Word(b.Operator)} {Inside(b.Right, Operators.Unary)}",
        BinaryNode b => $"{Inside(b.Left, Operators.Power(b.Operator))} {Word(b.Operator)} {Inside(b.Right, Operators.Power(b.Operator) + 1)}",
        CallNode c => Call(c),
        _ => "",
    };

    public static string Number(decimal number) => number.ToString("#,##0.############", Vietnam);

    string Inside(Node node, int floor) => Writing.Binding(node) < floor ? "(" + Of(node) + ")" : Of(node);

    string Call(CallNode call)
    {
        var parts = call.Arguments.Select(Of).ToArray();
        var list = string.Join("; ", parts);
        return call.Function.Name switch
        {
            "if" => Fill("nếu {0} thì {1}, nếu không thì {2}", parts),
            "isNull" => Fill("không có {0}", parts),
            "isNotNull" => Fill("có {0}", parts),
            "firstNonNull" => Fill("giá trị đầu tiên có được trong ({0})", list),
            "greatest" => Fill("số lớn nhất trong ({0})", list),
            "least" => Fill("số nhỏ nhất trong ({0})", list),
            "removeZeros" => Fill("({0}), bỏ qua nếu bằng 0", parts),
            "log" when parts.Length == 1 => Fill("lô-ga-rít tự nhiên của ({0})", parts),
            "log" => Fill("lô-ga-rít cơ số ({1}) của ({0})", parts),
            "log10" => Fill("lô-ga-rít thập phân của ({0})", parts),
            "contains" => Fill("{0} có chứa {1}", parts[0], string.Join("; ", parts[1..])),
            "containsItems" => Fill("{0} có các mục {1}", parts[0], string.Join("; ", parts[1..])),
            "subExpression" => "(" + parts[0] + ")",
            "percentileCont" when Samples.HasItems(call.Arguments[1]) => Fill("bách phân vị ({0}) của ({1}) qua các kỳ mẫu", parts),
            "percentileCont" => Fill("bách phân vị ({0}) của ({1}) qua các kỳ mẫu", parts[1], parts[0]),
            "normDistCum" => Fill("xác suất phân phối chuẩn đến ({0})", list),
            "normDistDen" => Fill("mật độ phân phối chuẩn tại ({0})", list),
            var function => Fill(function switch
            {
                "avg" => "bình quân của ({0}) qua các kỳ mẫu",
                "count" => "số kỳ mẫu có ({0})",
                "max" => "số lớn nhất của ({0}) qua các kỳ mẫu",
                "median" => "trung vị của ({0}) qua các kỳ mẫu",
                "min" => "số nhỏ nhất của ({0}) qua các kỳ mẫu",
                "sum" => "tổng của ({0}) qua các kỳ mẫu",
                "variance" => "phương sai của ({0}) qua các kỳ mẫu",
                "stddevPop" => "độ lệch chuẩn (tổng thể) của ({0}) qua các kỳ mẫu",
                _ => "độ lệch chuẩn của ({0}) qua các kỳ mẫu",
            }, parts),
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
}
