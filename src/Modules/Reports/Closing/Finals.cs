using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>Setting the official figures of a closed report's period once the period has ended; they stand beside the actual and the estimated ones and move neither.</summary>
sealed class Finals(ReportsStore store, Figures figures, Caller caller, TimeProvider clock)
{
    /// <summary>Takes the figures of the whole period from the ledger, once.</summary>
    public async Task SetAsync(Guid id, int version, CancellationToken stop)
    {
        var report = await store.ReportAsync(id, stop);
        caller.Must(ReportsRights.Write, report.FromId);
        store.Expect(report, version);
        if (!report.IsFrozen) throw Refusal.Conflict("Chỉ chốt số chính thức cho báo cáo đã gửi. Xin gửi báo cáo trước.");
        if (report.FinalOn is { } day) throw Refusal.Conflict("Số chính thức đã chốt ngày {0}. Thay đổi về sau được ghi ở bảng số liệu thay đổi sau chốt.", day);
        if (clock.Today() <= report.PeriodTo) throw Refusal.Conflict("Kỳ báo cáo chưa kết thúc; số chính thức chốt được từ sau ngày {0}.", report.PeriodTo);
        var cells = await store.Cells.Where(c => c.ReportId == id).OrderBy(c => c.Ordinal).ToListAsync(stop);
        var readings = await figures.OnAsync(report, cells, report.PeriodTo, stop);
        foreach (var cell in cells)
        {
            var reading = readings.GetValueOrDefault(cell.IndicatorId);
            (cell.FinalValue, cell.FinalOn, cell.FinalBy, cell.FinalQuery) = (Figures.Kept(reading?.Value), clock.Today(), caller.Name, reading?.Query ?? "");
        }
        report.FinalOn = clock.Today();
        store.Remember(report, report.State, "Chốt số chính thức của kỳ");
        store.Report(Sending.Happened(report, "report.finalised", clock.Today()));
        await store.SaveChangesAsync(stop);
    }
}
