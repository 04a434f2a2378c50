using LienY.Kernel;

namespace LienY.Network;

/// <summary>Administrative units of the demonstration, before and after the reform of 2025.</summary>
sealed class DemoPlaces
{
    readonly List<PlaceUnit> units = [];

    /// <summary>Reads the table into a store, not yet saved.</summary>
    public static DemoPlaces Into(NetworkStore store)
    {
        var places = new DemoPlaces();
        foreach (var cells in DemoFacts.Rows("places.tsv"))
        {
            if (cells[0] == ">") store.PlacePassages.Add(places.Passage(cells));
            else store.Places.Add(places.Unit(cells));
        }
        return places;
    }

    /// <summary>The unit of <c>level:code[:old]</c>; districts are always old.</summary>
    public PlaceUnit? Of(string reference)
    {
        if (reference == "-") return null;
        var parts = reference.Split(':');
        return Find(LevelOf(parts[0]), parts[1], old: parts.Length > 2 || parts[0] == "d");
    }

    PlaceUnit Unit(string[] cells)
    {
        var level = LevelOf(cells[0]);
        var last = DemoFacts.Day(cells[5]);
        var (type, name) = PlaceNames.Split(cells[3]);
        var unit = new PlaceUnit
        {
            Code = cells[1],
            Level = level,
            FullName = cells[3],
            Name = name,
            UnitType = type,
            Folded = Fold.Of(cells[3]),
            ValidFrom = DemoFacts.Day(cells[4]) ?? PlaceUnit.Unknown,
            ValidTo = last,
            ParentId = cells[2] == "-" ? null : Find(PlaceLevel.Province, cells[2], old: last is not null).Id,
        };
        units.Add(unit);
        return unit;
    }

    PlacePassage Passage(string[] cells) => new()
    {
        FromId = Find(LevelOf(cells[2]), cells[3], old: true).Id,
        ToId = Find(LevelOf(cells[4]), cells[5], old: false).Id,
        HappenedOn = PlaceUnit.Reform,
        Extent = cells[1] == "w" ? Extent.Whole : Extent.Part,
    };

    PlaceUnit Find(PlaceLevel level, string code, bool old) => units.Single(u => u.Level == level && u.Code == code && u.ValidTo is not null == old);

    static PlaceLevel LevelOf(string letter) => letter switch { "p" => PlaceLevel.Province, "d" => PlaceLevel.District, _ => PlaceLevel.Commune };
}
