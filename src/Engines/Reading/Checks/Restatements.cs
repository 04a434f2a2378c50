namespace LienY.Reading;

/// <summary>Finds targets stated more than once, alike or with other values; keeps every row.</summary>
static class Restatements
{
    public static void Mark(Harvest harvest)
    {
        var rows = harvest.Indicators;
        // Every row meets every other: its name is cut into words once.
        var names = rows.Select(r => new Name(r.Name)).ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Value is null || names[i].Count < 3) continue;
            for (var j = 0; j < i; j++)
            {
                if (rows[j].RestatementOf is not null || rows[j].Value is null || rows[i].Series is not null && rows[i].Series == rows[j].Series) continue;
                if (!SameUnit(rows[i], rows[j]) || !names[i].IsLike(names[j])) continue;
                if (rows[i].Quote == rows[j].Quote && rows[i].Lines == rows[j].Lines) continue;
                if (rows[i].Value == rows[j].Value && rows[i].High == rows[j].High)
                {
                    rows[i] = rows[i] with { RestatementOf = rows[j].Id };
                    harvest.Warn("target-restated", $"Chỉ tiêu “{rows[i].Name}” đã nêu ở dòng {rows[j].Lines.First}; có thể là cùng một chỉ tiêu.", rows[i].Lines, rows[j].Lines);
                    break;
                }
                if (!SamePeriod(rows[i], rows[j]) || names[i].Count < 4) continue;
                harvest.Warn("target-conflict", $"Chỉ tiêu “{rows[i].Name}” ghi {Vietnamese.Show(rows[i].Value!.Value)} {rows[i].Unit} nhưng dòng {rows[j].Lines.First} ghi {Vietnamese.Show(rows[j].Value!.Value)} {rows[j].Unit} cho cùng thời gian.",
                    rows[i].Lines, rows[j].Lines);
                break;
            }
        }
    }

    static bool SameUnit(IndicatorRow a, IndicatorRow b) => string.Equals(a.Unit, b.Unit, StringComparison.OrdinalIgnoreCase);

    static bool SamePeriod(IndicatorRow a, IndicatorRow b) => a.Period?.From == b.Period?.From && a.Period?.To == b.Period?.To;

    /// <summary>A name in words; "dưới 1 tuổi" and "dưới 5 tuổi" are two targets, so its numbers must be the same.</summary>
    sealed class Name
    {
        readonly HashSet<string> words, topic;
        readonly string numbers;

        public Name(string text)
        {
            var all = Aliases.Words(text);
            Count = all.Count;
            words = [.. all];
            topic = text.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon ? [.. Aliases.Words(text[..colon])] : [];
            numbers = string.Concat(text.Where(char.IsDigit));
        }

        public int Count { get; }

        // What both are said of ("Lớp hồi sức sơ sinh: …") must be the same thing, however much alike the rest is.
        public bool IsLike(Name other) => numbers == other.numbers && Aliases.Likeness(words, other.words) >= 0.8
            && (topic.Count == 0 || other.topic.Count == 0 || Aliases.Likeness(topic, other.topic) >= 0.8);
    }
}
