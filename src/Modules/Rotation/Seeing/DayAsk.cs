using System.Globalization;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Rotation;

/// <summary>
/// What the address of a list of orders or days asks for. <paramref name="Show"/>: <c>unmet</c>, <c>met</c>, <c>ahead</c>, <c>claimed</c>,
/// <c>leave</c>; empty: all.
/// </summary>
sealed record DayAsk(string Scheme, Guid? Order, Guid? Place, Guid? Person, string Show, DateOnly? From, DateOnly? To, int Page)
{
    /// <summary>Lines on a page.</summary>
    public const int Size = 40;

    /// <summary>Reads an address; what cannot be read counts as not asked.</summary>
    public static DayAsk Of(HttpRequest request) => new(request.Query["scheme"].ToString() is "1816" or "585" or "commune" ? request.Query["scheme"].ToString()
        : "", Id(request, "order"),
        Id(request, "place"), Id(request, "person"), request.Query["show"].ToString() is "unmet" or "met" or "ahead" or "claimed" or "leave"
            ? request.Query["show"].ToString() : "",
        Say.TryDay(request.Query["from"], out var from) ? from : null, Say.TryDay(request.Query["to"], out var to) ? to : null,
        int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1);

    static Guid? Id(HttpRequest request, string name) => Guid.TryParse(request.Query[name], CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The same as an address.</summary>
    public string Query(int page = 1) => FormattableString.Invariant(
        $"scheme={Scheme}&order={Order}&place={Place}&person={Person}&show={Show}&from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}&page={page}");

    /// <summary>Narrows days to what is asked.</summary>
    public IQueryable<RotationDay> Narrow(IQueryable<RotationDay> rows, DateOnly today)
    {
        if (Scheme.Length > 0) rows = rows.Where(d => d.Scheme == Scheme);
        if (Order is { } order) rows = rows.Where(d => d.OrderId == order);
        if (Place is { } place) rows = rows.Where(d => d.ReceiverId == place);
        if (Person is { } person) rows = rows.Where(d => d.PractitionerId == person);
        if (From is { } from) rows = rows.Where(d => d.OnDay >= from);
        if (To is { } to) rows = rows.Where(d => d.OnDay <= to);
        return Show switch
        {
            "unmet" => rows.Where(d => d.OnDay < today && d.State != DayState.Met && d.State != DayState.Excused),
            "met" => rows.Where(d => d.State == DayState.Met),
            "ahead" => rows.Where(d => d.OnDay >= today && d.State == DayState.Planned),
            "claimed" => rows.Where(d => d.State == DayState.Claimed),
            "leave" => rows.Where(d => d.State == DayState.LeaveAsked),
            _ => rows,
        };
    }
}
