using System.Xml;

namespace LienY.DataSets;

/// <summary>XML from outside: no document type, no entities, nothing fetched.</summary>
static class SafeXml
{
    /// <summary>A reader.</summary>
    public static XmlReader Open(Stream stream) => XmlReader.Create(stream, new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreWhitespace = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    });
}

/// <summary>A dataValueSet in XML: header and rows in attributes, whatever the namespace.</summary>
sealed class XmlFile(Func<Stream> open) : IValueFile
{
    /// <inheritdoc/>
    public string Format => "xml";

    /// <inheritdoc/>
    public int Scan(RawHeader header, CancellationToken stop)
    {
        try
        {
            using var reader = SafeXml.Open(open());
            if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "dataValueSet") throw new BadFile("the root element is not 'dataValueSet'");
            while (reader.MoveToNextAttribute()) header.Take(reader.LocalName, reader.Value);
            var rows = 0;
            while (reader.Read())
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "dataValue" } && ++rows % 10_000 == 0) stop.ThrowIfCancellationRequested();
            return rows;
        }
        catch (XmlException problem)
        {
            throw new BadFile(problem.Message, problem);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<RawValue> Rows()
    {
        using var reader = SafeXml.Open(open());
        var row = 0;
        while (reader.Read())
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "dataValue" }) continue;
            var value = new RawValue { Row = row++ };
            while (reader.MoveToNextAttribute()) Fields.Take(value, reader.LocalName, reader.Value);
            yield return value;
        }
    }
}

/// <summary>
/// An ADX message (IHE QRPH Aggregate Data Exchange, <c>urn:ihe:qrph:adx:2015</c>): groups by data set, period and unit; categories as attributes;
/// a text that is no number stands in <c>annotation</c>.
/// </summary>
sealed class AdxFile(Func<Stream> open) : IValueFile
{
    /// <inheritdoc/>
    public string Format => "adx";

    /// <inheritdoc/>
    public int Scan(RawHeader header, CancellationToken stop)
    {
        try
        {
            using var reader = SafeXml.Open(open());
            if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "adx") throw new BadFile("the root element is not 'adx'");
            var rows = 0;
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName == "group" && reader.GetAttribute("completeDate") is { } date)
                    header.Completions.Add(new(reader.GetAttribute("dataSet"), reader.GetAttribute("period"), reader.GetAttribute("orgUnit"), date, true));
                if (reader.LocalName == "dataValue" && ++rows % 10_000 == 0) stop.ThrowIfCancellationRequested();
            }
            return rows;
        }
        catch (XmlException problem)
        {
            throw new BadFile(problem.Message, problem);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<RawValue> Rows()
    {
        using var reader = SafeXml.Open(open());
        var row = 0;
        RawValue? group = null;
        reader.MoveToContent();
        reader.Read();
        while (!reader.EOF)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "group" }) group = Group(reader);
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "dataValue" } && group is not null) yield return Value(reader, group, row++);
            else reader.Read();
        }
    }

    static RawValue Group(XmlReader reader)
    {
        var group = new RawValue();
        while (reader.MoveToNextAttribute())
        {
            switch (reader.LocalName)
            {
                case "dataSet": group.DataSet = reader.Value; break;
                case "period": group.Period = reader.Value; break;
                case "orgUnit": group.OrgUnit = reader.Value; break;
                case "attributeOptionCombo": group.AttributeOptionCombo = reader.Value; break;
                case "comment": group.Comment = reader.Value; break;
                case "completeDate" or "exported": break;
                default:
                    if (reader.Prefix.Length == 0 && reader.LocalName != "xmlns") (group.GroupChoices ??= [])[reader.LocalName] = reader.Value;
                    break;
            }
        }
        reader.MoveToElement();
        return group;
    }

    static RawValue Value(XmlReader reader, RawValue group, int row)
    {
        var value = new RawValue
        {
            Row = row,
            IsAdx = true,
            DataSet = group.DataSet,
            Period = group.Period,
            OrgUnit = group.OrgUnit,
            AttributeOptionCombo = group.AttributeOptionCombo,
            GroupChoices = group.GroupChoices,
        };
        while (reader.MoveToNextAttribute())
        {
            switch (reader.LocalName)
            {
                case "dataElement" or "value" or "categoryOptionCombo" or "comment" or "storedBy" or "deleted":
                    Fields.Take(value, reader.LocalName, reader.Value);
                    break;
                default:
                    if (reader.Prefix.Length == 0 && reader.LocalName != "xmlns") (value.Choices ??= [])[reader.LocalName] = reader.Value;
                    break;
            }
        }
        reader.MoveToElement();
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return value;
        }
        var depth = reader.Depth;
        reader.Read();
        while (reader.Depth > depth)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "annotation" }) value.Annotation = reader.ReadElementContentAsString();
            else reader.Read();
        }
        reader.Read();
        return value;
    }
}
