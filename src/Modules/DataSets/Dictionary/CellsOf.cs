namespace LienY.DataSets;

/// <summary>The cells of a combination: one choice of each of its categories.</summary>
static class CellsOf
{
    /// <summary>Most cells of one combination; more are a mistake.</summary>
    const int Most = 2_000;

    /// <summary>Cells that are not there yet, named after their choices; codes are those of the choices joined.</summary>
    public static IEnumerable<Combo> Missing(Combination combination, IReadOnlyDictionary<Guid, Category> categories, IReadOnlyDictionary<Guid, Choice> choices, IEnumerable<Combo> there)
    {
        var parts = combination.Categories.OrderBy(c => c.Position).Where(c => categories.ContainsKey(c.CategoryId))
            .Select(c => categories[c.CategoryId].Choices.OrderBy(x => x.Position).Select(x => choices[x.ChoiceId]).ToList()).ToList();
        if (parts.Count == 0 || parts.Any(p => p.Count == 0) || parts.Aggregate(1L, (n, p) => n * p.Count) > Most) yield break;
        var known = there.Select(c => c.ChoiceIds.ToHashSet()).ToList();
        var position = known.Count;
        foreach (var cell in Product(parts))
        {
            if (known.Any(k => k.SetEquals(cell.Select(c => c.Id)))) continue;
            var combo = new Combo { CombinationId = combination.Id, Choices = string.Join(' ', cell.Select(c => c.Id.ToString())), Position = position++ };
            combo.Call(parts.Count == 1 ? cell[0].Code : string.Join('-', cell.Select(c => c.Code)), string.Join(", ", cell.Select(c => c.Name)),
                string.Join(", ", cell.Select(c => c.Title("en"))), string.Join("，", cell.Select(c => c.Title("zh"))));
            yield return combo;
        }
    }

    static IEnumerable<IReadOnlyList<Choice>> Product(IReadOnlyList<IReadOnlyList<Choice>> parts) =>
        parts.Aggregate<IReadOnlyList<Choice>, IEnumerable<IReadOnlyList<Choice>>>([[]], (cells, part) => cells.SelectMany(c => part.Select(p => (IReadOnlyList<Choice>)[.. c, p])));
}
