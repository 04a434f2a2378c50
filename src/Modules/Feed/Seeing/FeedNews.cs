using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Feed;

/// <summary>Tells people: a file was refused, a hospital that sent has fallen silent.</summary>
sealed class FeedNews(FeedStore store, Overview overview, TimeProvider clock)
{
    /// <summary>Looks for silence.</summary>
    public static readonly Job Round = new("feed-silence", TimeSpan.FromMinutes(30), (services, stop) => services.GetRequiredService<FeedNews>().SilencesAsync(stop));

    /// <summary>Once a day to the hospital, when a file that came by itself was refused, whole or in part.</summary>
    public async Task TellAsync(WaitingFile file, Pace pace, CancellationToken stop)
    {
        if (pace.Outcome is not (FileOutcome.Refused or FileOutcome.Partly) || file.Channel is Channel.Page or Channel.Command or Channel.Again) return;
        await PutAsync(new Notice
        {
            OrganisationId = file.OrganisationId,
            Text = pace.IsOther ? Words.Key("Có tệp hồ sơ mang mã của cơ sở khác nên không nhận.")
                : Words.Key("Có hồ sơ gửi lên không được nhận vì sai quy tắc; xin xem lỗi và gửi lại."),
            Link = $"/feed/files/{file.Id}",
            Once = FormattableString.Invariant($"feed/refused/{file.OrganisationId}/{clock.Today():yyyy-MM-dd}/{(pace.IsOther ? 1 : 0)}"),
        }, stop);
    }

    /// <summary>To each hospital that has sent nothing for a day, once for each silence.</summary>
    public async Task SilencesAsync(CancellationToken stop)
    {
        foreach (var line in (await overview.LinesAsync(stop)).Where(l => l.IsSilent))
            await PutAsync(new Notice
            {
                OrganisationId = line.Facility.Id,
                Text = Words.Key("Đã hơn 24 giờ chưa có hồ sơ nào gửi sang; lần gửi cuối {0}. Xin kiểm tra phần mềm gửi."),
                Args = Notice.ArgsOf(Say.Moment(line.LastFile!.Value)),
                Link = $"/feed/{line.Facility.Id}",
                Once = FormattableString.Invariant($"feed/silent/{line.Facility.Id}/{Commands.Micros(line.LastFile.Value)}"),
            }, stop);
    }

    async Task PutAsync(Notice notice, CancellationToken stop)
    {
        if (await store.WasToldAsync(notice.Once, stop)) return;
        store.Notify(notice);
        try
        {
            await store.SaveChangesAsync(stop);
        }
        catch (Refusal twice) when (twice.Code == "duplicate")
        {
            // Another process was first; the notice stands.
            store.ChangeTracker.Clear();
        }
    }
}

/// <summary>What the feed asks for today: silent hospitals, and refused records that wait to be mended.</summary>
sealed class FeedToday(Overview overview, Caller caller, Words words) : ITodaySource
{
    const int Most = 8;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!caller.May(FeedRights.See)) return [];
        var lines = await overview.LinesAsync(stop);
        var silent = lines.Where(l => l.IsSilent).OrderBy(l => l.LastFile)
            .Select(l => new TodayItem(TodayList.Waiting, words["Chưa gửi hồ sơ từ {0}", l.LastFile], l.Facility.Name, null, $"/feed/{l.Facility.Id}",
                words["Xem liên thông"]));
        var refused = lines.Where(l => l.Refused > 0 && caller.Holds(FeedRights.Open, l.Facility.Id))
            .Select(l => new TodayItem(TodayList.Due, words["{0} hồ sơ không được nhận trong 30 ngày", l.Refused], l.Facility.Name, null,
                $"/feed/{l.Facility.Id}/faults", words["Xem lỗi"]));
        return [.. refused.Take(Most), .. silent.Take(Most)];
    }
}
