namespace LienY.Reading;

/// <summary>Sections, aims without figures, and the content items of a document.</summary>
static class Tasks
{
    public static void Read(ReadDocument document, Harvest harvest)
    {
        var blocks = document.Blocks.ToList();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            if (block.Rows is not null || block.Text.Length == 0) continue;
            if (block.IsHeading && block.Marker is { IsBullet: false } marker)
            {
                harvest.Sections.Add(new(document.Id, block.Path, marker.Text, block.Text.TrimEnd(':', '.'), block.Zone.Name(), block.Lines));
                continue;
            }
            if (block.IsHeading && block.Marker is null)
            {
                harvest.Sections.Add(new(document.Id, block.Path, "", block.Text.TrimEnd(':', '.'), block.Zone.Name(), block.Lines));
                continue;
            }
            if (block.Zone is Zone.Purpose or Zone.Goals && !block.IsHeading) AddObjective(document, block, harvest);
            if (block.Zone == Zone.Content && IsItem(block, blocks, i)) AddTask(document, blocks, i, counts, harvest);
        }
    }

    static bool IsItem(Block block, List<Block> blocks, int at)
    {
        if (block.IsHeading) return false;
        if (block.Marker?.Kind == MarkerKind.Plus) return !FollowsDash(blocks, at);
        if (block.Marker is { IsBullet: true }) return true;
        if (block.Folded.StartsWith("tren day la", StringComparison.Ordinal) || block.Folded.StartsWith("phu luc", StringComparison.Ordinal)) return false;
        if (block.Marker is not null) return at + 1 >= blocks.Count || !ReferenceEquals(blocks[at + 1].Parent, block) || !block.Text.EndsWith(':');
        return block.Parent is not null && block.Text.Length >= 40 && !block.Text.EndsWith(':');
    }

    static bool FollowsDash(List<Block> blocks, int at)
    {
        for (var i = at - 1; i >= 0 && ReferenceEquals(blocks[i].Parent, blocks[at].Parent); i--)
        {
            if (blocks[i].Marker?.Kind == MarkerKind.Dash) return true;
            if (blocks[i].Marker?.Kind != MarkerKind.Plus) return false;
        }
        return false;
    }

    static void AddTask(ReadDocument document, List<Block> blocks, int at, Dictionary<string, int> counts, Harvest harvest)
    {
        var block = blocks[at];
        var text = block.Text;
        var last = block.Lines.Last;
        for (var j = at + 1; block.Marker?.Kind == MarkerKind.Dash && j < blocks.Count && blocks[j].Marker?.Kind == MarkerKind.Plus; j++)
        {
            text += "\n+ " + blocks[j].Text;
            last = blocks[j].Lines.Last;
        }
        var section = block.Marker is { IsBullet: false } ? block.Parent : block.Parent;
        var number = counts[block.Path] = counts.GetValueOrDefault(block.Path) + 1;
        harvest.Tasks.Add(new(Harvest.Id("N", harvest.Tasks.Count), block.Path, number, section?.Text.TrimEnd(':', '.') ?? "", text, PeriodOf(block), document.Id, new(block.Lines.First, last)));
    }

    static Period? PeriodOf(Block block) => PeriodText.In(block.Text).Select(p => p.Period).FirstOrDefault() ?? block.Phase;

    static void AddObjective(ReadDocument document, Block block, Harvest harvest)
    {
        if (harvest.Indicators.Exists(i => i.Document == document.Id && i.Lines.First >= block.Lines.First && i.Lines.Last <= block.Lines.Last)) return;
        var kind = block.Zone == Zone.Purpose ? "purpose" : Vietnamese.Fold(block.Parent?.Text ?? "").Contains("chung", StringComparison.Ordinal) || Vietnamese.Fold(block.Parent?.Text ?? "").Contains("tong quat", StringComparison.Ordinal) ? "goal" : "target";
        harvest.Objectives.Add(new(document.Id, block.Path, kind, block.Text, block.Phase, block.Lines));
    }
}
