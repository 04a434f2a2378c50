using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>How the levels of units answer the level of the whole.</summary>
enum SharingWay
{
    /// <summary>They add up (counts).</summary>
    Sum,

    /// <summary>Their mean, weighted by a denominator, is the whole's level (rates).</summary>
    Weighted,

    /// <summary>Each unit reaches the whole's level (rates).</summary>
    Same,
}

/// <summary>A target that is shared out to units.</summary>
sealed class Sharing : IVersioned
{
    /// <summary>The target.</summary>
    public required Guid IndicatorId { get; init; }

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>How levels answer the whole.</summary>
    public required SharingWay Way { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>The level of one unit.</summary>
sealed class Share : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>The target.</summary>
    public required Guid IndicatorId { get; init; }

    /// <summary>The unit.</summary>
    public required Guid UnitId { get; init; }

    /// <summary>Its level; null where it is still to be set.</summary>
    public decimal? Value { get; set; }

    /// <summary>Denominator (population, cases) by which rates are weighted and counts may be shared.</summary>
    public decimal? Weight { get; set; }

    /// <summary>First day.</summary>
    public required DateOnly StartsOn { get; set; }

    /// <summary>Due on this day.</summary>
    public required DateOnly EndsOn { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>The unit's own target: facts of the unit and everything below it alone.</summary>
    public Target Of(Indicator whole, IReadOnlyCollection<Guid> within) =>
        whole.Target() with { Value = Value, High = null, From = StartsOn, To = EndsOn, OwnerId = UnitId, Within = within };
}

/// <summary>Whether the levels of units answer the whole; shown, never repaired.</summary>
/// <param name="Text">Vietnamese key.</param>
sealed record ShareCheck(bool IsRight, string Text, object?[] Args)
{
    /// <summary>Looks at the levels.</summary>
    public static ShareCheck Of(Comparator comparator, decimal? level, SharingWay way, IReadOnlyList<(decimal? Value, decimal? Weight)> shares)
    {
        if (level is not { } whole) return new(false, Words.Key("chỉ tiêu chung chưa ấn định mức"), []);
        if (shares.Count == 0) return new(false, Words.Key("chưa giao cho đơn vị nào"), []);
        if (shares.Count(s => s.Value is null) is > 0 and var open) return new(false, Words.Key("{0} đơn vị chưa có mức"), [open]);
        switch (way)
        {
            case SharingWay.Sum:
                return Compared(shares.Sum(s => s.Value!.Value), whole, Words.Key("tổng {0} / {1}, đủ"), Words.Key("tổng {0} / {1}, thiếu {2}"), Words.Key("tổng {0} / {1}, vượt {2}"));
            case SharingWay.Weighted:
                var weights = shares.Sum(s => s.Weight ?? 0);
                if (shares.Any(s => s.Weight is null) || weights <= 0) return new(false, Words.Key("chưa đủ mẫu số của các đơn vị để tính bình quân"), []);
                var mean = decimal.Round(shares.Sum(s => s.Value!.Value * s.Weight!.Value) / weights, 2, MidpointRounding.AwayFromZero);
                return Compared(mean, whole, Words.Key("bình quân theo mẫu số {0} / {1}, đủ"), Words.Key("bình quân theo mẫu số {0} / {1}, thiếu {2}"), Words.Key("bình quân theo mẫu số {0} / {1}, vượt {2}"));
            default:
                var lower = comparator is Comparator.AtMost or Comparator.Below;
                var off = shares.Count(s => lower ? s.Value > whole : s.Value < whole);
                return off == 0 ? new(true, Words.Key("mọi đơn vị đều theo mức chung {0}"), [whole]) : new(false, Words.Key("{0} đơn vị có mức kém mức chung {1}"), [off, whole]);
        }
    }

    static ShareCheck Compared(decimal sum, decimal whole, string right, string under, string over) =>
        sum == whole ? new(true, right, [sum, whole]) : sum < whole ? new(false, under, [sum, whole, whole - sum]) : new(false, over, [sum, whole, sum - whole]);
}
