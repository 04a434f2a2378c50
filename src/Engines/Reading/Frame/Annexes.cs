using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Finds annexes of a document by their labels.</summary>
static partial class Annexes
{
    /// <summary>Annexes between two line indexes, each with the index of its first line and of the first line after its head.</summary>
    public static List<(Annex Annex, int From, int Body)> Find(IReadOnlyList<Line> lines, int from, int to)
    {
        var found = new List<(Annex, int, int)>();
        for (var i = from; i <= to; i++)
        {
            var line = lines[i];
            if (line.Cells is not null || Label().Match(line.Text) is not { Success: true } m) continue;
            var inline = m.Groups[2].Value.Trim();
            var caps = Vietnamese.IsCaps(m.Groups[1].Value);
            if (!caps && line.Heading == 0 && !line.Strong && (inline.Length > 0 && char.IsLower(inline[0]) || line.Text.Length > 120 || inline.EndsWith('.'))) continue;
            var title = new List<string>();
            string? attached = null;
            var last = i;
            void Take(string text, int at)
            {
                var paren = Attached().Match(text);
                if (paren.Success)
                {
                    attached = paren.Value;
                    text = text[..paren.Index].Trim();
                }
                if (text.Length > 0) title.Add(text);
                last = at;
            }
            if (inline.Length > 0) Take(inline, i);
            var blank = false;
            for (var j = i + 1; j <= to && j < i + 12 && attached is null; j++)
            {
                var next = lines[j];
                if (next.Text.Length == 0) { blank = true; continue; }
                if (next.Cells is not null || Marker.Find(next.Text) is not null || Label().IsMatch(next.Text) || FlattenedTable.IsHead(next) || next.Text.Length > 300) break;
                var isParen = next.Text.StartsWith('(') || Attached().IsMatch(next.Text);
                if (title.Count > 0 && blank && !isParen && !Vietnamese.IsCaps(next.Text) && !char.IsLower(next.Text[0])) break;
                if (next.Text.EndsWith('.') && !isParen) break;
                Take(next.Text, j);
                blank = false;
            }
            found.Add((new(Vietnamese.Squeeze(m.Groups[1].Value), title.Count == 0 ? null : string.Join(' ', title), attached, new(line.Number, lines[last].Number)), i, last + 1));
            i = last;
        }
        return found;
    }

    /// <summary>What kind of rows an annex holds, told from its title.</summary>
    public static Zone ZoneOf(Annex annex) => Zones.Of(annex.Title ?? "") switch
    {
        Zone.Bases => Zone.Bases,
        Zone.Goals => Zone.Goals,
        Zone.Budget => Zone.Budget,
        Zone.Duties => Zone.Duties,
        Zone.Situation => Zone.Situation,
        Zone.Content => Zone.Content,
        _ => Zone.Annex,
    };

    [GeneratedRegex(@"^((?:PHỤ LỤC|Phụ lục|BIỂU(?: SỐ)?|Biểu số)(?:\s+(?:SỐ\s+|số\s+)?(?:\d{1,2}|[IVX]{1,5}|[A-H])(?![\p{L}\d]))?)\s*[.:\-–]?\s*(.*)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"\((?:Ban hành )?[Kk]èm theo[^()]*(?:\([^()]*\)[^()]*)?\)?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Attached();
}
