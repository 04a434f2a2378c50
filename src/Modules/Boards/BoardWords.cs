using LienY.Kernel;

namespace LienY.Boards;

/// <summary>Words of boards (Vietnamese keys).</summary>
static class BoardWords
{
    /// <summary>With whom a board is shared.</summary>
    public static string Of(Sharing sharing) => sharing switch
    {
        Sharing.Private => Words.Key("chỉ mình tôi"),
        Sharing.Organisation => Words.Key("đơn vị tôi và đơn vị cấp trên"),
        Sharing.Named => Words.Key("các đơn vị được chọn"),
        Sharing.Everybody => Words.Key("mọi người đã đăng nhập"),
        _ => Words.Key("công khai bằng đường dẫn"),
    };

    /// <summary>What an item draws.</summary>
    public static string Of(ItemKind kind) => kind switch
    {
        ItemKind.Table => Words.Key("Bảng xoay chiều"),
        ItemKind.Line => Words.Key("Đường theo kỳ"),
        ItemKind.Bars => Words.Key("Biểu đồ cột"),
        ItemKind.Stacked => Words.Key("Cột chồng"),
        ItemKind.League => Words.Key("Bảng xếp hạng đơn vị"),
        ItemKind.Map => Words.Key("Bản đồ"),
        ItemKind.Figure => Words.Key("Một con số"),
        _ => Words.Key("Đoạn văn"),
    };

    /// <summary>How organisations are chosen.</summary>
    public static string Of(UnitWay way) => way switch
    {
        UnitWay.Mine => Words.Key("Một đơn vị (bỏ trống: đơn vị của người xem)"),
        UnitWay.Children => Words.Key("Các đơn vị trực thuộc"),
        UnitWay.Kind => Words.Key("Các đơn vị cùng loại ở mọi cấp dưới"),
        UnitWay.Chosen => Words.Key("Các đơn vị được chọn"),
        _ => Words.Key("Các đơn vị của một kế hoạch"),
    };

    /// <summary>Quality of evidence, for the small mark beside a figure.</summary>
    public static string Of(Grade grade) => grade switch
    {
        Grade.Computed => Words.Key("hạng 1: tính từ công việc trên hệ thống"),
        Grade.Official => Words.Key("hạng 2: số liệu chính thức có văn bản"),
        Grade.DeclaredWithFile => Words.Key("hạng 3: đơn vị khai, có tệp"),
        _ => Words.Key("hạng 4: đơn vị khai, chưa có tệp"),
    };

    /// <summary>What stands in rows and columns of a table.</summary>
    public static IReadOnlyList<(string Value, string Label)> Layouts(Words words)
    {
        string Side(Axis axis) => words[AxisWords.Of(axis)];
        var single = new[] { Axis.Unit, Axis.Measure, Axis.Period };
        return
        [
            .. single.Select(a => (ItemForm.Said([a]), Side(a))),
            .. from a in single from b in single where a != b select (ItemForm.Said([a, b]), words["{0} rồi {1}", Side(a), Side(b).ToLower(Say.Vietnam)]),
        ];
    }
}
