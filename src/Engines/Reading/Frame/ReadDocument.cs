using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>A document while it is read: its frame, the blocks of its body and those of its annexes.</summary>
sealed record ReadDocument(PlanDocument Document, DocumentPart Part, Letterhead Head, IReadOnlyList<Block> Body, IReadOnlyList<AnnexBody> Annexes,
    IReadOnlyList<Line> Lines)
{
    public string Id => Document.Id;

    /// <summary>The decision the head says the plan was issued with, and its words.</summary>
    public Citations.Numbered? Issued { get; init; }

    public string? IssuedQuote { get; init; }

    /// <summary>Whether number, day and issuer are those of the decision it was issued with.</summary>
    public bool WithDecision { get; init; }

    /// <summary>Body and annexes in order.</summary>
    public IEnumerable<Block> Blocks => Body.Concat(Annexes.SelectMany(a => a.Blocks));
}

/// <summary>An annex while it is read.</summary>
sealed record AnnexBody(Annex Annex, Zone Zone, string Path, IReadOnlyList<Block> Blocks, IReadOnlyList<Line> Lines);

/// <summary>Reads the frame of one document and parts its body from its annexes.</summary>
static partial class DocumentReader
{
    public static ReadDocument Read(IReadOnlyList<Line> lines, DocumentPart part, int number, string corpus, int width)
    {
        var id = "D" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var span = new LineSpan(lines[part.First].Number, lines[part.Last].Number);
        var head = Letterhead.Read(lines, part.First, part.TitleAt);
        if (part.IsSlip)
            return new(new() { Id = id, Type = part.Type, Lines = span, Fields = Slip.Fields(lines, part) }, part, head, [], [], []);
        var (title, bodyAt) = Title(lines, part);
        var annexes = Reading.Annexes.Find(lines, bodyAt, part.Last);
        var bodyEnd = annexes.Count == 0 ? part.Last : annexes[0].From - 1;
        var (recipients, recipientLines) = Signature.Recipients(lines, bodyAt, part.Last);
        var (signer, signerLines) = Signature.Find(lines, bodyAt, recipientLines.Count > 0 && recipientLines.Max() > bodyEnd ? part.Last : bodyEnd, recipientLines);
        var period = PeriodText.Heading(title);
        List<Line> Slice(int from, int to) =>
            [.. Enumerable.Range(from, Math.Max(0, to - from + 1)).Where(i => !recipientLines.Contains(i) && !signerLines.Contains(i)).Select(i => lines[i])];
        var body = Reading.Blocks.Build(Slice(bodyAt, bodyEnd), width);
        foreach (var block in body.Where(b => b.Rows is null && b.Folded.StartsWith("noi nhan", StringComparison.Ordinal))) block.Zone = Zone.Recipients;
        DocumentOutline.Mark(body, period);
        var parts = new List<AnnexBody>();
        for (var i = 0; i < annexes.Count; i++)
        {
            var slice = Slice(annexes[i].Body, i + 1 < annexes.Count ? annexes[i + 1].From - 1 : part.Last);
            var label = AnnexNumber().Match(annexes[i].Annex.Label);
            var path = "PL" + (annexes.Count > 1 && label.Success ? label.Value : "");
            var zone = Reading.Annexes.ZoneOf(annexes[i].Annex);
            var blocks = FlattenedTable.Find(slice) is { } flat ? Reading.Blocks.Build(slice[..flat], width) : Reading.Blocks.Build(slice, width);
            DocumentOutline.Mark(blocks, period);
            foreach (var block in blocks)
            {
                block.Path = block.Path.Length == 0 ? path : path + "." + block.Path;
                if (zone != Zone.Annex && block.Zone is Zone.Front or Zone.Other || zone == Zone.Bases) block.Zone = zone;
                else if (zone == Zone.Annex && block.Zone == Zone.Front) block.Zone = Zone.Annex;
            }
            parts.Add(new(annexes[i].Annex, zone, path, blocks, slice));
        }
        var bases = Bases(body, parts);
        var (annexNumber, annexDate) = FromAnnex(annexes.Select(a => a.Annex), part.Type);
        var document = new PlanDocument
        {
            Id = id,
            Type = part.Type,
            Number = head.Number ?? annexNumber,
            Date = head.Date ?? (head.DateLine is null ? annexDate ?? Today(body) : null),
            Place = head.Place,
            Issuer = Naming.Issuer(head, body, [.. annexes.Select(a => a.Annex)], corpus) ?? FirstParty(body, corpus),
            IssuerParent = head.Parent is null ? null : Naming.Cased(head.Parent, corpus),
            Title = title.Length == 0 ? null : title,
            Period = period,
            Signer = signer,
            Recipients = recipients,
            Parent = Parent(body),
            Bases = bases,
            Stamp = head.Stamp,
            Annexes = [.. annexes.Select(a => a.Annex)],
            Lines = span,
        };
        var issued = lines.Skip(part.TitleAt).Take(8).FirstOrDefault(l => l.Folded.Contains("kem theo quyet dinh", StringComparison.Ordinal));
        return new(document, part, head, body, parts, Slice(bodyAt, part.Last))
        {
            Issued = issued is null ? null : Citations.In(issued.Text).Cast<Citations.Numbered?>().FirstOrDefault(),
            IssuedQuote = issued?.Text,
        };
    }

    static (string Title, int Body) Title(IReadOnlyList<Line> lines, DocumentPart part)
    {
        var first = lines[part.TitleAt];
        var words = part.Type.Split(' ').Length;
        var rest = string.Join(' ', first.Text.Split(' ').Skip(Math.Min(words, first.Text.Split(' ').Length)));
        var title = new List<string>();
        // "BẢN GHI NHỚ HỢP TÁC" over a subject line is the type; "KẾ HOẠCH TRIỂN KHAI …" is the subject.
        if (rest.Trim().Length > 1 && !(part.Type != "Kế hoạch" && rest.Trim().Length < 20)) title.Add(rest.Trim());
        var blank = false;
        var i = part.TitleAt + 1;
        for (; i <= part.Last; i++)
        {
            var line = lines[i];
            if (line.Text.Length == 0) { blank = true; continue; }
            if (line.Cells is not null || TitleStop().IsMatch(line.Folded) || Marker.Find(line.Text) is not null || line.Text.Length > 300 || line.Text[^1] is '.' or ':' or ';') break;
            if (title.Count > 0 && blank && !(char.IsLower(line.Text[0]) || Vietnamese.IsCaps(line.Text) && Vietnamese.IsCaps(title[^1]))) break;
            if (title.Count > 0 && !first.Strong && lines[i - 1].Strong && !line.Strong) break;
            if (title.Count >= 5) break;
            title.Add(line.Text.StartsWith('(') ? "" : line.Text);
            blank = false;
        }
        return (Vietnamese.Squeeze(string.Join(' ', title)), Math.Min(i, part.Last));
    }

    static IReadOnlyList<Citation> Bases(IReadOnlyList<Block> body, IReadOnlyList<AnnexBody> annexes)
    {
        var found = new List<Citation>();
        foreach (var block in annexes.Where(a => a.Zone == Zone.Bases).SelectMany(a => a.Blocks).Concat(body.Where(b => b.Zone == Zone.Bases && !b.IsHeading)))
            if (block.Rows is null && Citations.Basis(block.Text, block.Span) is { } basis) found.Add(basis);
        foreach (var block in body.Where(b => b.Zone == Zone.Front && b.Rows is null && (b.Marker is null || b.Marker.IsBullet)))
        {
            if (!Grounds().IsMatch(block.Text)) continue;
            var offset = 0;
            foreach (var segment in block.Text.Split(';'))
            {
                if (offset == 0 || Citations.Basis(segment.Trim(), (_, _) => default) is not null)
                {
                    var lead = segment.Length - segment.TrimStart().Length;
                    if (Citations.Basis(segment.TrimStart(), block.Span, offset + lead) is { } basis && !found.Exists(f => f.Ref == basis.Ref)) found.Add(basis);
                }
                offset += segment.Length + 1;
            }
        }
        return found;
    }

    // The plan carried out is the one a preamble paragraph begins with; "Thực hiện Kế hoạch" before "Căn cứ Kế hoạch".
    static Citation? Parent(IReadOnlyList<Block> body)
    {
        Citation? based = null;
        foreach (var block in body.Where(b => b.Zone == Zone.Front && b.Rows is null))
        {
            if (!ParentMark().IsMatch(block.Text)) continue;
            var basis = Citations.Basis(block.Text, block.Span);
            if (basis is null) continue;
            if (block.Text.StartsWith("Thực hiện", StringComparison.Ordinal) || block.Text.StartsWith("Triển khai", StringComparison.Ordinal)) return basis;
            based = basis;
        }
        return based;
    }

    // A memorandum states its day and its parties in the body.
    static DateOnly? Today(IReadOnlyList<Block> body) =>
        body.Where(b => b.Rows is null && b.Folded.StartsWith("hom nay", StringComparison.Ordinal)).Select(b => DayText.First(b.Text)?.Day).FirstOrDefault();

    static string? FirstParty(IReadOnlyList<Block> body, string corpus) =>
        body.Where(b => b.Rows is null).Select(b => PartyA().Match(b.Text)).Where(m => m.Success).Select(m => Vietnamese.IsCaps(m.Groups[1].Value) ? Naming.Cased(m.Groups[1].Value.Trim(), corpus) : m.Groups[1].Value.Trim()).FirstOrDefault();

    static (string? Number, DateOnly? Date) FromAnnex(IEnumerable<Annex> annexes, string type)
    {
        foreach (var annex in annexes.Where(a => a.Attached is not null))
            foreach (var cited in Citations.In(annex.Attached!.Replace("số:", "số", StringComparison.Ordinal)))
                if (cited.Kind == type) return (cited.Number, cited.Day);
        return (null, null);
    }

    [GeneratedRegex(@"^(can cu|thuc hien (ke hoach|quyet dinh|nghi quyet|cong van|thoa thuan|chuong trinh|chi thi|van ban)|kinh gui|nham |de |trong nhung|ngay |hom nay|nam \d{4},|theo |\(?kem theo|\(?ban hanh|xet )", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TitleStop();

    [GeneratedRegex(@"^[-+ ]*(Căn cứ|Thực hiện|Theo|Thi hành|Triển khai)\s", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grounds();

    [GeneratedRegex(@"^[-+ ]*(Căn cứ|Thực hiện|Triển khai)\s+(Kế hoạch|Chương trình)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ParentMark();

    [GeneratedRegex(@"^(?:BÊN|Bên) A\s*[:\-–]\s*([^:;]{4,120})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PartyA();

    [GeneratedRegex(@"(?<=\s)(\d{1,2}|[IVX]{1,5}|[A-H])$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AnnexNumber();
}
