using LienY.Contracts;

namespace LienY.Logbook;

/// <summary>Before the hospitals of the demonstration send their year of visits: which techniques are followed there, and who stands in the rows.</summary>
sealed class WatchDemonstration(ICaseLog log, IPractitioners register) : IDemonstration
{
    /// <summary>What the invented visits hold: an electrocardiogram and an ultrasound of the belly.</summary>
    public static readonly IReadOnlyList<string> Techniques = ["02.0085.1778", "18.0015.0001"];

    /// <inheritdoc/>
    public int Order => 44;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        if (!world.Organisations.TryGetValue("bv-san-nhi-lao-cai", out var hospital)) return;
        await register.EnterAsync(new("Má Thị Yến (mẫu)", new(1990, 4, 12), null, "technician", hospital, "999002/GIA-CCHN", new(2019, 6, 1), null,
            "Kỹ thuật thăm dò chức năng"), stop);
        await log.WatchAsync(hospital, Techniques, stop);
    }
}
