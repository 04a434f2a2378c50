using LienY.Kernel;
using LienY.Periods;

namespace LienY.DataSets;

/// <summary>
/// Checks figures against the dictionary, in the order in which DHIS2 does: what is named must exist and lie within the caller's reach, the value
/// must suit its type, the cell must belong to the element, the period must be open. That a report is approved is seen when it is written.
/// </summary>
sealed class Checking(Glossary glossary, UnitIndex units, Caller caller, DateOnly today, bool force)
{
    readonly Dictionary<Guid, DateOnly> latest = [];

    /// <summary>The caller may enter for the unit.</summary>
    public bool Reaches(Guid unitId) => caller.May(DataSetsRights.Enter, unitId);

    /// <summary>Checks a figure whose parts are known; null where it can be taken.</summary>
    public Fault? Check(Element element, Combo combo, Combo attribute, Guid unitId, Period period, bool strictUnits)
    {
        if (combo.CombinationId != element.CombinationId) return new("E7634", "categoryOptionCombo", combo.Uid, combo.Code, element.Code);
        if (!attribute.IsDefault && !Suits(element, attribute)) return new("E7635", "attributeOptionCombo", attribute.Uid, attribute.Code, element.Code);
        var fault = Period(element, unitId, period);
        if (fault is null && strictUnits && !Sets(element).Any(s => Assigned(s, unitId, period)))
            return new("E7636", "orgUnit", units.Uid(unitId), Named(unitId), element.Code);
        return fault;
    }

    bool Suits(Element element, Combo attribute) =>
        glossary.VersionsOf[element.Id].Any(v => v.ComboId == attribute.Id) || Sets(element).Any(s => s.CombinationId == attribute.CombinationId);

    IEnumerable<DataSet> Sets(Element element) => glossary.SetsOf[element.Id];

    bool Assigned(DataSet set, Guid unitId, Period period) => glossary.SetsOfUnit[unitId].Any(u => u.SetId == set.Id && u.Covers(period.Last));

    Fault? Period(Element element, Guid unitId, Period period)
    {
        Fault Of(string code, string about) => new(code, "period", period.Code, period.Code, about);
        if (!ReportRules.Within(element.ValidFrom, element.ValidTo, period)) return Of("E7643", element.Code);
        var sets = Sets(element).ToList();
        // What no data set asks for (a population) may be told for the year that runs, not for years to come.
        if (sets.Count == 0) return !force && period.First > today.AddYears(1) ? Of("E7641", element.Code) : null;
        var fitting = sets.Where(s => s.PeriodType == period.Type.Name).ToList();
        if (fitting.Count == 0) return Of("E7632", element.Code);
        if (force) return null;
        if (fitting.All(s => period.Last > Latest(s, period.Type))) return Of("E7641", element.Code);
        var mine = fitting.Where(s => Assigned(s, unitId, period)).DefaultIfEmpty(fitting[0]).ToList();
        if (mine.All(s => !ReportRules.Within(s.ValidFrom, s.ValidTo, period))) return Of("E7643", mine[0].Code);
        return mine.All(s => ReportRules.IsExpired(s, period, today)) ? Of("E7640", mine[0].Code) : null;
    }

    DateOnly Latest(DataSet set, PeriodType type) => latest.TryGetValue(set.Id, out var day) ? day : latest[set.Id] = ReportRules.LatestOpen(set, type, today).Last;

    string Named(Guid unitId) => units.Tree.Find(unitId)?.Name ?? units.Uid(unitId);
}
