namespace LienY.Reading;

/// <summary>Gives every block of one document its path, its heading, its zone and its phase.</summary>
static class DocumentOutline
{
    public static void Mark(IReadOnlyList<Block> blocks, Period? documentPeriod)
    {
        var stack = new List<Block>();
        var capitalFirst = blocks.FirstOrDefault(b => b.Marker?.Kind is MarkerKind.Capital or MarkerKind.Roman && b.Zone is Zone.Front)?.Marker?.Kind == MarkerKind.Capital;
        var top = Zone.Front;
        Period? phase = null;
        var inBody = false;
        var numbered = blocks.Any(b => b.Marker is { Kind: MarkerKind.Roman or MarkerKind.Capital or MarkerKind.Part or MarkerKind.Article } && b.Zone is Zone.Front);
        Block? above = null;
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            if (block.Zone is Zone.Recipients or Zone.Signature or Zone.Annex or Zone.Bases) continue;
            if (block.Rows is not null || block.Marker is null)
            {
                if (block.Rows is null && IsBareHeading(block) && Zones.Of(block.Text) is { } bare && (inBody || Vietnamese.IsCaps(block.Text) && block.Text.Length < 80))
                {
                    // A heading without number opens its part of the text as one with a number does.
                    top = bare;
                    if (!numbered && Vietnamese.IsCaps(block.Text))
                    {
                        stack.Clear();
                        inBody = true;
                        (block.IsHeading, block.Zone, block.Phase) = (true, bare, documentPeriod);
                        above = block;
                        phase = documentPeriod;
                        continue;
                    }
                }
                Place(block, stack, top, phase, above);
                if (block.Rows is null && PeriodText.Heading(block.Text) is { } phased && block.Text.Length < 60) phase = phased;
                continue;
            }
            var marker = block.Marker;
            if (marker.IsBullet)
            {
                if (PeriodText.Heading(block.Text) is { } period && (marker.Kind == MarkerKind.Phase || block.Text.EndsWith(':')) && block.Text.Length < 60)
                {
                    phase = period;
                    block.IsHeading = true;
                }
                Place(block, stack, top, phase, above);
                continue;
            }
            var rank = Rank(marker, capitalFirst);
            while (stack.Count > 0 && Rank(stack[^1].Marker!, capitalFirst) >= rank) stack.RemoveAt(stack.Count - 1);
            inBody = true;
            phase = PeriodText.Heading(block.Text) is { } own && block.Text.Length < 160 ? own : stack.Count > 0 ? stack[^1].Phase : documentPeriod;
            block.Parent = stack.Count > 0 ? stack[^1] : above;
            block.Path = block.Parent is null || block.Parent.Path.Length == 0 ? marker.Text : block.Parent.Path + "." + marker.Text;
            block.Phase = phase;
            block.IsHeading = IsHeading(block, blocks, i, rank);
            var zone = ZoneOf(block);
            block.Zone = zone ?? block.Parent?.Zone ?? (block.IsHeading ? Zone.Other : top);
            if (block.Parent is null || ReferenceEquals(block.Parent, above)) top = block.Zone;
            stack.Add(block);
        }
    }

    static void Place(Block block, List<Block> stack, Zone top, Period? phase, Block? above)
    {
        if (block.Rows is null && block.Folded.StartsWith("tren day la", StringComparison.Ordinal))
        {
            block.Zone = Zone.Other;
            return;
        }
        var parent = stack.Count > 0 ? stack[^1] : above;
        block.Parent = parent;
        block.Path = parent?.Path ?? "";
        block.Zone = parent?.Zone ?? top;
        block.Phase = phase ?? parent?.Phase;
    }

    // Below the first level only headings that surely open another kind of section may leave the zone of their parent.
    static Zone? ZoneOf(Block block)
    {
        var lead = block.Text;
        var colon = lead.IndexOf(':', StringComparison.Ordinal);
        if (!block.IsHeading && colon is > 0 and < 80) lead = lead[..colon];
        else if (!block.IsHeading) return null;
        var zone = Zones.Of(lead);
        if (zone is null || block.Parent is null || block.Marker is { Kind: MarkerKind.Roman or MarkerKind.Capital } && Vietnamese.IsCaps(lead)) return zone;
        var parent = block.Parent.Zone;
        return zone switch
        {
            Zone.Goals when parent is not Zone.Situation => Zone.Goals,
            Zone.Purpose when parent is Zone.Purpose or Zone.Goals or Zone.Other => Zone.Purpose,
            Zone.Duties when parent is not Zone.Duties => Zone.Duties,
            Zone.Reporting => Zone.Reporting,
            Zone.Bases => Zone.Bases,
            Zone.Situation when parent is Zone.Other or Zone.Situation => Zone.Situation,
            Zone.Budget when parent is Zone.Other or Zone.Duties or Zone.Content && Vietnamese.Fold(lead).StartsWith("kinh phi", StringComparison.Ordinal) => Zone.Budget,
            Zone.Content when parent is Zone.Other or Zone.Purpose || parent is Zone.Goals && ContentStart(lead) => Zone.Content,
            Zone.Scope when parent is Zone.Other or Zone.Purpose => Zone.Scope,
            _ => null,
        };
    }

    static bool ContentStart(string lead) =>
        Vietnamese.Fold(lead) is var s && (s.StartsWith("noi dung", StringComparison.Ordinal) || s.StartsWith("nhiem vu", StringComparison.Ordinal) || s.StartsWith("giai phap", StringComparison.Ordinal)
            || s.StartsWith("cac nhiem vu", StringComparison.Ordinal) || s.StartsWith("cac noi dung", StringComparison.Ordinal) || s.StartsWith("cac giai phap", StringComparison.Ordinal));

    static int Rank(Marker marker, bool capitalFirst) => marker.Kind == MarkerKind.Capital && !capitalFirst ? 22 : marker.Rank;

    static bool IsHeading(Block block, IReadOnlyList<Block> blocks, int at, int rank)
    {
        if (block.Text.Length is 0 or > 260) return block.Text.Length == 0;
        if (rank <= 25 || block.Heading > 0 || block.Strong) return block.Text.Length <= 200 || rank <= 22;
        var ends = block.Text[^1];
        if (ends is '.' or ';') return false;
        var next = at + 1 < blocks.Count ? blocks[at + 1] : null;
        if (next is null) return false;
        if (next.Rows is not null || next.Marker is null) return true;
        return next.Marker.Rank > block.Marker!.Rank || block.Text.Length < 90;
    }

    static bool IsBareHeading(Block block) => block.Text.Length is > 4 and < 120 && (Vietnamese.IsCaps(block.Text) || block.Heading > 0 || (block.Strong && !block.Text.EndsWith('.')));
}
