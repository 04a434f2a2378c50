using System.Globalization;
using System.Text;

namespace LienY.Sheets;

/// <summary>The cell formats of a workbook, gathered while rows are written.</summary>
sealed class StyleBook
{
    /// <summary>Wrapped text; 0 stays the spreadsheet's own format, so that numbers typed into empty cells are numbers.</summary>
    public const int Plain = 4;

    /// <summary>Bold on a grey ground with a line below.</summary>
    public const int Head = 1;

    /// <summary>Text that begins like a formula.</summary>
    public const int Quoted = 2;

    /// <summary>Underlined, blue.</summary>
    public const int Linked = 3;

    const int FirstOwn = 5, FirstOwnFormat = 164;
    readonly List<string> formats = [];

    /// <summary>The format of a number or day in a column.</summary>
    public int For(Column column, object value)
    {
        var code = value switch
        {
            DateOnly => "dd/mm/yyyy",
            DateTime => "dd/mm/yyyy\\ hh:mm",
            _ => column.Kind switch
            {
                ColumnKind.Number => "#,##0" + Digits(column.Decimals),
                ColumnKind.Percent => "0" + Digits(column.Decimals) + "%",
                ColumnKind.Money => "#,##0",
                _ => "General",
            },
        };
        var at = formats.IndexOf(code);
        if (at < 0)
        {
            at = formats.Count;
            formats.Add(code);
        }
        return FirstOwn + at;
    }

    static string Digits(int decimals) => decimals <= 0 ? "" : "." + new string('0', Math.Min(decimals, 10));

    /// <summary>The part <c>xl/styles.xml</c>.</summary>
    public string Xml()
    {
        var xml = new StringBuilder(Workbook.Head).Append(CultureInfo.InvariantCulture, $"<styleSheet xmlns=\"{Workbook.Main}\">");
        var own = formats.Where(f => f != "General").ToList();
        if (own.Count > 0)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<numFmts count=\"{own.Count}\">");
            for (var i = 0; i < own.Count; i++) xml.Append(CultureInfo.InvariantCulture, $"<numFmt numFmtId=\"{FirstOwnFormat + i}\" formatCode=\"{SafeXml.Attribute(own[i])}\"/>");
            xml.Append("</numFmts>");
        }
        xml.Append("<fonts count=\"3\"><font><sz val=\"11\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font>")
            .Append("<font><b/><sz val=\"11\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font>")
            .Append("<font><u/><sz val=\"11\"/><color rgb=\"FF0F7B6C\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font></fonts>")
            .Append("<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>")
            .Append("<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFEFEBE2\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>")
            .Append("<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style=\"thin\"><color rgb=\"FF5A6572\"/></bottom><diagonal/></border></borders>")
            .Append("<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>")
            .Append(CultureInfo.InvariantCulture, $"<cellXfs count=\"{FirstOwn + formats.Count}\">")
            .Append("<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>")
            .Append("<xf numFmtId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"center\" wrapText=\"1\"/></xf>")
            .Append("<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>")
            .Append("<xf numFmtId=\"0\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>")
            .Append("<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>");
        foreach (var format in formats)
            xml.Append(CultureInfo.InvariantCulture, $"<xf numFmtId=\"{(format == "General" ? 0 : FirstOwnFormat + own.IndexOf(format))}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>");
        return xml.Append("</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>").ToString();
    }
}
