using System.Globalization;

namespace LienY.Formulas;

/// <summary>Says an item with its modifiers in words.</summary>
sealed class ItemWords(Func<FormulaItem, string> name, Func<string, string> say)
{
    static readonly CultureInfo Vietnam = new("vi-VN");

    public string Of(FormulaItem item)
    {
        var text = item is EvidenceItem evidence ? Evidence(evidence) : name(item);
        if (item.YearToDate) text = Fill("{0} từ đầu năm", text);
        if (item.Window is { } w) text = w.Days > 0 ? Fill("{0} trong {1} ngày gần nhất", text, w.Days) : Fill("{0} trong {1} tháng gần nhất", text, w.Months);
        text = item.PeriodOffset switch
        {
            0 => text,
            -1 => Fill("{0} của kỳ trước", text),
            1 => Fill("{0} của kỳ sau", text),
            < 0 => Fill("{0} của {1} kỳ trước đó", text, -item.PeriodOffset),
            _ => Fill("{0} của {1} kỳ sau đó", text, item.PeriodOffset),
        };
        if (item.Aggregation is { } way) text = Fill("{0} (tổng hợp: {1})", text, Way(way));
        if (item.MinDate is { } min) text = Fill("{0} từ ngày {1}", text, Day(min));
        if (item.MaxDate is { } max) text = Fill("{0} đến ngày {1}", text, Day(max));
        if (item.AsOf is { } known) text = Fill("{0} theo số liệu đã biết đến hết ngày {1}", text, Day(known));
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

    string Way(string aggregation)
    {
        var main = aggregation.Split('_')[0] switch
        {
            "SUM" => "cộng",
            "AVERAGE" => "bình quân",
            "LAST" => "giá trị cuối",
            "FIRST" => "giá trị đầu",
            "COUNT" => "đếm",
            "STDDEV" => "độ lệch chuẩn",
            "VARIANCE" => "phương sai",
            "MIN" => "nhỏ nhất",
            "MAX" => "lớn nhất",
            "DISTINCT" => "số khác nhau",
            "NONE" => "không tổng hợp",
            "CUSTOM" => "cách riêng",
            _ => "cách mặc định",
        };
        return aggregation.EndsWith("_SUM_ORG_UNIT", StringComparison.Ordinal) ? Fill("{0}, cộng qua các đơn vị", say(main))
            : aggregation.EndsWith("_AVERAGE_ORG_UNIT", StringComparison.Ordinal) ? Fill("{0}, bình quân qua các đơn vị", say(main))
            : say(main);
    }

    string Fill(string key, params object[] parts) => string.Format(Vietnam, say(key), parts);

    static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
