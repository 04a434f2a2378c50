using LienY.Contracts;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>Tells other modules which days are worked, from the dated table of holidays.</summary>
sealed class WorkdayAnswers(ReportsStore store) : IWorkdays
{
    /// <inheritdoc/>
    public async Task<Workdays> LoadAsync(CancellationToken stop) =>
        new(await store.Holidays.AsNoTracking().ToDictionaryAsync(h => h.Day, h => h.IsOff, stop));
}
