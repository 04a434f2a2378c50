using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using LienY.Kernel;
using LienY.Periods;

namespace LienY.DataSets;

/// <summary>Writes figures as DHIS2 would: JSON, XML, CSV or ADX, row by row.</summary>
sealed class ValueWriters(Glossary glossary, UnitIndex units, ExportAsk ask)
{
    const int Flush = 64 * 1024;

    /// <summary>Media type of a format.</summary>
    public static string MediaType(string format) => format switch
    {
        "xml" => "application/xml; charset=utf-8",
        "csv" => "application/csv; charset=utf-8",
        "adx" => "application/adx+xml; charset=utf-8",
        _ => "application/json; charset=utf-8",
    };

    /// <summary>Writes all figures in a format.</summary>
    public Task WriteAsync(string format, Stream to, IAsyncEnumerable<ToldValue> values, DateTimeOffset now, CancellationToken stop) => format switch
    {
        "xml" => XmlAsync(to, values, stop),
        "csv" => CsvAsync(to, values, stop),
        "adx" => AdxAsync(to, values, now, stop),
        _ => JsonAsync(to, values, stop),
    };

    string Element(ToldValue value) => ExportAsk.Name(glossary.Elements[value.ElementId], ask.ElementScheme);

    string Unit(ToldValue value) => units.Name(value.UnitId, ask.UnitScheme);

    string Combo(Guid id) => ExportAsk.Name(glossary.Combos[id], ask.ComboScheme);

    static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    IEnumerable<(string Name, string Text)> Header()
    {
        if (ask.Sets is not [var set]) yield break;
        yield return ("dataSet", set.Uid);
        if (ask.Periods is [var period]) yield return ("period", period.Code);
        if (ask.Units.Count == 1) yield return ("orgUnit", units.Name(ask.Units.First(), ask.UnitScheme));
    }

    async Task JsonAsync(Stream to, IAsyncEnumerable<ToldValue> values, CancellationToken stop)
    {
        await using var json = new Utf8JsonWriter(to, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        foreach (var (name, text) in Header()) json.WriteString(name, text);
        json.WriteStartArray("dataValues");
        await foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("dataElement", Element(value));
            json.WriteString("period", value.Period);
            json.WriteString("orgUnit", Unit(value));
            json.WriteString("categoryOptionCombo", Combo(value.ComboId));
            json.WriteString("attributeOptionCombo", Combo(value.AttributeId));
            json.WriteString("value", value.Value);
            json.WriteString("storedBy", value.StoredBy);
            json.WriteString("created", Moment(value.CreatedAt));
            json.WriteString("lastUpdated", Moment(value.StoredAt));
            if (value.Comment.Length > 0) json.WriteString("comment", value.Comment);
            json.WriteBoolean("followup", value.Followup);
            if (value.IsDeleted) json.WriteBoolean("deleted", true);
            json.WriteEndObject();
            if (json.BytesPending > Flush) await json.FlushAsync(stop);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(stop);
    }

    async Task XmlAsync(Stream to, IAsyncEnumerable<ToldValue> values, CancellationToken stop)
    {
        await using var xml = Open(to);
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "dataValueSet", "http://dhis2.org/schema/dxf/2.0");
        foreach (var (name, text) in Header()) xml.WriteAttributeString(name, text);
        await foreach (var value in values.WithCancellation(stop))
        {
            xml.WriteStartElement("dataValue", "http://dhis2.org/schema/dxf/2.0");
            xml.WriteAttributeString("dataElement", Element(value));
            xml.WriteAttributeString("period", value.Period);
            xml.WriteAttributeString("orgUnit", Unit(value));
            xml.WriteAttributeString("categoryOptionCombo", Combo(value.ComboId));
            xml.WriteAttributeString("attributeOptionCombo", Combo(value.AttributeId));
            xml.WriteAttributeString("value", Clean(value.Value));
            xml.WriteAttributeString("storedBy", Clean(value.StoredBy));
            xml.WriteAttributeString("created", Moment(value.CreatedAt));
            xml.WriteAttributeString("lastUpdated", Moment(value.StoredAt));
            if (value.Comment.Length > 0) xml.WriteAttributeString("comment", Clean(value.Comment));
            xml.WriteAttributeString("followUp", value.Followup ? "true" : "false");
            if (value.IsDeleted) xml.WriteAttributeString("deleted", "true");
            xml.WriteEndElement();
        }
        await xml.WriteEndElementAsync();
    }

    async Task CsvAsync(Stream to, IAsyncEnumerable<ToldValue> values, CancellationToken stop)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(false), 32 * 1024, leaveOpen: true);
        await text.WriteAsync("\"dataelement\",\"period\",\"orgunit\",\"categoryoptioncombo\",\"attributeoptioncombo\",\"value\",\"storedby\",\"lastupdated\",\"comment\",\"followup\",\"deleted\"\n");
        await foreach (var v in values.WithCancellation(stop))
        {
            string[] cells =
                [Element(v), v.Period, Unit(v), Combo(v.ComboId), Combo(v.AttributeId), v.Value, v.StoredBy, Moment(v.StoredAt), v.Comment, v.Followup ? "true" : "false", v.IsDeleted ? "true" : "false"];
            await text.WriteAsync(string.Join(',', cells.Select(c => "\"" + c.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"")) + "\n");
        }
    }

    async Task AdxAsync(Stream to, IAsyncEnumerable<ToldValue> values, DateTimeOffset now, CancellationToken stop)
    {
        const string Space = "urn:ihe:qrph:adx:2015";
        await using var xml = Open(to);
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "adx", Space);
        xml.WriteAttributeString("exported", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        (Guid, Guid, string, Guid)? open = null;
        await foreach (var value in values.WithCancellation(stop))
        {
            // ADX groups belong to a data set; what no data set asks for has none.
            if ((ask.Sets.FirstOrDefault(s => s.Elements.Any(e => e.ElementId == value.ElementId)) ?? glossary.SetsOf[value.ElementId].FirstOrDefault()) is not { } set) continue;
            var group = (set.Id, value.UnitId, value.Period, value.AttributeId);
            if (open != group)
            {
                if (open is not null) xml.WriteEndElement();
                open = group;
                xml.WriteStartElement("group", Space);
                xml.WriteAttributeString("dataSet", set.Code);
                xml.WriteAttributeString("period", Period.Parse(value.Period).Adx);
                xml.WriteAttributeString("orgUnit", Coded(value));
                Chosen(xml, glossary.Combos[value.AttributeId]);
            }
            Value(xml, value);
        }
        if (open is not null) xml.WriteEndElement();
        await xml.WriteEndElementAsync();
    }

    void Value(XmlWriter xml, ToldValue value)
    {
        var element = glossary.Elements[value.ElementId];
        var number = ValueTypes.IsNumber(element.ValueType);
        xml.WriteStartElement("dataValue", "urn:ihe:qrph:adx:2015");
        xml.WriteAttributeString("dataElement", element.Code);
        Chosen(xml, glossary.Combos[value.ComboId]);
        xml.WriteAttributeString("value", number ? value.Value : "0");
        if (!number) xml.WriteElementString("annotation", "urn:ihe:qrph:adx:2015", Clean(value.Value));
        xml.WriteEndElement();
    }

    void Chosen(XmlWriter xml, Combo combo)
    {
        if (combo.IsDefault) return;
        var categories = glossary.Combinations[combo.CombinationId].Categories.Select(c => glossary.Categories[c.CategoryId]).ToList();
        foreach (var choice in combo.ChoiceIds)
            if (categories.FirstOrDefault(c => c.Choices.Any(x => x.ChoiceId == choice)) is { } category)
                xml.WriteAttributeString(XmlConvert.EncodeLocalName(category.Code), glossary.Choices[choice].Code);
    }

    string Coded(ToldValue value) => units.Name(value.UnitId, ask.UnitScheme == IdScheme.Any ? IdScheme.Code : ask.UnitScheme);

    static XmlWriter Open(Stream to) => XmlWriter.Create(to, new() { Async = true, Encoding = new UTF8Encoding(false), CloseOutput = false });

    static string Clean(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Where(XmlConvert.IsXmlChar));
}
