using LienY.Contracts;
using LienY.Insurance;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Logbook.Tests;

/// <summary>A hospital with a facility code that sends files of invented visits.</summary>
sealed class FedHospital(Guid id, string code, IReadOnlyList<Episode> episodes, EpisodeMaker maker, DateOnly day, string technique)
{
    static int made;

    public Guid Id => id;
    public string Technique => technique;
    public string Licence => "999002/GIA-CCHN";

    /// <summary>Rows of XML3 with the technique.</summary>
    public int Rows => episodes.Sum(e => e.Rows(3).Count(r => r[FieldNames.MA_DICH_VU] == technique));

    public static async Task<FedHospital> MakeAsync(TestSite site)
    {
        var code = FormattableString.Invariant($"L{Interlocked.Increment(ref made):0000}");
        var id = await site.OrganisationAsync("Bệnh viện gửi hồ sơ " + code, null, "hospital");
        var path = Path.Combine(site.Folder, code + ".csv");
        await File.WriteAllTextAsync(path, $"name,kind,facility_code\nBệnh viện gửi hồ sơ {code},hospital,{code}\n", Scene.Stop);
        await CommandAsync(site, "organisations load", path);
        var day = site.Clock.Today().AddDays(-1);
        var maker = new EpisodeMaker(7, code, day);
        var episodes = maker.Many(12, 1).ToList();
        var technique = episodes.SelectMany(e => e.Rows(3)).Where(r => r[FieldNames.NGUOI_THUC_HIEN] == "999002/GIA-CCHN").GroupBy(r => r[FieldNames.MA_DICH_VU]!)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).First().Key;
        return new(id, code, episodes, maker, day, technique);
    }

    /// <summary>Sends all visits; the note makes another version of each.</summary>
    public async Task SendAsync(TestSite site, string note)
    {
        foreach (var episode in episodes) if (episode.Summary is { } summary) summary[FieldNames.GHI_CHU] = "Dữ liệu thử: " + note;
        var path = Path.Combine(site.Folder, $"XML3176_{code}_{note.Replace(' ', '_')}.xml");
        await using (var file = File.Create(path)) EnvelopeWriter.Write(file, code, day, episodes, maker.Set);
        Assert.Equal(0, await CommandAsync(site, "feed import", path, "--facility", code));
    }

    public string Name(TestSite site, Guid person) => site.HouseAsync(async s => (await s.GetRequiredService<IPractitioners>().FindAsync(person, null, Scene.Stop))!.Name).Result;

    static Task<int> CommandAsync(TestSite site, string name, params string[] args) =>
        site.HouseAsync(s => House.Modules.SelectMany(m => m.Commands).Single(c => c.Name == name).Run(s, args));
}
