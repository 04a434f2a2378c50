using LienY.Contracts;
using LienY.Kernel;
using LienY.Outlines;

namespace LienY.Boards;

/// <summary>An item with its figures, ready to draw; <see cref="Trouble"/> where it cannot be read.</summary>
sealed record ReadItem(Item Item, Cube? Cube, Drawn? Map = null, Refusal? Trouble = null);

/// <summary>Reads the figures of all items of a board in one question.</summary>
sealed class BoardReading(IAnalytics analytics, Measures measures, UnitChoices choices, MapDrawing maps, TimeProvider clock, Words words)
{
    /// <summary>Figures on one board, at most (200 indicators × 34 units × 12 months are 81,600).</summary>
    public const int Most = 100_000;

    /// <summary>The items in their order, with figures as the reader may see them.</summary>
    public async Task<IReadOnlyList<ReadItem>> ReadAsync(IReadOnlyList<Item> items, Reader reader, CancellationToken stop)
    {
        var read = new List<ReadItem>();
        foreach (var item in items) read.Add(await LayAsync(item, reader, stop));
        if (read.Sum(r => r.Cube?.Size ?? 0) > Most) throw Refusal.Invalid("Bảng này cần hơn {0} số liệu. Xin bớt chỉ số, đơn vị hoặc kỳ.", Most);
        var asks = read.Where(r => r.Cube is not null).SelectMany(r => r.Cube!.Asks).Distinct().ToList();
        if (asks.Count > 0)
        {
            var figures = await analytics.ReadAsync(asks, new(), stop);
            var answers = new Dictionary<FigureAsk, Figure>(asks.Count);
            for (var i = 0; i < asks.Count; i++) answers[asks[i]] = figures[i];
            foreach (var one in read) one.Cube?.Take(answers);
        }
        return read;
    }

    async Task<ReadItem> LayAsync(Item item, Reader reader, CancellationToken stop)
    {
        if (item.Kind == ItemKind.Text) return new(item, null);
        try
        {
            var heads = new List<MeasureHead>();
            foreach (var asked in item.Kind is ItemKind.League or ItemKind.Map or ItemKind.Figure ? item.Measures.Take(1) : item.Measures) heads.Add(await measures.HeadAsync(asked, stop));
            var today = clock.Today();
            var spans = Spans.Of(item.Periods, today, words);
            if (item.Kind == ItemKind.Map)
            {
                var drawn = await maps.LayAsync(item.Place, reader, stop);
                return new(item, new(heads, drawn.Units, [.. spans.Where(s => !s.IsTwin).TakeLast(1)], reader.Doors) { Apart = true }, drawn);
            }
            var units = await choices.OfAsync(item.Units, reader, stop);
            if (item.Kind is not (ItemKind.League or ItemKind.Figure)) return new(item, new(heads, units, spans, reader.Doors) { Apart = await choices.ApartAsync(units, stop) });
            var last = spans.Last(s => !s.IsTwin);
            return new(item, new(heads, item.Kind == ItemKind.Figure ? [.. units.Take(1)] : units, [last], reader.Doors)
            {
                Beside = [.. Spans.Run(last, 12, words).Where(s => s != last).Append(Spans.Twin(last, today, words)).DistinctBy(s => (s.From, s.To, s.IsTwin))],
            });
        }
        catch (Refusal trouble)
        {
            return new(item, null, null, trouble);
        }
    }
}
