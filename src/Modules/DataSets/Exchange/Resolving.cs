using LienY.Contracts;
using LienY.Periods;

namespace LienY.DataSets;

/// <summary>Makes entries of rows: looks up what they name, by the schemes of the import, and checks them.</summary>
sealed class Resolving(Glossary glossary, UnitIndex units, ImportOptions options, Checking checking, string by)
{
    readonly Dictionary<string, Element?> elements = new(StringComparer.Ordinal);
    readonly Dictionary<string, (TreeUnit? Unit, bool Mine)> organisations = new(StringComparer.Ordinal);
    readonly Dictionary<string, Period?> periods = new(StringComparer.Ordinal);
    readonly Dictionary<string, Combo?> combos = new(StringComparer.Ordinal);
    readonly Dictionary<string, DataSet?> sets = new(StringComparer.Ordinal);

    /// <summary>The data set that the header names.</summary>
    public DataSet? Set { get; private set; }

    Combo? attribute;
    string? period;
    string? unit;

    /// <summary>Takes the header; a fault here refuses the whole file.</summary>
    public Fault? Take(RawHeader header)
    {
        if (header.DataSet is { Length: > 0 } set && (Set = SetOf(set)) is null) return new("E7600", "dataSet", set, set);
        if (options.StrictElements && Set is null) return new("E7600", "dataSet", "", "");
        if (header.OrgUnit is { Length: > 0 } text && UnitOf(text).Unit is null) return new("E7603", "orgUnit", text, text);
        if (header.AttributeOptionCombo is { Length: > 0 } combo && (attribute = ComboOf(combo)) is null) return new("E7604", "attributeOptionCombo", combo, combo);
        (period, unit) = (header.Period, header.OrgUnit);
        return null;
    }

    /// <summary>A data set by what the file calls it.</summary>
    public DataSet? SetOf(string text) => sets.TryGetValue(text, out var known) ? known : sets[text] = glossary.Sets.Find(text, options.SetScheme);

    /// <summary>A unit by what the file calls it, and whether the caller may enter for it.</summary>
    public (TreeUnit? Unit, bool Mine) UnitOf(string? text)
    {
        if (string.IsNullOrEmpty(text)) return (null, false);
        if (organisations.TryGetValue(text, out var known)) return known;
        var found = units.Find(text, options.UnitScheme);
        return organisations[text] = (found, found is not null && checking.Reaches(found.Id));
    }

    /// <summary>A period by its code, or as ADX writes it.</summary>
    public Period? PeriodOf(string? text, bool isAdx, DataSet? set)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var key = isAdx ? text + " " + set?.PeriodType : text;
        if (periods.TryGetValue(key, out var known)) return known;
        return periods[key] = Period.TryParse(text, out var plain) ? plain : isAdx && Period.TryAdx(text, PeriodType.Find(set?.PeriodType), out var adx) ? adx : null;
    }

    /// <summary>Makes an entry; a fault where the row cannot be taken.</summary>
    public (Entry? Entry, Fault? Fault) Make(RawValue raw)
    {
        var (entry, fault) = Try(raw);
        return (entry, fault is null ? null : fault with { Row = raw.Row, Value = raw.Value ?? "" });
    }

    (Entry? Entry, Fault? Fault) Try(RawValue raw)
    {
        if (ElementOf(raw.DataElement) is not { } element) return (null, Missing("E7610", "dataElement", raw.DataElement));
        var set = raw.DataSet is { Length: > 0 } named ? SetOf(named) : Set;
        if (set is null && raw.DataSet is { Length: > 0 }) return (null, Missing("E7600", "dataSet", raw.DataSet));
        if (PeriodOf(raw.Period ?? period, raw.IsAdx, set) is not { } when) return (null, Missing("E7611", "period", raw.Period ?? period));
        var (place, mine) = UnitOf(raw.OrgUnit ?? unit);
        if (place is null) return (null, Missing("E7612", "orgUnit", raw.OrgUnit ?? unit));
        var (combo, wrong) = Cell(raw, element);
        if (combo is null) return (null, wrong);
        var (version, fault) = Attribute(raw, element, set);
        if (version is null) return (null, fault);
        if (!mine) return (null, Missing("E7617", "orgUnit", raw.OrgUnit ?? unit));
        if (raw.Comment is { Length: > 50_000 }) return (null, new("E7620", "comment", ""));
        if (set is not null && options.StrictElements && set.Elements.All(e => e.ElementId != element.Id)) return (null, new("E7633", "dataElement", element.Uid, element.Code, set.Code));
        var entry = new Entry(element, combo, version, place.Id, when)
        {
            Row = raw.Row,
            Comment = Clean(raw.Comment),
            Followup = raw.Followup,
            StoredBy = raw.StoredBy is { Length: > 0 and <= 255 } ? Clean(raw.StoredBy)! : by,
            Grade = Kernel.Grade.DeclaredWithFile,
            IsDeletion = options.Strategy == Strategy.Delete || raw.Deleted,
        };
        return (checking.Check(element, combo, version, place.Id, when, options.StrictUnits) is { } closed) ? (null, closed) : Valued(raw, entry);
    }

    static (Entry?, Fault?) Valued(RawValue raw, Entry entry)
    {
        if (entry.IsDeletion) return (entry, null);
        var element = entry.Element;
        // ADX has numbers only in its value; other types stand in the annotation beside it.
        var text = raw.Annotation is { Length: > 0 } said && !ValueTypes.IsNumber(element.ValueType) ? said : raw.Value;
        if (string.IsNullOrWhiteSpace(text)) return (null, new("E7618", "value", element.Uid, element.Code));
        if (!ValueTypes.TryRead(element.ValueType, text, out var kept, out var number)) return (null, new("E7619", "value", text, element.ValueType, Cut(text)));
        // A zero that says no more than an empty cell empties the cell.
        if (number == 0 && !element.ZeroCounts && ValueTypes.IsNumber(element.ValueType)) return (entry with { IsDeletion = true }, null);
        return (entry with { Value = kept, Number = number, Comment = entry.Comment ?? (raw.Annotation is { } note && text != note ? note : null) }, null);
    }

    (Combo?, Fault?) Cell(RawValue raw, Element element)
    {
        if (raw.CategoryOptionCombo is { Length: > 0 } text)
            return ComboOf(text) is { } found ? (found, null) : (null, Missing("E7613", "categoryOptionCombo", text));
        if (raw.Choices is { } choices && element.CombinationId != Combination.DefaultId)
            return Chosen(element.CombinationId, choices) is { } cell ? (cell, null)
                : (null, Missing("E7613", "categoryOptionCombo", string.Join(", ", choices.Select(c => $"{c.Key}={c.Value}"))));
        if (element.CombinationId != Combination.DefaultId || options.RequireCombo) return (null, new("E7630", "categoryOptionCombo", "", element.Code));
        return (glossary.Default, null);
    }

    (Combo?, Fault?) Attribute(RawValue raw, Element element, DataSet? set)
    {
        if (raw.AttributeOptionCombo is { Length: > 0 } text)
            return ComboOf(text) is { } found ? (found, null) : (null, Missing("E7615", "attributeOptionCombo", text));
        if (raw.GroupChoices is { } choices)
        {
            var combinations = (set is null ? [] : new[] { set.CombinationId })
                .Concat(glossary.VersionsOf[element.Id].Select(v => glossary.Combos[v.ComboId].CombinationId)).Distinct().Where(c => c != Combination.DefaultId);
            foreach (var combination in combinations)
                if (Chosen(combination, choices) is { } cell) return (cell, null);
        }
        if (attribute is not null) return (attribute, null);
        return options.RequireAttribute ? (null, new("E7631", "attributeOptionCombo", "")) : (glossary.Default, null);
    }

    Combo? Chosen(Guid combinationId, Dictionary<string, string> given)
    {
        var chosen = new HashSet<Guid>();
        foreach (var part in glossary.Combinations[combinationId].Categories)
        {
            var category = glossary.Categories[part.CategoryId];
            if (!given.TryGetValue(category.Code, out var text) && !given.TryGetValue(category.Uid, out text)) return null;
            var choices = category.Choices.Select(c => glossary.Choices[c.ChoiceId]);
            if (choices.FirstOrDefault(c => c.Code == text || c.Uid == text || c.Name == text) is not { } choice) return null;
            chosen.Add(choice.Id);
        }
        return glossary.Cell(combinationId, chosen);
    }

    Element? ElementOf(string? text) =>
        text is null ? null : elements.TryGetValue(text, out var known) ? known : elements[text] = glossary.Elements.Find(text, options.ElementScheme);

    // Files that name elements by code often still have the uid of the default cell.
    Combo? ComboOf(string text) => combos.TryGetValue(text, out var known) ? known
        : combos[text] = glossary.Combos.Find(text, options.ComboScheme) ?? glossary.Combos.Find(text, IdScheme.Any);

    static Fault Missing(string code, string property, string? text) => new(code, property, Cut(text ?? ""), Cut(text ?? ""));

    // PostgreSQL keeps no NUL in text.
    static string? Clean(string? text) => text?.Replace('\0', ' ');

    static string Cut(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
