using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>What makes an entered value acceptable.</summary>
static class ValueRules
{
    /// <summary>A number of the ledger has at most four decimals and eleven digits before them.</summary>
    const decimal Largest = 99_999_999_999m;

    /// <summary>The period has ended and lies within the target's period.</summary>
    public static void PeriodHasEndedWithinTheTarget(ValueInput input, Target target, DateOnly today)
    {
        if (input.To < input.From) throw new Refusal(RefusalKind.Invalid, "Ngày cuối kỳ phải sau ngày đầu kỳ.") { Field = "to" };
        if (input.To > today) throw new Refusal(RefusalKind.Invalid, "Kỳ này chưa kết thúc; xin nhập số liệu sau ngày {0}.", input.To) { Field = "to" };
        if (input.To < target.From || input.To > target.To)
            throw new Refusal(RefusalKind.Invalid, "Kỳ này nằm ngoài thời gian của chỉ tiêu ({0} – {1}).", target.From, target.To) { Field = "to" };
    }

    /// <summary>The value as typed, or from numerator and denominator; where both are given they must agree to within one hundredth.</summary>
    public static decimal Value(ValueInput input, Target target)
    {
        if (input.Denominator is <= 0) throw new Refusal(RefusalKind.Invalid, "Mẫu số phải lớn hơn 0.") { Field = "denominator" };
        if (input.Numerator is null != input.Denominator is null)
            throw new Refusal(RefusalKind.Invalid, "Xin nhập cả tử số và mẫu số, hoặc bỏ trống cả hai.") { Field = input.Numerator is null ? "numerator" : "denominator" };
        Fits(input.Numerator, "numerator");
        Fits(input.Denominator, "denominator");
        var share = input.Numerator / input.Denominator * Scale(target.Unit);
        if (input.Value is { } value)
        {
            Fits(value, "value");
            if (share is { } s && Math.Abs(s - value) > 0.01m)
                throw new Refusal(RefusalKind.Invalid, "Giá trị {0} không khớp với tử số chia mẫu số ({1}).", value, decimal.Round(s, 4)) { Field = "value" };
            return value;
        }
        var computed = decimal.Round(share ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập giá trị, hoặc tử số và mẫu số.") { Field = "value" }, 4);
        Fits(computed, "numerator");
        return computed;
    }

    /// <summary>An official figure has its document; a declared one need not.</summary>
    public static Grade Grade(ValueInput input, bool hasFile)
    {
        if (!input.IsOfficial) return hasFile ? Kernel.Grade.DeclaredWithFile : Kernel.Grade.Declared;
        if (input.Document is not { Number.Length: > 0 })
            throw new Refusal(RefusalKind.Invalid, "Số liệu chính thức cần số, ký hiệu của văn bản.") { Field = "documentNumber" };
        if (input.Document.Date is null) throw new Refusal(RefusalKind.Invalid, "Số liệu chính thức cần ngày của văn bản.") { Field = "documentDate" };
        if (input.Document.Issuer.Length == 0) throw new Refusal(RefusalKind.Invalid, "Số liệu chính thức cần cơ quan ban hành văn bản.") { Field = "documentIssuer" };
        if (!hasFile) throw new Refusal(RefusalKind.Invalid, "Số liệu chính thức cần tệp của văn bản.") { Field = "file" };
        return Kernel.Grade.Official;
    }

    /// <summary>Where periods add up, none of a unit may overlap another; elsewhere only the very same period is refused.</summary>
    public static void PeriodIsFree(ValueInput input, OverTime overTime, IEnumerable<EnteredValue> others)
    {
        foreach (var other in others.Where(o => o.UnitId == input.UnitId))
        {
            var isSame = other.FromDay == input.From && other.ToDay == input.To;
            if (isSame) throw new Refusal(RefusalKind.Conflict, "Đơn vị đã nhập số liệu cho kỳ này. Xin mở số liệu đó và sửa.") { Code = "period-taken", Field = "from" };
            if (overTime == OverTime.Sum && input.From <= other.ToDay && other.FromDay <= input.To)
                throw new Refusal(RefusalKind.Conflict, "Kỳ này chồng lên kỳ {0} – {1} đã nhập; số liệu cộng dồn sẽ bị tính hai lần.", other.FromDay, other.ToDay) { Code = "period-overlaps", Field = "from" };
        }
    }

    static decimal Scale(string unit) => unit.Contains('%') ? 100 : unit.Contains('‰') ? 1000 : 1;

    static void Fits(decimal? number, string field)
    {
        if (number is not { } n) return;
        if (Math.Abs(n) > Largest) throw new Refusal(RefusalKind.Invalid, "Số này quá lớn.") { Field = field };
        if (decimal.Round(n, 4) != n) throw new Refusal(RefusalKind.Invalid, "Xin nhập tối đa bốn chữ số thập phân.") { Field = field };
    }
}
