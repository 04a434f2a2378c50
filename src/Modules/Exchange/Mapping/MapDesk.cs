using LienY.Hl7;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Exchange;

/// <summary>The map of a sender: the standard tables with the lines that were written for it.</summary>
sealed class MapDesk(ExchangeStore store, Caller caller)
{
    const int Most = 500;

    /// <summary>The map by which a sender's messages are turned.</summary>
    public async Task<MapBook> BookAsync(Guid link, CancellationToken stop)
    {
        var rules = await LinesAsync(link, stop);
        return MapBook.Standard.With([.. rules.Where(r => r.Kind == LinkRule.OfElement).Select(Element)],
            [.. rules.Where(r => r.Kind == LinkRule.OfCode).Select(r => new CodeRule(r.Entry, r.Element, r.Source))]);
    }

    /// <summary>Own lines of a sender.</summary>
    public Task<List<LinkRule>> LinesAsync(Guid link, CancellationToken stop) =>
        store.Rules.AsNoTracking().Where(r => r.LinkId == link).OrderBy(r => r.Kind).ThenBy(r => r.Entry).ThenBy(r => r.MadeAt).ToListAsync(stop);

    static ElementRule Element(LinkRule r) => new(r.Entry, r.Element, r.Source, r.Turned, r.Condition, "");

    /// <summary>Writes a line; refused where it cannot be understood.</summary>
    public async Task AddAsync(Link link, string kind, string entry, string element, string source, string turned, string condition, CancellationToken stop)
    {
        caller.Must(ExchangeRights.Map, link.OrganisationId);
        if (await store.Rules.CountAsync(r => r.LinkId == link.Id, stop) >= Most) throw Refusal.Invalid("Mỗi kết nối có nhiều nhất {0} dòng ánh xạ riêng.", Most);
        var rule = new LinkRule
        {
            LinkId = link.Id,
            OrganisationId = link.OrganisationId,
            Kind = kind,
            Entry = entry,
            Element = element,
            Source = source,
            Turned = turned,
            Condition = condition,
            MadeAt = store.Clock.GetUtcNow(),
            MadeByName = caller.Name,
        };
        if (kind == LinkRule.OfCode)
        {
            if (!MapBook.Standard.Maps.Contains(entry)) throw new Refusal(RefusalKind.Invalid, "Không có bảng mã “{0}”.", entry) { Field = "entry" };
        }
        else if (MapBook.WrongPart(Element(rule)) is { } wrong)
            throw Refusal.Invalid("Không hiểu phần “{0}” của dòng ánh xạ. Xin xem các dòng chuẩn ở dưới để viết theo.", wrong);
        store.Rules.Add(rule);
        store.Trace("exchange.rule.add", "exchange_link", link.Id.ToString());
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes a line away; the standard one holds again.</summary>
    public async Task<Guid> RemoveAsync(Guid id, CancellationToken stop)
    {
        var rule = await store.Rules.SingleOrDefaultAsync(r => r.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy dòng ánh xạ này.");
        caller.Must(ExchangeRights.Map, rule.OrganisationId);
        store.Rules.Remove(rule);
        store.Trace("exchange.rule.remove", "exchange_link", rule.LinkId.ToString());
        await store.SaveChangesAsync(stop);
        return rule.LinkId;
    }
}
