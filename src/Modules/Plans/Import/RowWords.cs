using LienY.Kernel;

namespace LienY.Plans;

/// <summary>Names of kinds and states of rows, Vietnamese keys, and a row in one line.</summary>
static class RowWords
{
    /// <summary>Name of a kind.</summary>
    public static string Of(RowKind kind) => kind switch
    {
        RowKind.Document => Words.Key("Văn bản"),
        RowKind.Indicator => Words.Key("Chỉ tiêu"),
        RowKind.Activity => Words.Key("Hoạt động"),
        RowKind.Task => Words.Key("Nhiệm vụ"),
        RowKind.Duty => Words.Key("Phân công"),
        RowKind.Budget => Words.Key("Kinh phí"),
        RowKind.Obligation => Words.Key("Báo cáo"),
        _ => Words.Key("Cảnh báo"),
    };

    /// <summary>Name of a state.</summary>
    public static string Of(RowState state) => state switch
    {
        RowState.Unreviewed => Words.Key("chưa xem"),
        RowState.Accepted => Words.Key("chấp nhận"),
        RowState.Changed => Words.Key("đã sửa"),
        RowState.Rejected => Words.Key("đã bỏ"),
        RowState.Merged => Words.Key("đã gộp"),
        _ => Words.Key("đã giải quyết"),
    };

    /// <summary>Colour of a state.</summary>
    public static string Tone(RowState state) => state switch
    {
        RowState.Unreviewed => "none",
        RowState.Rejected or RowState.Merged => "info",
        RowState.Changed => "warn",
        _ => "ok",
    };

    /// <summary>Name of how a unit was found.</summary>
    public static string Of(UnitState state) => state switch
    {
        UnitState.Open => Words.Key("chưa rõ"),
        UnitState.Proposed => Words.Key("đề xuất"),
        UnitState.Matched => Words.Key("khớp tên"),
        UnitState.Chosen => Words.Key("đã chọn"),
        UnitState.Created => Words.Key("đã tạo mới"),
        _ => Words.Key("để nguyên chữ"),
    };

    /// <summary>What stands at the right of a row: the figure, the time, the money.</summary>
    public static string Detail(Words words, RowKind kind, RowFields f) => kind switch
    {
        RowKind.Document => string.Join(" · ", new[] { f.Type, f.Number, f.Date is { } d ? Say.Day(d) : "" }.Where(t => t.Length > 0)),
        RowKind.Indicator => ComparatorWords.Of(words, f.Comparator ?? Contracts.Comparator.None, f.Value, f.High, f.Unit),
        RowKind.Activity => string.Join(" · ", new[] { f.Time, string.Join(", ", f.Lead) }.Where(t => t.Length > 0)),
        RowKind.Task => f.Section,
        RowKind.Duty => f.Owner,
        RowKind.Budget => string.Join(" · ", new[] { f.Year is { } y ? y.ToString(System.Globalization.CultureInfo.InvariantCulture) : f.Total ? words["tổng"] : "", f.Amount is { } a ? words["{0} đồng", (decimal)a] : words["chưa có số tiền"] }.Where(t => t.Length > 0)),
        RowKind.Obligation => f.Cadences.Count == 0 ? words["chưa rõ kỳ"] : string.Join(", ", f.Cadences.Select(c => words[Cadences.Name(c)])),
        _ => "",
    };
}
