using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Where a target stands and why: a Vietnamese key with its places.</summary>
sealed record Standing(TargetStatus Status, string Why, params object[] Args);

/// <summary>What is known of a target on a day.</summary>
/// <param name="Value">The value up to the day; null where there is none.</param>
/// <param name="First">The first value of the period, with its day.</param>
/// <param name="Accumulates">Each fact adds to it (a count), so that a pace can be expected; else the latest value speaks (a rate, a stock).</param>
sealed record Known(decimal? Value, (DateOnly On, decimal Value)? First, bool Accumulates);

/// <summary>The rules by which a target stands where it stands (docs/indicators.md tells them in full).</summary>
static class Rules
{
    /// <summary>In the first quarter of the period nothing is expected yet.</summary>
    const decimal Grace = 0.25m;

    /// <summary>Fewer earlier points say nothing of what is usual.</summary>
    const int LeastPast = 6;

    /// <summary>So many standard deviations from the mean are unusual.</summary>
    const decimal Unusual = 2;

    public static Standing Of(Target target, Known known, DateOnly asOf)
    {
        var share = Share(target, asOf);
        var due = asOf > target.To;
        if (known.Value is not { } value)
            return !due && share <= Grace
                ? new(TargetStatus.NotDue, Words.Key("Mới qua {0} % thời gian; chưa cần có số liệu."), decimal.Round(share * 100))
                : new(TargetStatus.NoData, Words.Key("Chưa có số liệu nào trong kỳ từ {0} đến {1}."), target.From, asOf < target.To ? asOf : target.To);
        if (target.Comparator == Comparator.Maintain) return Kept(target, known, value, due);
        if (target.Comparator == Comparator.None) return Done(value, due);
        if (target.Value is not { } level)
            return new(due ? TargetStatus.NoData : TargetStatus.NotDue, Words.Key("Kế hoạch chưa ấn định mức chỉ tiêu nên chưa so sánh được."));
        return target.Comparator is Comparator.AtMost or Comparator.Below
            ? Lower(target, known, value, level, due, share)
            : Higher(target, known, value, level, due, share);
    }

    /// <summary>Which share of the period has passed, 0–1.</summary>
    public static decimal Share(Target target, DateOnly asOf)
    {
        var days = target.To.DayNumber - target.From.DayNumber + 1;
        return days <= 0 ? 1 : Math.Clamp((decimal)(asOf.DayNumber - target.From.DayNumber + 1) / days, 0, 1);
    }

    /// <summary>
    /// A target that keeps pace is at risk all the same where its newest figure fell out of its own past: beyond two standard deviations from the mean of the
    /// earlier points of the period, on the wrong side. Only for rates and stocks; a count is judged by its pace.
    /// </summary>
    public static Standing Watched(Standing standing, Target target, Known known, IReadOnlyList<SeriesPoint> series)
    {
        if (standing.Status != TargetStatus.OnTrack || known.Accumulates || known.Value is not { } value) return standing;
        var earlier = series.Count;
        while (earlier > 0 && series[earlier - 1].Value == value) earlier--;
        if (earlier < LeastPast || Spread.Of([.. series.Take(earlier).Select(p => p.Value)]) is not { Deviation: > 0 } past) return standing;
        var (low, high) = past.Bounds(Unusual);
        var (mean, deviation) = (decimal.Round(past.Mean, 2), decimal.Round(past.Deviation, 2));
        return target.Comparator is Comparator.AtMost or Comparator.Below
            ? value <= high ? standing : new(TargetStatus.AtRisk, Words.Key("Số mới nhất là {0}, cao bất thường so với các kỳ trước (trung bình {1}, độ lệch chuẩn {2})."), value, mean, deviation)
            : value >= low ? standing : new(TargetStatus.AtRisk, Words.Key("Số mới nhất là {0}, thấp bất thường so với các kỳ trước (trung bình {1}, độ lệch chuẩn {2})."), value, mean, deviation);
    }

    static Standing Higher(Target target, Known known, decimal value, decimal level, bool due, decimal share)
    {
        if (target.Comparator == Comparator.Above ? value > level : value >= level)
            return target.High is { } high && value > high
                ? new(TargetStatus.Met, Words.Key("Đã đạt {0}, vượt mức trên {1} của khoảng; ghi nhận, không coi là không đạt."), value, high)
                : new(TargetStatus.Met, Words.Key("Đã đạt {0} so với mức {1}."), value, level);
        if (due) return new(TargetStatus.Missed, Words.Key("Hết hạn ngày {0}, mới được {1} so với mức {2}."), target.To, value, level);
        if (known.Accumulates)
        {
            var pace = level * share;
            return value >= pace
                ? new(TargetStatus.OnTrack, Words.Key("Được {0}; theo tiến độ đều đến nay cần {1}."), value, decimal.Round(pace, 1))
                : new(TargetStatus.AtRisk, Words.Key("Mới được {0}; theo tiến độ đều đến nay cần {1}."), value, decimal.Round(pace, 1));
        }
        return Line(target, known, value, level, share, value >= Expected(target, known, level, share));
    }

    static Standing Lower(Target target, Known known, decimal value, decimal level, bool due, decimal share)
    {
        var within = target.Comparator == Comparator.Below ? value < level : value <= level;
        if (due)
            return within ? new(TargetStatus.Met, Words.Key("Hết kỳ là {0}, trong mức {1}."), value, level)
                : new(TargetStatus.Missed, Words.Key("Hết kỳ là {0}, vượt mức {1}."), value, level);
        if (!known.Accumulates)
            return within ? new(TargetStatus.Met, Words.Key("Số mới nhất là {0}, trong mức {1}."), value, level)
                : Line(target, known, value, level, share, value <= Expected(target, known, level, share));
        if (!within) return new(TargetStatus.Missed, Words.Key("Đã là {0}, vượt mức {1} của cả kỳ."), value, level);
        return value <= level * share
            ? new(TargetStatus.OnTrack, Words.Key("Đến nay là {0}; chia đều cho phép {1}."), value, decimal.Round(level * share, 1))
            : new(TargetStatus.AtRisk, Words.Key("Đến nay đã là {0}; chia đều chỉ cho phép {1}."), value, decimal.Round(level * share, 1));
    }

    /// <summary>The straight line from the first value of the period to the level on the last day. One value alone draws no line: then the level itself.</summary>
    static decimal Expected(Target target, Known known, decimal level, decimal share)
    {
        if (known.First is not { } first || first.Value == known.Value || first.On >= target.To) return level;
        var start = Share(target, first.On);
        return start >= 1 ? level : first.Value + (level - first.Value) * Math.Clamp((share - start) / (1 - start), 0, 1);
    }

    static Standing Line(Target target, Known known, decimal value, decimal level, decimal share, bool holds)
    {
        if (holds) return new(TargetStatus.OnTrack, Words.Key("Số mới nhất là {0}, đang tiến đều đến mức {1}."), value, level);
        return share <= Grace
            ? new(TargetStatus.NotDue, Words.Key("Số mới nhất là {0}; mới qua {1} % thời gian nên chưa đánh giá."), value, decimal.Round(share * 100))
            : new(TargetStatus.AtRisk, Words.Key("Số mới nhất là {0}, còn cách mức {1}."), value, level);
    }

    static Standing Kept(Target target, Known known, decimal value, bool due)
    {
        var level = target.Value ?? known.First?.Value ?? value;
        if (value >= level)
            return due ? new(TargetStatus.Met, Words.Key("Duy trì được: {0} so với mức ban đầu {1}."), value, level)
                : new(TargetStatus.OnTrack, Words.Key("Đang duy trì: {0} so với mức ban đầu {1}."), value, level);
        return due ? new(TargetStatus.Missed, Words.Key("Không duy trì được: {0} so với mức ban đầu {1}."), value, level)
            : new(TargetStatus.AtRisk, Words.Key("Đã giảm: {0} so với mức ban đầu {1}."), value, level);
    }

    /// <summary>A target without a number is declared: 1 is done, 0 is not.</summary>
    static Standing Done(decimal value, bool due)
    {
        if (value >= 1) return new(TargetStatus.Met, Words.Key("Chỉ tiêu không có mức bằng số; đã ghi nhận là thực hiện xong."));
        return new(due ? TargetStatus.Missed : TargetStatus.AtRisk, Words.Key("Chỉ tiêu không có mức bằng số; chưa ghi nhận là thực hiện xong."));
    }
}
