using LienY.Kernel;

namespace LienY.Plans;

/// <summary>The fields of a row for reading: Vietnamese label (a key) and text; empty ones are left out.</summary>
static class RowFacts
{
    /// <summary>Label and text, in the order in which a reviewer checks them against the paper.</summary>
    public static IEnumerable<(string Label, string Value)> Of(Words words, RowKind kind, RowFields f) =>
        All(words, kind, f).Where(x => x.Value.Length > 0);

    static IEnumerable<(string Label, string Value)> All(Words words, RowKind kind, RowFields f)
    {
        yield return (Words.Key("Nội dung"), kind == RowKind.Warning ? words[f.Name] : f.Name);
        if (kind is RowKind.Indicator) yield return (Words.Key("Mục tiêu"), RowWords.Detail(words, kind, f));
        if (kind is RowKind.Document or RowKind.Budget or RowKind.Obligation) yield return (Words.Key("Thông tin"), RowWords.Detail(words, kind, f));
        if (kind is RowKind.Document) yield return (Words.Key("Dùng làm"), f.IsPlan ? words["kế hoạch cần theo dõi"] : words["văn bản kèm theo"]);
        yield return (Words.Key("Mục"), string.Join(" ", new[] { f.Path, f.Section }.Where(t => t.Length > 0)));
        yield return (Words.Key("Thời gian"), Time(f));
        yield return (Words.Key("Phạm vi"), f.Scope);
        yield return (Words.Key("Chủ trì"), string.Join(", ", f.Lead));
        yield return (Words.Key("Phối hợp"), string.Join(", ", f.Cooperating));
        yield return (Words.Key("Tần suất"), f.Frequency);
        yield return (Words.Key("Sản phẩm"), f.Product);
        yield return (Words.Key("Đối tượng"), f.Audience);
        yield return (Words.Key("Địa điểm"), f.Place);
        yield return (Words.Key("Kinh phí"), f.Funding);
        yield return (Words.Key("Nguồn"), f.Source);
        yield return (Words.Key("Hạn gửi"), f.Due);
        yield return (Words.Key("Người ký"), string.Join(", ", new[] { f.Position, f.Signer }.Where(t => t.Length > 0)));
        yield return (Words.Key("Thực hiện kế hoạch"), f.ParentRef);
        yield return (Words.Key("Ghi chú"), f.Note);
    }

    static string Time(RowFields f)
    {
        var days = f.From is null && f.To is null ? "" : $"{Say.Day(f.From)} – {Say.Day(f.To)}";
        return f.Time.Length == 0 ? days : days.Length == 0 ? f.Time : $"{f.Time} ({days})";
    }
}
