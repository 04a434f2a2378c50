using System.Globalization;

namespace LienY.Insurance;

/// <summary>An invented episode on its way: who, where, when.</summary>
sealed class Draft
{
    static readonly TimeSpan HaNoi = TimeSpan.FromHours(7);

    public Draft(Episode episode, Scene scene, Random chance, Person who, string facility, string set, int number, DateOnly day)
    {
        (Episode, Scene, Chance, Who, Facility, Set, Day) = (episode, scene, chance, who, facility, set, day);
        Key = string.Create(CultureInfo.InvariantCulture, $"GIA-{facility}-{day:yyyyMMdd}-{number:000000}");
        var newKinds = CodeBook.On("visit", day).Contains("14");
        Kind = scene switch
        {
            Scene.Inpatient or Scene.Birth or Scene.Death => "03",
            Scene.Remote => newKinds ? "14" : "10",
            Scene.Outreach => newKinds ? "11" : "10",
            Scene.HealthCheck => newKinds ? "15" : "10",
            Scene.Screening => newKinds ? "16" : "10",
            Scene.Referral => chance.Next(2) == 0 ? "03" : "01",
            _ => "01",
        };
        Days = IsWard ? chance.Next(2, 9) : 1;
        End = new DateTimeOffset(day.ToDateTime(new TimeOnly(chance.Next(13, 17), chance.Next(60))), HaNoi);
        Begin = new DateTimeOffset(day.AddDays(1 - Days).ToDateTime(new TimeOnly(chance.Next(7, 11), chance.Next(60))), HaNoi);
        Ward = IsWard ? scene == Scene.Birth ? "K27" : "K03" : "K01";
    }

    public Episode Episode { get; }

    public Scene Scene { get; }

    public Random Chance { get; }

    public Person Who { get; }

    public string Facility { get; }

    public string Set { get; }

    public DateOnly Day { get; }

    public string Key { get; }

    /// <summary>MA_LOAI_KCB.</summary>
    public string Kind { get; }

    public bool IsWard => Kind == "03";

    public int Days { get; }

    public DateTimeOffset Begin { get; }

    public DateTimeOffset End { get; }

    public string Ward { get; }

    public (string Code, string Name) Illness { get; set; }

    /// <summary>A new row with the key, numbered where the table numbers its rows.</summary>
    public Row Add(int table)
    {
        var row = Episode.Add(table);
        row[FieldNames.MA_LK] = Key;
        if (row.Layout.Find(FieldNames.STT) is not null) row[FieldNames.STT] = row.Number.ToString(CultureInfo.InvariantCulture);
        return row;
    }
}
