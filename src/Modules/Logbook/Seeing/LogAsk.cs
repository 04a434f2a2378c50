using System.Globalization;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Logbook;

/// <summary>What the address of a list of cases asks for.</summary>
sealed record LogAsk(Guid? Facility, Guid? Person, Guid? Ekip, string Technique, LogState? State, bool Independent, DateOnly? From, DateOnly? To, int Page)
{
    /// <summary>Cases on a page.</summary>
    public const int Size = 30;

    /// <summary>Reads an address; what cannot be read counts as not asked.</summary>
    public static LogAsk Of(HttpRequest request) => new(Id(request, "facility"), Id(request, "person"), Id(request, "ekip"),
        request.Query["technique"].ToString() is { Length: > 0 and <= 300 } technique ? CaseInput.CodeOf(technique) : "",
        Enum.TryParse<LogState>(request.Query["state"], out var state) && Enum.IsDefined(state) ? state : null, request.Query["independent"] == "on",
        Say.TryDay(request.Query["from"], out var from) ? from : null, Say.TryDay(request.Query["to"], out var to) ? to : null,
        int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1);

    static Guid? Id(HttpRequest request, string name) => Guid.TryParse(request.Query[name], CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The same as an address.</summary>
    public string Query(int page = 1) => FormattableString.Invariant(
        $"facility={Facility}&person={Person}&ekip={Ekip}&technique={Technique}&state={State}&independent={(Independent ? "on" : "")}&from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}&page={page}");

    /// <summary>Narrows rows to what is asked.</summary>
    public IQueryable<LoggedCase> Narrow(IQueryable<LoggedCase> rows)
    {
        if (Facility is { } facility) rows = rows.Where(c => c.FacilityId == facility);
        if (Person is { } person) rows = rows.Where(c => c.SupervisorId == person || c.Members.Any(m => m.PractitionerId == person));
        if (Ekip is { } ekip) rows = rows.Where(c => c.EkipId == ekip);
        if (Technique.Length > 0) rows = rows.Where(c => c.Technique == Technique);
        if (State is { } state) rows = rows.Where(c => c.State == state);
        if (Independent) rows = rows.Where(c => c.IsIndependent && c.State == LogState.Counted);
        if (From is { } from) rows = rows.Where(c => c.OnDay >= from);
        if (To is { } to) rows = rows.Where(c => c.OnDay <= to);
        return rows;
    }
}
