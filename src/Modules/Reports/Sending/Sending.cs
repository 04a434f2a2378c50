using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>Sending, accepting and returning: the way of a report between two organisations.</summary>
sealed class Sending(ReportsStore store, Caller caller, TimeProvider clock)
{
    /// <summary>Freezes the cells of a prepared draft and sends it.</summary>
    public async Task SendAsync(Report report, CancellationToken stop, bool byChain = false)
    {
        // Whoever agrees last in the chain of approval was named by the organisation.
        if (!byChain) caller.Must(ReportsRights.Write, report.FromId);
        var was = report.State;
        var cells = await MustBeReadyAsync(report, stop);
        var first = report.Send(clock.Today());
        report.ClosedAt = clock.GetUtcNow();
        foreach (var cell in cells) cell.Hash = Seal.Of(report, cell);
        store.Remember(report, was);
        if (first) store.Report(Happened(report, "report.submitted", ("cadence", report.Cadence.ToString().ToLowerInvariant()), ("on_time", clock.Today() <= report.DueOn ? "true" : "false")));
        Tell(report, report.ToId, Words.Key("Báo cáo mới chờ duyệt: {0}"));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>The cells of a draft that may leave: refused where an estimate has no basis.</summary>
    public async Task<IReadOnlyList<ReportCell>> MustBeReadyAsync(Report report, CancellationToken stop)
    {
        var cells = await store.Cells.Where(c => c.ReportId == report.Id).ToListAsync(stop);
        if (cells.FirstOrDefault(c => c.Estimate is not null && c.EstimateBasis.Length == 0) is { } bare)
            throw new Refusal(RefusalKind.Invalid, "Xin ghi căn cứ của số ước cả kỳ: {0}.", bare.Name) { Field = DraftInput.BasisField(bare), Code = "estimate-without-basis" };
        return cells;
    }

    /// <summary>Accepts a sent report.</summary>
    public async Task AcceptAsync(Guid id, int version, CancellationToken stop)
    {
        var report = await JudgedAsync(id, version, stop);
        var was = report.State;
        report.Accept(clock.Today());
        store.Remember(report, was);
        store.Report(Happened(report, "report.accepted"));
        Tell(report, report.FromId, Words.Key("Báo cáo đã được duyệt: {0}"));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Returns a sent report with a reason.</summary>
    public async Task ReturnAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var report = await JudgedAsync(id, version, stop);
        var was = report.State;
        report.Return(reason);
        store.Remember(report, was, reason);
        Tell(report, report.FromId, Words.Key("Báo cáo bị trả lại, xin sửa và gửi lại: {0}"));
        await store.SaveChangesAsync(stop);
    }

    async Task<Report> JudgedAsync(Guid id, int version, CancellationToken stop)
    {
        var report = await store.ReportAsync(id, stop);
        if (!caller.MayAccept(report)) caller.Must(ReportsRights.Accept, report.ToId);
        return store.Expect(report, version);
    }

    void Tell(Report report, Guid organisation, string text) => store.Notify(new Notice
    {
        OrganisationId = organisation,
        Text = text,
        Args = Notice.ArgsOf(report.Title),
        Link = "/reports/" + report.Id,
        Once = string.Create(CultureInfo.InvariantCulture, $"report/{report.Id}/{report.State}/{report.Version}"),
    });

    /// <summary>A fact about a report, for the organisation that reports.</summary>
    internal static Fact Happened(Report report, string kind, DateOnly on, params (string, string)[] dims) => new()
    {
        Kind = kind,
        UnitId = report.FromId,
        OccurredOn = on,
        Value = 1,
        Module = "reports",
        SourceId = $"report/{report.Id}",
        PlanId = report.PlanId,
        TopicId = report.ObligationId ?? report.Id,
        Dims = Fact.DimsOf(dims),
    };

    Fact Happened(Report report, string kind, params (string, string)[] dims) => Happened(report, kind, clock.Today(), dims);
}

/// <summary>The seal of a figure in a report.</summary>
static class Seal
{
    /// <summary>SHA-256 (hex) over report, target, figures, their sources and the fact query, one a line.</summary>
    public static string Of(Report report, ReportCell cell)
    {
        static string N(decimal? value) => value is { } v ? Ledger.Scale(v).ToString(CultureInfo.InvariantCulture) : "";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
            report.Id, report.Cutoff.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), cell.Ordinal, cell.IndicatorId, cell.Name, cell.Unit, cell.Comparator, N(cell.Target),
            N(cell.TargetHigh), N(cell.Actual), N(cell.Estimate), N(cell.Percent), N(cell.InPeriod), N(cell.SamePeriod), cell.Status, cell.Grade, cell.Facts, cell.Source,
            cell.Formula, cell.Query))));
    }
}
