using System.Text;
using System.Xml;

namespace LienY.Edxml;

/// <summary>An element of the header with what it holds.</summary>
sealed class EdxmlNode(string name)
{
    public string Name => name;
    public string Text { get; set; } = "";
    public List<EdxmlNode> Children { get; } = [];

    /// <summary>The first child of one of these names.</summary>
    public EdxmlNode? Find(params ReadOnlySpan<string> names)
    {
        foreach (var child in Children)
            foreach (var wanted in names)
                if (string.Equals(child.Name, wanted, StringComparison.OrdinalIgnoreCase)) return child;
        return null;
    }

    /// <summary>All children of a name.</summary>
    public IEnumerable<EdxmlNode> All(string wanted) => Children.Where(c => string.Equals(c.Name, wanted, StringComparison.OrdinalIgnoreCase));

    /// <summary>Text of a child; "" where there is none.</summary>
    public string Of(params ReadOnlySpan<string> names) => Find(names)?.Text.Trim() ?? "";
}

/// <summary>Walks once through a message: the header as a small tree, the files as streams.</summary>
sealed class EdxmlWalk(XmlReader xml, Func<int, Stream> sink, EdxmlLimits limits, List<string> warnings)
{
    const int Deepest = 40;
    readonly List<EdxmlAttachment> files = [];
    readonly char[] room = new char[4096];
    EdxmlNode? envelope;
    int characters;
    bool signed;
    bool bare;

    public EdxmlReading Read()
    {
        if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "edXML")
            throw new EdxmlFault("missing", "edXML:edXML", "Phần tử gốc là “{0}”, phải là “edXML:edXML” (QCVN 102:2016/BTTTT). Xin kiểm tra có đúng tệp edXML không.",
                xml.Name);
        if (xml.NamespaceURI.Length > 0 && xml.NamespaceURI != EdxmlNames.Space)
            throw new EdxmlFault("namespace", "edXML:edXML",
                "Không gian tên của tệp là “{0}”, phải là “{1}”. Nơi gửi dùng phiên bản khác; xin đề nghị xuất lại theo QCVN 102:2016/BTTTT.",
                xml.NamespaceURI, EdxmlNames.Space);
        if (!xml.IsEmptyElement)
        {
            xml.Read();
            while (xml.NodeType != XmlNodeType.EndElement && !xml.EOF) Part();
        }
        // What stands after the root would be another document: the reader finds it.
        while (xml.Read())
        {
        }
        if (envelope is null) throw Missing("edXML:edXMLEnvelope", "edXML:edXML");
        if (bare) warnings.Add("Có phần tử không mang tiền tố “edXML:”; đã đọc như có tiền tố.");
        return new(EdxmlMapping.Of(envelope, files, warnings), warnings, signed);
    }

    void Part()
    {
        if (xml.NodeType != XmlNodeType.Element) xml.Read();
        else if (Ours("edXMLEnvelope")) envelope = Tree(0);
        else if (Ours("AttachmentEncoded")) Files();
        else Skip();
    }

    bool Ours(string name) => xml.LocalName == name && (xml.NamespaceURI is EdxmlNames.Space or "");

    void Skip()
    {
        if (xml.NamespaceURI == EdxmlNames.Signatures && xml.LocalName == "Signature") signed = true;
        xml.Skip();
    }

    EdxmlNode Tree(int depth)
    {
        if (depth > Deepest) throw new EdxmlFault("too-large", xml.Name, "Phần tử “{0}” lồng quá sâu nên không nhận. Xin đề nghị nơi gửi xuất lại tệp.", xml.Name);
        bare |= xml.Prefix.Length == 0;
        var node = new EdxmlNode(xml.LocalName);
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return node;
        }
        var text = new StringBuilder();
        xml.Read();
        while (xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.EOF) throw new XmlException("Unexpected end.");
            if (xml.NodeType == XmlNodeType.Element)
            {
                if (xml.NamespaceURI is EdxmlNames.Space or "")
                {
                    Count(32);
                    node.Children.Add(Tree(depth + 1));
                }
                else Skip();
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                Chunks(text);
                xml.Read();
            }
            else xml.Read();
        }
        xml.Read();
        node.Text = text.ToString();
        return node;
    }

    void Chunks(StringBuilder text)
    {
        int count;
        while ((count = xml.ReadValueChunk(room, 0, room.Length)) > 0)
        {
            Count(count);
            text.Append(room, 0, count);
        }
    }

    void Count(int more)
    {
        characters += more;
        if (characters > limits.HeaderCharacters)
            throw new EdxmlFault("too-large", xml.Name,
                "Phần đầu của thông điệp dài hơn {0} ký tự nên không nhận. Xin đề nghị nơi gửi để nội dung trong tệp đính kèm.", limits.HeaderCharacters);
    }

    void Files()
    {
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return;
        }
        xml.Read();
        while (xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.EOF) throw new XmlException("Unexpected end.");
            if (xml.NodeType == XmlNodeType.Element && Ours("Attachment")) File();
            else if (xml.NodeType == XmlNodeType.Element) Skip();
            else xml.Read();
        }
        xml.Read();
    }

    void File()
    {
        if (files.Count >= limits.Files)
            throw new EdxmlFault("too-large", "edXML:Attachment", "Thông điệp có hơn {0} tệp đính kèm nên không nhận. Xin đề nghị nơi gửi gộp các tệp.", limits.Files);
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var place = files.Count;
        var arrived = false;
        bare |= xml.Prefix.Length == 0;
        if (!xml.IsEmptyElement)
        {
            xml.Read();
            while (xml.NodeType != XmlNodeType.EndElement)
            {
                if (xml.EOF) throw new XmlException("Unexpected end.");
                if (xml.NodeType != XmlNodeType.Element) xml.Read();
                else if (xml.LocalName is "ContentTransferEncoded" or "ContentTransfer" or "Content")
                {
                    EdxmlContent.Copy(xml, place, parts, sink(place), limits);
                    arrived = true;
                }
                else parts[xml.LocalName] = Tree(1).Text.Trim();
            }
        }
        xml.Read();
        if (!arrived)
            throw Missing("edXML:ContentTransferEncoded", "edXML:Attachment");
        var name = parts.GetValueOrDefault("AttachmentName", "");
        files.Add(new(Bare(parts.GetValueOrDefault("ContentId", "")), name.Length > 0 ? name : $"tep-{place + 1}", parts.GetValueOrDefault("ContentType", ""),
            parts.GetValueOrDefault("Description", ""), parts.ContainsKey(EdxmlContent.Unzipped)));
    }

    internal static string Bare(string id) => (id.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) ? id[4..] : id).Trim();

    internal static EdxmlFault Missing(string element, string within) =>
        new("missing", element, "Thiếu phần tử “{0}” trong “{1}” nên chưa nhận được. Xin đề nghị nơi gửi bổ sung rồi gửi lại.", element, within);
}
