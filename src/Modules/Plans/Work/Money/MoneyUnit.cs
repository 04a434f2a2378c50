using LienY.Kernel;

namespace LienY.Plans;

/// <summary>In which unit money is shown: đồng, triệu or tỷ. Only shown, never computed with.</summary>
sealed record MoneyUnit(string Code, string Word, long Of)
{
    /// <summary>The units that are offered.</summary>
    public static readonly IReadOnlyList<MoneyUnit> All = [new("dong", Words.Key("đồng"), 1), new("trieu", Words.Key("triệu đồng"), 1_000_000), new("ty", Words.Key("tỷ đồng"), 1_000_000_000)];

    /// <summary>A unit by its code in the address; null where there is none.</summary>
    public static MoneyUnit? Find(string? code) => All.FirstOrDefault(u => u.Code == code);

    /// <summary>What suits the size: tỷ from a thousand tỷ, triệu from ten tỷ, else đồng.</summary>
    public static MoneyUnit For(Money total) => (total.Planned ?? total.Allocated ?? total.Spent ?? 0) switch { >= 1_000_000_000_000 => All[2], >= 10_000_000_000 => All[1], _ => All[0] };

    /// <summary>An amount in this unit, or a dash.</summary>
    public string Say(long? amount) => amount is { } a ? Kernel.Say.Number(decimal.Round(a / (decimal)Of, Of == 1 ? 0 : 2)) : "–";
}
