using System.Globalization;

namespace LienY.Credits;

/// <summary>A rule of the law with its days: how many hours are asked in which window, or what an activity is worth. Never changed, only followed by a later one.</summary>
sealed class CreditRule
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Short name under which later versions follow, e.g. <c>TT32-120</c>.</summary>
    public required string Code { get; init; }

    /// <summary><c>window</c> (hours asked) or <c>worth</c> (hours counted).</summary>
    public required string Kind { get; init; }

    /// <summary>In words, e.g. "120 giờ trong 5 năm".</summary>
    public required string Name { get; init; }

    /// <summary>For whom a window is: <c>licensed</c> or <c>other</c>; empty for a worth.</summary>
    public string Who { get; init; } = "";

    /// <summary>Which activity (see <see cref="Contracts.CreditEarned"/>); empty for a window.</summary>
    public string Activity { get; init; } = "";

    /// <summary>Form a–d of Law 15/2023, article 22 clause 1.</summary>
    public string Form { get; init; } = "";

    /// <summary>Hundredths of an hour: asked in the window, or counted for one <see cref="Unit"/>.</summary>
    public required long Hundredths { get; init; }

    /// <summary><c>hour</c> (for each hour stated), <c>case</c> (once) or <c>session</c> (for each four hours; once where none are stated).</summary>
    public string Unit { get; init; } = "";

    /// <summary>Years of the window.</summary>
    public int Years { get; init; }

    /// <summary><c>licence</c>: cycles from the day of issue; <c>calendar</c>: calendar years up to the present one.</summary>
    public string Anchor { get; init; } = "";

    /// <summary>First day on which it holds.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>Last day; null: until a later one.</summary>
    public DateOnly? ToDay { get; init; }

    /// <summary>Document and clause.</summary>
    public required string Source { get; init; }

    /// <summary>How sure it is: <c>đọc</c> (read in the document), <c>dẫn lại</c> (quoted by another), <c>suy ra</c> (concluded).</summary>
    public required string Sureness { get; init; }

    /// <summary>A remark.</summary>
    public string Note { get; init; } = "";

    /// <summary>When it was entered; the rules of the house have the beginning of time.</summary>
    public DateTimeOffset MadeAt { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Who entered it; empty: it came with the house.</summary>
    public string MadeBy { get; init; } = "";

    /// <summary>Which version it is, as entries keep it.</summary>
    public string Edition => string.Create(CultureInfo.InvariantCulture, $"{Code}@{FromDay:yyyy-MM-dd}") + (MadeBy.Length > 0 ? "#" + Id.ToString("N")[^6..] : "");

    /// <summary>Holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => FromDay <= day && (ToDay is not { } last || last >= day);

    /// <summary>Hundredths of an hour that an activity counts; hours that are needed and not stated count none.</summary>
    public long WorthOf(decimal? hours) => Unit switch
    {
        "case" => Hundredths,
        "session" => hours is { } h ? (long)decimal.Floor(h / 4) * Hundredths : Hundredths,
        _ => (long)decimal.Round((hours ?? 0) * Hundredths, MidpointRounding.AwayFromZero),
    };
}
