using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>What the list of reports shows, from its address.</summary>
sealed record ReportFilter(string Show, Guid? Plan, Guid? Organisation, string Find, int Page)
{
    /// <summary>Choices of <see cref="Show"/> with their words (keys).</summary>
    public static readonly (string Value, string Label)[] Choices =
    [
        ("", Words.Key("Tất cả")), ("open", Words.Key("Chưa gửi")), ("overdue", Words.Key("Quá hạn")), ("sent", Words.Key("Chờ duyệt")),
        ("returned", Words.Key("Bị trả lại")), ("accepted", Words.Key("Đã duyệt")), ("issued", Words.Key("Đã phát hành")),
    ];

    /// <summary>Rows on one page.</summary>
    public const int PageSize = 50;

    /// <summary>Reads the address.</summary>
    public static ReportFilter Of(HttpRequest request) => new(
        Choices.Any(c => c.Value == request.Query["show"]) ? request.Query["show"].ToString() : "",
        Guid.TryParse(request.Query["plan"], out var plan) ? plan : null, Guid.TryParse(request.Query["org"], out var organisation) ? organisation : null,
        Trimmed(request.Query["q"]), int.TryParse(request.Query["page"], out var page) && page is > 0 and < 100_000 ? page : 1);

    /// <summary>The address of this filter on another page or as another file.</summary>
    public string Href(string path, int? page = null) => path + "?" + string.Join('&', new[]
    {
        Show.Length > 0 ? "show=" + Show : "", Plan is { } p ? "plan=" + p : "", Organisation is { } o ? "org=" + o : "",
        Find.Length > 0 ? "q=" + Uri.EscapeDataString(Find) : "", page > 1 ? "page=" + page.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) : "",
    }.Where(p => p.Length > 0));

    /// <summary>The rows: what still waits first by its due day, then what is behind, newest first.</summary>
    public async Task<List<Report>> RowsAsync(ReportsStore store, DateOnly today, CancellationToken stop)
    {
        var rows = store.Reports.AsNoTracking();
        if (Plan is { } plan) rows = rows.Where(r => r.PlanId == plan);
        if (Organisation is { } organisation) rows = rows.Where(r => r.FromId == organisation || r.ToId == organisation);
        if (Fold.Of(Find) is { Length: > 0 } folded) rows = rows.Where(r => r.Folded.Contains(folded));
        rows = Show switch
        {
            "open" => rows.Where(r => r.StoppedOn == null).Where(r => r.State == ReportState.Due || r.State == ReportState.Draft || r.State == ReportState.Returned),
            "overdue" => rows.Where(r => r.StoppedOn == null && (r.State == ReportState.Due || r.State == ReportState.Draft || r.State == ReportState.Returned) && r.DueOn < today),
            "sent" => rows.Where(r => r.State == ReportState.Sent),
            "returned" => rows.Where(r => r.State == ReportState.Returned),
            "accepted" => rows.Where(r => r.State == ReportState.Accepted),
            "issued" => rows.Where(r => r.State == ReportState.Issued),
            _ => rows,
        };
        return [.. (await rows.ToListAsync(stop)).OrderBy(r => r.State is ReportState.Accepted or ReportState.Issued)
            .ThenBy(r => r.State is ReportState.Accepted or ReportState.Issued ? -r.DueOn.DayNumber : r.DueOn.DayNumber).ThenBy(r => r.Title, StringComparer.Ordinal)];
    }

    static string Trimmed(string? text) => text is null ? "" : text.Length > 100 ? text[..100].Trim() : text.Trim();
}

/// <summary>How far a due day is.</summary>
static class Left
{
    /// <summary>"còn 3 ngày", "hôm nay", "quá hạn 5 ngày", or when it was sent: a Vietnamese key and its places.</summary>
    public static (string Kind, string Key, object[] Args) Of(Report report, DateOnly today)
    {
        if (report.StoppedOn is { } stopped) return ("none", Words.Key("không phải lập từ {0}"), [stopped]);
        if (report.SentOn is { } sent && !States.IsOpen(report.State))
            return sent <= report.DueOn ? ("ok", Words.Key("gửi đúng hạn {0}"), [sent]) : ("warn", Words.Key("gửi muộn {0} ngày"), [sent.DayNumber - report.DueOn.DayNumber]);
        return (report.DueOn.DayNumber - today.DayNumber) switch
        {
            < 0 and var late => ("bad", Words.Key("quá hạn {0} ngày"), [-late]),
            0 => ("warn", Words.Key("hạn hôm nay"), []),
            <= 7 and var soon => ("warn", Words.Key("còn {0} ngày"), [soon]),
            var left => ("none", Words.Key("còn {0} ngày"), [left]),
        };
    }
}
