using System.Globalization;
using System.Text;
using System.Xml;

namespace LienY.Insurance;

/// <summary>
/// Reads a file of the insurance feed, one episode at a time: an envelope (GIAMDINHHS), a check-in table, or one bare table. Memory is bounded by
/// <see cref="ReadingLimits"/> however large the file is. Bad content never throws: it becomes faults of the file or of an episode, and whatever stands
/// before it, and after a bad table, is read. Failures of the stream itself are the caller's.
/// </summary>
public sealed class EnvelopeReader : IDisposable
{
    readonly List<Fault> faults = [], pending = [];
    readonly string name;
    readonly Budget budget;
    readonly XmlReader? x;
    TableReader? rows;
    bool ended, bare;
    int records;

    EnvelopeReader(Stream bytes, string name, ReadingLimits limits)
    {
        (this.name, budget) = (name, new Budget(limits));
        try
        {
            var text = TextOpening.Open(bytes, out var told, out var real);
            if (told is not null) Tell("file.encoding-told", Severity.Warn, FaultTexts.Short(told), real);
            x = budget.Parser(text, limits.FileCharacters, budget.Names);
        }
        catch (Exception e) when (Shape(e) is not null)
        {
            Break(e);
        }
    }

    /// <summary>Begins to read; the stream stays the caller's. Nothing is told before <see cref="Next"/>.</summary>
    /// <param name="bytes">The file; it need not seek.</param>
    /// <param name="name">What faults call it.</param>
    /// <param name="limits">Bounds; those of <see cref="ReadingLimits"/> when null.</param>
    public static EnvelopeReader Open(Stream bytes, string name, ReadingLimits? limits = null) => new(bytes, name, limits ?? new());

    /// <summary>What the file says of itself; complete after the last episode.</summary>
    public EnvelopeHead Head { get; } = new();

    /// <summary>Faults of the file as a whole; complete after the last episode.</summary>
    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>Whether the file could not be read to its end.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The next episode, or null at the end.</summary>
    public Episode? Next()
    {
        if (ended || x is null) return null;
        try
        {
            var episode = rows is not null ? CheckIn() : Walk();
            if (episode is not null)
            {
                Head.Episodes++;
                return episode;
            }
            End();
        }
        catch (Exception e) when (Shape(e) is not null)
        {
            Break(e);
        }
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => x?.Dispose();

    Episode? Walk()
    {
        while (x!.Read())
        {
            if (x.NodeType != XmlNodeType.Element) continue;
            budget.Depth(x);
            switch (x.LocalName)
            {
                case "HOSO":
                    return new RecordReader(x, budget, name, NextRecord()).Read();
                case "MACSKCB":
                    Head.Facility = Plain() ?? Head.Facility;
                    break;
                case "NGAYLAP":
                    Head.Made = Moments.Day(Plain()) ?? Head.Made;
                    break;
                case "SOLUONGHOSO":
                    Head.Told = int.TryParse(Plain(), NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? told : Head.Told;
                    break;
                case "CHUKYDONVI" or "Signature":
                    Head.IsSigned |= !x.IsEmptyElement && HasContent();
                    break;
                case "GIAMDINHHS" or "THONGTINDONVI" or "THONGTINHOSO" or "DANHSACHHOSO":
                    break;
                default:
                    if (x.Depth == 0 && FieldBook.Opening(x.LocalName) is { } layout) return Bare(layout);
                    if (x.Depth == 0) Tell("file.unknown-root", Severity.Warn, FaultTexts.Short(x.LocalName));
                    break;
            }
        }
        return null;
    }

    int NextRecord()
    {
        if (++records > budget.Limits.Episodes) throw ReadingStop.Beyond("file.many", budget.Limits.Episodes);
        budget.NewEpisode();
        return records;
    }

    /// <summary>The document is one table.</summary>
    Episode? Bare(TableLayout layout)
    {
        bare = true;
        if (layout.Number == 0)
        {
            rows = new TableReader(x!, budget, f => pending.Add(f with { File = name }));
            Head.IsCheckIn = rows.Open(layout);
            return CheckIn();
        }
        var episode = new Episode(NextRecord());
        var table = new TableReader(x!, budget, f => episode.Tell(f with { File = name, Record = episode.Number }));
        if (table.Open(layout)) while (table.Next() is { } row) episode.Take(row);
        return episode;
    }

    /// <summary>Each row of a check-in table is an episode of its own.</summary>
    Episode? CheckIn()
    {
        if (rows!.Next() is not { } row)
        {
            Head.IsSigned |= rows.Signed;
            return null;
        }
        var episode = new Episode(NextRecord());
        episode.Take(row);
        foreach (var fault in pending) episode.Tell(fault with { Row = fault.Row is null ? null : 1 });
        pending.Clear();
        return episode;
    }

    string? Plain() => budget.Text(x!, 200, out _);

    bool HasContent()
    {
        var (depth, any) = (x!.Depth, false);
        while (x.Read() && !(x.NodeType == XmlNodeType.EndElement && x.Depth == depth))
        {
            any |= x.NodeType is XmlNodeType.Element or XmlNodeType.Text or XmlNodeType.CDATA;
            if (x.NodeType == XmlNodeType.Element) budget.Depth(x);
        }
        return any;
    }

    void End()
    {
        ended = true;
        if (Head.Episodes == 0) Tell("file.not-envelope", Severity.Refuse);
        else if (Head.Facility is null && !bare) Tell("file.facility", Severity.Warn);
        if (Head.Told is { } told && told != Head.Episodes && Head.Episodes > 0)
            Tell("file.count", Severity.Warn, told.ToString(CultureInfo.InvariantCulture), Head.Episodes.ToString(CultureInfo.InvariantCulture));
    }

    void Break(Exception e)
    {
        (ended, IsBroken) = (true, true);
        faults.Add(Shape(e)! with { File = name, Record = records > Head.Episodes ? records : null, Line = (x as IXmlLineInfo)?.LineNumber });
    }

    void Tell(string kind, Severity severity, string? value = null, string? expected = null) =>
        faults.Add(FaultTexts.Make(severity, kind, kind) with { File = name, Value = value, Expected = expected });

    /// <summary>The fault behind an exception that bad content causes; null for any other.</summary>
    internal static Fault? Shape(Exception e, string at = "file")
    {
        switch (e)
        {
            case OuterBroken:
                return Shape(e.InnerException!);
            case ReadingStop stop:
                return FaultTexts.Make(Severity.Refuse, stop.Kind, stop.Kind) with { Value = stop.Value, Expected = stop.Expected };
            case DecoderFallbackException:
                return FaultTexts.Make(Severity.Refuse, "file.encoding", "file.encoding");
            case XmlException xml:
                var kind = IsDtd(xml) ? "file.dtd" : at == "file" && IsEnd(xml) ? "file.truncated" : at + ".broken";
                return FaultTexts.Make(Severity.Refuse, kind, kind) with { Value = FaultTexts.Short(xml.Message), Line = xml.LineNumber > 0 ? xml.LineNumber : null };
            case InvalidDataException:
                return FaultTexts.Make(Severity.Refuse, "zip.broken", "zip.broken");
            default:
                return null;
        }
    }

    static bool IsDtd(XmlException e) => e.Message.Contains("DTD", StringComparison.Ordinal);

    static bool IsEnd(XmlException e) => e.Message.Contains("end of file", StringComparison.OrdinalIgnoreCase)
        || e.Message.Contains("not closed", StringComparison.OrdinalIgnoreCase);
}
