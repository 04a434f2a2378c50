using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>Devices that ask for admission, for whoever may admit them.</summary>
sealed class DeviceToday(DeviceDesk desk, Caller caller, Words words) : ITodaySource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!caller.May(ImagingRights.Arrange)) return [];
        return [.. (await desk.AllAsync(stop)).Strangers.Take(5).Select(s => new TodayItem(TodayList.New, words["Thiết bị “{0}” xin kết nối kho hình ảnh", s.Aet],
            s.Address, null, "/imaging/devices#strangers", words["Xem"]))];
    }
}
