using System.Text;
using System.Xml;

namespace LienY.Insurance;

/// <summary>Reads one HOSO: every FILEHOSO in whatever order; a bad one leaves the others unharmed.</summary>
sealed class RecordReader(XmlReader x, Budget budget, string file, int number)
{
    readonly Episode episode = new(number);
    readonly HashSet<int> seen = [];

    public Episode Read()
    {
        if (!x.IsEmptyElement)
        {
            var depth = x.Depth;
            while (x.Read() && !(x.NodeType == XmlNodeType.EndElement && x.Depth == depth))
            {
                if (x.NodeType != XmlNodeType.Element) continue;
                budget.Depth(x);
                if (x.LocalName == "FILEHOSO") Part();
            }
            if (x.EOF) throw new ReadingStop("file.truncated");
        }
        if (!episode.Tables.Any() && episode.Faults.Count == 0) Tell("record.empty", "record.empty", Severity.Refuse);
        return episode;
    }

    void Part()
    {
        if (x.IsEmptyElement) return;
        var depth = x.Depth;
        string? told = null;
        var (layout, done) = ((TableLayout?)null, false);
        while (x.Read() && !(x.NodeType == XmlNodeType.EndElement && x.Depth == depth))
        {
            if (x.NodeType != XmlNodeType.Element) continue;
            budget.Depth(x);
            if (x.LocalName == "LOAIHOSO")
            {
                told = budget.Text(x, 200, out _) ?? "";
                layout = FieldBook.OfKind(told);
                if (layout is null) Tell("table.unknown-kind", "table.unknown-kind", Severity.Refuse, value: FaultTexts.Short(told));
            }
            else if (x.LocalName != "NOIDUNGFILE")
            {
                budget.Skip(x);
            }
            else if (told is not null && layout is null)
            {
                budget.Skip(x);
            }
            else
            {
                Content(layout);
                done = true;
            }
        }
        if (told is null) Tell("table.no-kind", "table.no-kind", done ? Severity.Warn : Severity.Refuse);
        else if (layout is not null && !done) Empty(layout);
    }

    void Content(TableLayout? layout)
    {
        if (x.IsEmptyElement)
        {
            if (layout is not null) Empty(layout);
            return;
        }
        var depth = x.Depth;
        var content = new ContentText(x);
        try
        {
            if (content.First() is { } first)
            {
                using var parser = first == '<' ? budget.Parser(content, budget.Limits.TableCharacters, budget.Inside) : Decoded(content);
                Table(parser, layout);
            }
            else if (x.NodeType == XmlNodeType.Element)
            {
                Rows(x, layout);
            }
            else if (layout is not null)
            {
                Empty(layout);
            }
        }
        catch (Exception e) when (e is not OuterBroken && EnvelopeReader.Shape(e, "table") is not null)
        {
            // The parser of the file itself may have met the fault: then there is nothing behind it.
            if (x.ReadState == ReadState.Error) throw;
            var fault = EnvelopeReader.Shape(e, "table")!;
            var rule = layout is null ? fault.Rule : layout.Name + fault.Rule[fault.Rule.IndexOf('.', StringComparison.Ordinal)..];
            episode.Tell(fault with { File = file, Record = number, EpisodeKey = episode.Key, Table = layout?.Name, Rule = rule });
        }
        Leave(depth);
    }

    XmlReader Decoded(ContentText content)
    {
        // What a table says of its own encoding is not told: "utf-16" over UTF-8 is a habit of half the exports.
        var text = TextOpening.Open(new Base64Bytes(content, budget.Room), out _, out _);
        return budget.Parser(text, budget.Limits.TableCharacters, budget.Inside);
    }

    void Table(XmlReader parser, TableLayout? layout)
    {
        while (parser.Read())
        {
            if (parser.NodeType != XmlNodeType.Element) continue;
            Rows(parser, layout);
            // The rest must be well formed too.
            while (parser.Read())
            {
            }
            return;
        }
    }

    void Rows(XmlReader parser, TableLayout? layout)
    {
        var reader = new TableReader(parser, budget, f => episode.Tell(f with { File = file, Record = number, EpisodeKey = episode.Key }));
        if (!reader.Open(layout))
        {
            if (layout is null) Tell("table.unknown-kind", "table.unknown-kind", Severity.Refuse, value: FaultTexts.Short(parser.LocalName));
            budget.Skip(parser);
            return;
        }
        if (!seen.Add(reader.Layout.Number))
            Tell(reader.Layout.Name + ".twice", "table.twice", reader.Layout.Number == 1 ? Severity.Refuse : Severity.Warn, reader.Layout);
        var any = false;
        while (reader.Next() is { } row)
        {
            any = true;
            episode.Take(row);
        }
        if (!any) Empty(reader.Layout);
    }

    /// <summary>Goes to the end of the element that began at a depth, whatever is left in it.</summary>
    void Leave(int depth)
    {
        while (!(x.NodeType == XmlNodeType.EndElement && x.Depth == depth))
        {
            if (!x.Read()) throw new ReadingStop("file.truncated");
            if (x.NodeType == XmlNodeType.Element) budget.Depth(x);
        }
    }

    void Empty(TableLayout layout) => Tell(layout.Name + ".empty", "table.empty", layout.Number == 1 ? Severity.Refuse : Severity.Warn, layout);

    void Tell(string rule, string kind, Severity severity, TableLayout? layout = null, string? value = null, string? expected = null) => episode.Tell(
        FaultTexts.Make(severity, rule, kind) with
        {
            File = file,
            Record = number,
            EpisodeKey = episode.Key,
            Table = layout?.Name,
            Value = value,
            Expected = expected,
        });
}
