using System.Globalization;
using System.Text;
using System.Xml;

namespace LienY.Insurance;

/// <summary>Writes the envelope of the insurance feed (GIAMDINHHS, tables in base64, an empty CHUKYDONVI) episode by episode, in UTF-8.</summary>
public static class EnvelopeWriter
{
    /// <summary>Writes a whole file.</summary>
    /// <param name="to">Where; it stays open.</param>
    /// <param name="facility">MACSKCB.</param>
    /// <param name="made">NGAYLAP.</param>
    /// <param name="episodes">The episodes; they are counted first.</param>
    /// <param name="set">Rule set whose fields are written.</param>
    public static void Write(Stream to, string facility, DateOnly made, IReadOnlyList<Episode> episodes, string set)
    {
        using var x = XmlWriter.Create(to, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = false });
        x.WriteStartElement("GIAMDINHHS");
        x.WriteStartElement("THONGTINDONVI");
        x.WriteElementString("MACSKCB", facility);
        x.WriteEndElement();
        x.WriteStartElement("THONGTINHOSO");
        x.WriteElementString("NGAYLAP", Moments.Write(made));
        x.WriteElementString("SOLUONGHOSO", episodes.Count.ToString(CultureInfo.InvariantCulture));
        x.WriteStartElement("DANHSACHHOSO");
        var part = new MemoryStream();
        foreach (var episode in episodes)
        {
            x.WriteStartElement("HOSO");
            foreach (var table in episode.Tables)
            {
                part.SetLength(0);
                Table(part, table, episode.Rows(table), set);
                x.WriteStartElement("FILEHOSO");
                x.WriteElementString("LOAIHOSO", FieldBook.Tables[table].Name);
                x.WriteStartElement("NOIDUNGFILE");
                x.WriteBase64(part.GetBuffer(), 0, (int)part.Length);
                x.WriteEndElement();
                x.WriteEndElement();
            }
            x.WriteEndElement();
        }
        x.WriteEndElement();
        x.WriteEndElement();
        x.WriteElementString("CHUKYDONVI", "");
        x.WriteEndElement();
    }

    /// <summary>Writes a check-in file: one row of XML0 for each episode.</summary>
    public static void WriteCheckIn(Stream to, IReadOnlyList<Episode> episodes, string set)
    {
        using var x = XmlWriter.Create(to, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = false });
        var layout = FieldBook.Tables[0];
        x.WriteStartElement(layout.Root);
        x.WriteStartElement(layout.List!);
        foreach (var row in episodes.SelectMany(e => e.Rows(0))) Row(x, row, set, inRoot: false);
        x.WriteEndElement();
        x.WriteElementString("CHUKYDONVI", "");
        x.WriteEndElement();
    }

    /// <summary>Writes one table's own XML.</summary>
    public static void Table(Stream to, int table, IReadOnlyList<Row> rows, string set)
    {
        using var x = XmlWriter.Create(to, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = false, OmitXmlDeclaration = true });
        var layout = FieldBook.Tables[table];
        x.WriteStartElement(layout.Root);
        if (layout.List is not null) x.WriteStartElement(layout.List);
        foreach (var row in rows) Row(x, row, set, inRoot: layout.Row == layout.Root);
        if (layout.List is not null) x.WriteEndElement();
        x.WriteEndElement();
    }

    static void Row(XmlWriter x, Row row, string set, bool inRoot)
    {
        // A table of one row that holds several all the same: each in an element of its own, so that nothing is lost.
        var wrap = !inRoot || row.Number > 1;
        if (wrap) x.WriteStartElement(row.Layout.Row);
        foreach (var field in row.Layout.Fields)
        {
            var value = row[field.Index];
            if (!field.IsIn(set) && value is null) continue;
            x.WriteElementString(field.Name, value ?? "");
        }
        if (wrap) x.WriteEndElement();
    }
}
