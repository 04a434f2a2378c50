using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Versions of populations and the like: cells of the attribute combination "Phiên bản", and since when each is in force for an element.</summary>
sealed class Versions(DataSetsStore store, Glossary glossary)
{
    /// <summary>Code of the category and the combination that hold all versions.</summary>
    public const string Code = "phien-ban";

    /// <summary>The cell of a version by code or name; made where there is none.</summary>
    public async Task<Combo> MakeAsync(string name, string code, CancellationToken stop)
    {
        // One made a moment ago is not in the database yet.
        var combination = store.Combinations.Local.FirstOrDefault(c => c.Code == Code) ?? await store.Combinations.FirstOrDefaultAsync(c => c.Code == Code, stop);
        var category = store.Categories.Local.FirstOrDefault(c => c.Code == Code) ?? await store.Categories.Include(c => c.Choices).FirstOrDefaultAsync(c => c.Code == Code, stop);
        if (combination is null || category is null)
        {
            category = new() { Dimension = Dimension.Attribute };
            category.Call(Code, "Phiên bản số liệu", "Version of figures", "数据版本");
            combination = new() { Dimension = Dimension.Attribute };
            combination.Call(Code, "Phiên bản số liệu", "Version of figures", "数据版本");
            combination.Categories.Add(new() { CombinationId = combination.Id, CategoryId = category.Id });
            store.AddRange(category, combination);
        }
        var folded = Fold.Of(name);
        var there = await store.Combos.Where(c => c.CombinationId == combination.Id).ToListAsync(stop);
        there.AddRange(store.Combos.Local.Where(c => c.CombinationId == combination.Id && !there.Contains(c)));
        if (there.FirstOrDefault(c => (code.Length > 0 && c.Code == code) || c.Code == name || Fold.Of(c.Name) == folded) is { } known) return known;
        if (code.Length == 0) code = folded.Replace(' ', '-');
        if (glossary.Combos.Find(code, IdScheme.Code) is not null || glossary.Choices.Find(code, IdScheme.Code) is not null) code = $"{Code}-{code}";
        var choice = new Choice();
        choice.Call(code, name);
        var link = new CategoryChoice { CategoryId = category.Id, ChoiceId = choice.Id, Position = category.Choices.Count };
        category.Choices.Add(link);
        var combo = new Combo { CombinationId = combination.Id, Choices = choice.Id.ToString(), Position = there.Count };
        combo.Call(code, name);
        store.AddRange(choice, combo);
        if (store.Entry(link).State == EntityState.Detached) store.Add(link);
        return combo;
    }

    /// <summary>Puts a version of an element in force from a day.</summary>
    public async Task SetAsync(Guid elementId, Guid comboId, DateOnly from, CancellationToken stop)
    {
        var row = await store.AttributeVersions.FirstOrDefaultAsync(v => v.ElementId == elementId && v.ComboId == comboId, stop);
        if (row is null) store.AttributeVersions.Add(new() { ElementId = elementId, ComboId = comboId, ValidFrom = from });
        else row.ValidFrom = from;
    }
}
