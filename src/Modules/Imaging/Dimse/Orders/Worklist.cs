using System.Globalization;
using System.Text.RegularExpressions;
using LienY.Dicom;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Imaging;

/// <summary>The work list of a device (modality worklist, PS3.4 annex K): open orders of its facility that match what it asks.</summary>
sealed class Worklist(DimseStore store)
{
    const int Most = 2000;

    static readonly Tag Station = new(0x00400001), StartDay = new(0x00400002), StartTime = new(0x00400003), Steps = new(0x00400100);

    /// <summary>Items that match, the urgent and the earlier first.</summary>
    public async Task<IReadOnlyList<DataSet>> FindAsync(Device device, DataSet asked, CancellationToken stop)
    {
        var holder = device.OrganisationId;
        var since = store.Clock.GetUtcNow().AddDays(-60);
        var open = await store.Orders.AsNoTracking().Where(o => o.OrganisationId == holder && (o.State == OrderState.Scheduled || o.State == OrderState.InProgress))
            .Where(o => o.ScheduledAt >= since).OrderByDescending(o => o.IsUrgent).ThenBy(o => o.ScheduledAt).ThenBy(o => o.Id).Take(Most).ToListAsync(stop);
        var step = asked.Item(Steps);
        return [.. open.Where(o => Matches(o, asked, step)).Select(o => Item(o, asked, step, device))];
    }

    static bool Matches(ImagingOrder order, DataSet asked, DataSet? step)
    {
        var at = Say.WallClock(order.ScheduledAt);
        return Text(asked, Tags.PatientId, order.PatientId) && Text(asked, Tags.AccessionNumber, order.Accession) && Text(asked, Tags.StudyInstanceUid,
            order.StudyUid)
            && Text(asked, new(0x00401001), order.Accession) && Name(asked.Text(Tags.PatientName), order.PatientName)
            && (step is null
                || (Text(step, Tags.Modality, order.Modality) && (order.Station.Length == 0 || Text(step, Station, order.Station))
                    && Span(step.Text(StartDay), at.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
                    && Span(step.Text(StartTime), at.ToString("HHmmss", CultureInfo.InvariantCulture))));
    }

    static bool Text(DataSet asked, Tag tag, string value) =>
        asked.Texts(tag) is var keys && (keys.Count == 0 || keys.All(k => k.Length == 0) || keys.Any(k => Like(k, value)));

    static bool Name(string? key, string name) => string.IsNullOrEmpty(key) || Like(NameFold.Of(key), NameFold.Of(Person(name).ToString()))
        || Like(NameFold.Of(key), NameFold.Of(name));

    static bool Like(string key, string value) => key.IndexOfAny(['*', '?']) < 0 ? key == value
        : Regex.IsMatch(value, "^" + Regex.Escape(key).Replace("\\*", ".*").Replace("\\?", ".") + "$", RegexOptions.NonBacktracking | RegexOptions.Singleline);

    static bool Span(string? key, string value)
    {
        if (string.IsNullOrEmpty(key) || key == "*") return true;
        var dash = key.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0) return value.StartsWith(key, StringComparison.Ordinal);
        var (from, to) = (key[..dash].Trim(), key[(dash + 1)..].Trim());
        return (from.Length == 0 || string.CompareOrdinal(value, from) >= 0) && (to.Length == 0 || string.CompareOrdinal(value, to + "~") <= 0);
    }

    static PersonName Person(string said) => PersonName.OfSaid(said);

    static DataSet Item(ImagingOrder order, DataSet asked, DataSet? askedStep, Device device)
    {
        string Told(string text) => device.IsAscii ? AsciiName.Fold(text) : text;
        var at = Say.WallClock(order.ScheduledAt);
        var item = new DataSet();
        if (!device.IsAscii) item.Set(Tags.SpecificCharacterSet, "ISO_IR 192");
        var step = new DataSet().Set(Tags.Modality, order.Modality).Set(Station, order.Station.Length > 0 ? order.Station : device.Aet)
            .Set(StartDay, at.ToString("yyyyMMdd", CultureInfo.InvariantCulture)).Set(StartTime, at.ToString("HHmmss", CultureInfo.InvariantCulture))
            .Set(new Tag(0x00400006), "").Set(new Tag(0x00400007), Cut(Told(order.Title), 64)).Set(new Tag(0x00400009), order.Accession).Set(new Tag(0x00400010), "")
            .Set(new Tag(0x00400011), "").Set(new Tag(0x00400020), "SCHEDULED");
        Keep(step, askedStep, Tags.Modality, Station, StartDay, StartTime, new(0x00400009));
        item.Set(Tags.AccessionNumber, order.Accession).Set(Tags.ReferringPhysicianName, Told(Person(order.Referrer).ToString()))
            .Set(Tags.PatientName, Told(Person(order.PatientName).ToString())).Set(Tags.PatientId, Told(order.PatientId))
            .Set(Tags.PatientBirthDate, order.BirthDay?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? "").Set(Tags.PatientSex, order.Sex)
            .Set(Tags.StudyInstanceUid, order.StudyUid).Set(new Tag(0x00321032), Told(Person(order.Referrer).ToString())).Set(new Tag(0x00321060),
                Cut(Told(order.Title), 64))
            .Set(new Tag(0x00401001), order.Accession).Set(new Tag(0x00401002), Cut(Told(order.Reason), 64)).Set(new Tag(0x00401003), order.IsUrgent ? "HIGH"
                : "ROUTINE");
        item.SetItems(Steps, step);
        Keep(item, asked, Tags.SpecificCharacterSet, Tags.PatientName, Tags.PatientId, Tags.StudyInstanceUid, Tags.AccessionNumber, Steps, new(0x00401001));
        return item;
    }

    static string Cut(string text, int most) => text.Length > most ? text[..most] : text;

    // What was asked for is answered, empty where nothing is known; of what was not, only what a device cannot work without.
    static void Keep(DataSet answer, DataSet? asked, params Tag[] always)
    {
        if (asked is null || asked.Count == 0) return;
        answer.RemoveWhere(e => !asked.Has(e.Tag) && !always.Contains(e.Tag));
        foreach (var element in asked)
            if (!answer.Has(element.Tag) && element.Tag != Tags.SpecificCharacterSet && element.Tag.Element != 0)
                answer.Set(element.Vr == Vr.SQ ? new Element(element.Tag, (IReadOnlyList<DataSet>)[]) : new Element(element.Tag, element.Vr, default));
    }
}
