using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Exchange;

/// <summary>What the exchange asks for today: systems that knock, messages that were not taken or could not be sent.</summary>
sealed class ExchangeToday(ExchangeDesk desk, Caller caller, Words words) : ITodaySource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!caller.May(ExchangeRights.Connect) && !caller.May(ExchangeRights.Open)) return [];
        var all = await desk.AllAsync(stop);
        var items = all.Strangers.Take(5).Select(s => new TodayItem(TodayList.New, words["Hệ thống “{0}” muốn gửi bản tin HL7", s.Stranger.Application], s.Unit, null,
            "/exchange#strangers", words["Xem"])).ToList();
        items.AddRange(all.Links.Where(l => l.Failed > 0 && caller.Holds(ExchangeRights.Open, l.Link.OrganisationId)).Take(5)
            .Select(l => new TodayItem(TodayList.Due, words["{0} bản tin HL7 không được nhận trong 30 ngày", l.Failed], l.Link.Name, null,
                $"/exchange/messages?link={l.Link.Id}&state=Failed", words["Xem lỗi"])));
        items.AddRange(all.Receivers.Where(r => r.Stuck > 0 && caller.May(ExchangeRights.Open, r.Receiver.OrganisationId)).Take(5)
            .Select(r => new TodayItem(TodayList.Due, words["{0} bản tin HL7 chưa gửi được", r.Stuck], r.Receiver.Name, null, $"/exchange/receivers/{r.Receiver.Id}",
                words["Xem lỗi"])));
        return items;
    }
}
