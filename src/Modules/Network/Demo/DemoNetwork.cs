using System.Globalization;
using LienY.Contracts;

namespace LienY.Network;

/// <summary>
/// The organisations, places and agreements of the demonstration: real names; codes clearly synthetic (XD001, 999…). Kiên Giang passes to An Giang and
/// Yên Bái to Lào Cai on 2025-07-01.
/// </summary>
sealed class DemoNetwork(NetworkStore store) : IDemonstration
{
    /// <inheritdoc/>
    public int Order => 10;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        var places = DemoPlaces.Into(store);
        var made = new Dictionary<string, Organisation>();
        foreach (var cells in DemoFacts.Rows("organisations.tsv"))
        {
            if (cells[0] == "@") Happen(made, cells);
            else made.Add(cells[0], Make(made, cells, places));
        }
        store.AllOrganisations.AddRange(made.Values);
        foreach (var (key, organisation) in made) world.Organisations[key] = organisation.Id;
        DemoAgreements.Into(store, world.Organisations);
        await store.SaveChangesAsync(stop);
    }

    static Organisation Make(Dictionary<string, Organisation> made, string[] cells, DemoPlaces places)
    {
        var organisation = Organisation.Of(cells[7], cells[2], cells[1].Length > 0 ? made[cells[1]].Id : null, null);
        organisation.Tier = cells[3] switch { "c" => Tier.Central, "p" => Tier.Province, "a" => Tier.Area, _ => Tier.Commune };
        organisation.Level = cells[4] switch { "s" => CareLevel.Specialised, "b" => CareLevel.Basic, "i" => CareLevel.Initial, _ => CareLevel.None };
        organisation.Country = cells[5];
        organisation.PlaceId = places.Of(cells[6])?.Id;
        var others = cells[8].Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (others.Length > 0) organisation.Short = others[0];
        foreach (var alias in others) organisation.Call(alias);
        if (cells.Length > 9 && cells[9] == "1")
        {
            var number = made.Values.Count(o => o.Codes.Count > 0) + 1;
            organisation.TakeCode(CodeKind.Facility, "XD" + number.ToString("000", CultureInfo.InvariantCulture), null);
            organisation.TakeCode(CodeKind.Identification, "999" + number.ToString("0000000000", CultureInfo.InvariantCulture), null);
        }
        return organisation;
    }

    void Happen(Dictionary<string, Organisation> made, string[] cells)
    {
        var day = DemoFacts.Day(cells[1])!.Value;
        var one = made[cells[3]];
        if (cells[2] == "rename") one.Rename(cells[4], day);
        else if (cells[2] == "move") one.MoveUnder(made[cells[4]].Id, day);
        else
        {
            one.End(day.AddDays(-1));
            store.Passages.Add(new() { FromId = one.Id, ToId = made[cells[4]].Id, Kind = PassageKind.Merged, HappenedOn = day });
        }
    }
}
