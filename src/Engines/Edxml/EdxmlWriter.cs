using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace LienY.Edxml;

/// <summary>Writes a message; files are streamed, never held in memory. The prefix <c>edXML:</c> stands before every element.</summary>
public static class EdxmlWriter
{
    static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), Indent = false, CloseOutput = false, CheckCharacters = true };

    /// <summary>
    /// Writes to a stream, which stays open; <paramref name="open"/> gives the content of a file by its place in <see cref="EdxmlMessage.Attachments"/>.
    /// </summary>
    public static void Write(Stream output, EdxmlMessage message, Func<int, Stream> open)
    {
        using var xml = XmlWriter.Create(output, Settings);
        xml.WriteStartDocument();
        Start(xml, "edXML");
        Start(xml, "edXMLEnvelope");
        Start(xml, "edXMLHeader");
        if (message.Status is { } status) Status(xml, message, status);
        else
        {
            Header(xml, message);
            Trace(xml, message);
        }
        xml.WriteEndElement();
        if (message.Status is null) Manifest(xml, message);
        xml.WriteEndElement();
        if (message.Status is null && message.Attachments.Count > 0) Files(xml, message, open);
        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    /// <summary>A message without files, or with small ones, as bytes.</summary>
    public static byte[] Write(EdxmlMessage message, params IReadOnlyList<byte[]> files)
    {
        using var memory = new MemoryStream();
        Write(memory, message, i => new MemoryStream(files[i], writable: false));
        return memory.ToArray();
    }

    static void Header(XmlWriter xml, EdxmlMessage m)
    {
        Start(xml, "MessageHeader");
        Organ(xml, "From", m.From);
        foreach (var to in m.To) Organ(xml, "To", to);
        Start(xml, "Code");
        Say(xml, "CodeNumber", m.Number);
        Say(xml, "CodeNotation", m.Notation);
        xml.WriteEndElement();
        Start(xml, "PromulgationInfo");
        Say(xml, "Place", m.Place);
        Say(xml, "PromulgationDate", Day(m.Day));
        xml.WriteEndElement();
        Start(xml, "DocumentType");
        Say(xml, "Type", Number(m.Type));
        Say(xml, "TypeName", m.TypeName);
        xml.WriteEndElement();
        Say(xml, "Subject", m.Subject);
        Maybe(xml, "Content", m.Content);
        Start(xml, "SignerInfo");
        Maybe(xml, "Competence", m.SignerCompetence);
        Maybe(xml, "Position", m.SignerPosition);
        Say(xml, "FullName", m.SignerName);
        xml.WriteEndElement();
        Maybe(xml, "DueDate", Day(m.Due));
        if (m.ToPlaces.Count > 0) List(xml, "ToPlaces", "Place", m.ToPlaces);
        Start(xml, "OtherInfo");
        Say(xml, "Priority", Number(m.Priority));
        Say(xml, "PromulgationAmount", Number(m.Copies));
        Say(xml, "PageAmount", Number(m.Pages));
        if (m.Appendixes.Count > 0) List(xml, "Appendixes", "Appendix", m.Appendixes);
        xml.WriteEndElement();
        foreach (var answer in m.ResponseFor) Reference(xml, answer);
        Say(xml, "SteeringType", Number(m.Steering));
        Say(xml, "DocumentId", m.DocumentId);
        xml.WriteEndElement();
    }

    static void Trace(XmlWriter xml, EdxmlMessage m)
    {
        Start(xml, "TraceHeaderList");
        foreach (var trace in m.Traces)
        {
            Start(xml, "TraceHeader");
            Say(xml, "OrganId", trace.OrganId);
            Say(xml, "Timestamp", Moment(trace.At));
            xml.WriteEndElement();
        }
        Start(xml, "Bussiness");
        Say(xml, "BussinessDocType", Number((int)m.Business));
        Maybe(xml, "BussinessDocReason", m.BusinessReason);
        Maybe(xml, "DocumentId", m.BusinessDocumentId);
        if (m.Replaces.Count > 0)
        {
            Start(xml, "ReplacementInfoList");
            foreach (var replaced in m.Replaces)
            {
                Start(xml, "ReplacementInfo");
                Say(xml, "DocumentId", replaced);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        Staff(xml, m.Staff);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void Status(XmlWriter xml, EdxmlMessage m, EdxmlStatus status)
    {
        Start(xml, "MessageHeader");
        foreach (var answer in m.ResponseFor) Reference(xml, answer);
        Organ(xml, "From", m.From);
        foreach (var to in m.To) Organ(xml, "To", to);
        Say(xml, "StatusCode", status.Code);
        Maybe(xml, "Description", status.Description);
        if (status.At is { } at) Say(xml, "Timestamp", Moment(at));
        Staff(xml, m.Staff);
        xml.WriteEndElement();
    }

    static void Manifest(XmlWriter xml, EdxmlMessage m)
    {
        Start(xml, "edXMLBody");
        Start(xml, "edXMLManifest");
        xml.WriteAttributeString("version", "1.0");
        foreach (var file in m.Attachments)
        {
            Start(xml, "Reference");
            Say(xml, "ContentId", "cid:" + file.ContentId);
            Say(xml, "ContentType", file.ContentType);
            Say(xml, "AttachmentName", file.Name);
            Maybe(xml, "Description", file.Description);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void Files(XmlWriter xml, EdxmlMessage m, Func<int, Stream> open)
    {
        Start(xml, "AttachmentEncoded");
        for (var i = 0; i < m.Attachments.Count; i++)
        {
            var file = m.Attachments[i];
            Start(xml, "Attachment");
            Say(xml, "ContentId", file.ContentId);
            Say(xml, "ContentType", file.ContentType);
            Say(xml, "AttachmentName", file.Name);
            Maybe(xml, "Description", file.Description);
            Say(xml, "ContentTransferEncoding", file.Zipped ? "zip-base64" : "base64");
            Start(xml, "ContentTransferEncoded");
            using (var content = open(i))
            using (var encoded = new Base64Sink(xml))
            {
                if (!file.Zipped) content.CopyTo(encoded);
                else
                {
                    using var zip = new ZipArchive(encoded, ZipArchiveMode.Create, leaveOpen: true);
                    using var entry = zip.CreateEntry(file.Name, CompressionLevel.Fastest).Open();
                    content.CopyTo(entry);
                }
            }
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static void Organ(XmlWriter xml, string name, EdxmlOrgan organ)
    {
        Start(xml, name);
        Say(xml, "OrganId", organ.Id);
        Maybe(xml, "OrganizationInCharge", organ.InCharge);
        Say(xml, "OrganName", organ.Name);
        Maybe(xml, "OrganAdd", organ.Address);
        Maybe(xml, "Email", organ.Email);
        Maybe(xml, "Telephone", organ.Telephone);
        Maybe(xml, "Fax", organ.Fax);
        Maybe(xml, "Website", organ.Website);
        xml.WriteEndElement();
    }

    static void Reference(XmlWriter xml, EdxmlReference answer)
    {
        Start(xml, "ResponseFor");
        Say(xml, "OrganId", answer.OrganId);
        Say(xml, "Code", answer.Code);
        Maybe(xml, "PromulgationDate", Day(answer.Day));
        Say(xml, "DocumentId", answer.DocumentId);
        xml.WriteEndElement();
    }

    static void Staff(XmlWriter xml, EdxmlStaff? staff)
    {
        if (staff is null) return;
        Start(xml, "StaffInfo");
        Maybe(xml, "Department", staff.Department);
        Maybe(xml, "Staff", staff.Name);
        Maybe(xml, "Mobile", staff.Mobile);
        Maybe(xml, "Email", staff.Email);
        xml.WriteEndElement();
    }

    static void List(XmlWriter xml, string name, string each, IReadOnlyList<string> values)
    {
        Start(xml, name);
        foreach (var value in values) Say(xml, each, value);
        xml.WriteEndElement();
    }

    static void Start(XmlWriter xml, string name) => xml.WriteStartElement(EdxmlNames.Prefix, name, EdxmlNames.Space);

    static void Say(XmlWriter xml, string name, string value)
    {
        Start(xml, name);
        xml.WriteString(Clean(value));
        xml.WriteEndElement();
    }

    static void Maybe(XmlWriter xml, string name, string value)
    {
        if (value.Length > 0) Say(xml, name, value);
    }

    // Signs that no XML may hold (RFC of XML 1.0 §2.2) come with texts pasted from Word.
    static string Clean(string value) => value.All(XmlConvert.IsXmlChar) ? value
        : string.Concat(value.Where((c, i) => XmlConvert.IsXmlChar(c) || (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            || (char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(value[i - 1]))));

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    static string Day(DateOnly? day) => day?.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture) ?? "";

    static string Moment(DateTimeOffset at) => at.ToString("yyyy/MM/dd HH:mm:ss.fffffff zzz", CultureInfo.InvariantCulture);
}

/// <summary>What is written here becomes base64 within the present element.</summary>
sealed class Base64Sink(XmlWriter xml) : Stream
{
    byte[] kept = [];

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => xml.WriteBase64(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (kept.Length < buffer.Length) kept = new byte[buffer.Length];
        buffer.CopyTo(kept);
        xml.WriteBase64(kept, 0, buffer.Length);
    }

    public override void Flush()
    {
        // XmlWriter would end the run of base64 at a flush.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
