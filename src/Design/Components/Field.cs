using LienY.Kernel;
using Microsoft.AspNetCore.Components;

namespace LienY.Design.Components;

/// <summary>What every field of a form has: name, label, hint, and after a refusal what was typed and what is wrong with it.</summary>
public abstract class Field : ComponentBase
{
    /// <summary>Name under which it is sent.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    /// <summary>What stands above it, in the language of the page.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>A short help under the label.</summary>
    [Parameter] public string? Hint { get; set; }

    /// <summary>Must be filled in.</summary>
    [Parameter] public bool Required { get; set; }

    /// <summary>Cannot be changed just now.</summary>
    [Parameter] public bool Disabled { get; set; }

    /// <summary>Extra class of the field's frame ("short", "half").</summary>
    [Parameter] public string Class { get; set; } = "";

    /// <summary>The words of the page; pages of components have them as <c>T</c>.</summary>
    [Inject] Words Texts { get; set; } = null!;

    /// <summary>The form around the field.</summary>
    [CascadingParameter] protected FormFrame? Form { get; set; }

    /// <summary>What is wrong with this field, null where nothing is.</summary>
    protected string? Error => Form?.Memory is { } memory && memory.Refusal.Field == Name ? Texts.Of(memory.Refusal) : null;

    /// <summary>Id of the input; the one at fault has a fixed id, to which the summary on top links.</summary>
    protected string Id => Error is null ? $"{Form?.Id ?? "field"}-{Name}" : FormFrame.Wrong(Name);

    /// <summary>What to show: what was typed, else what is stored.</summary>
    protected string? Shown(string? stored) => Form?.Memory is { } memory ? memory.Typed(Name) ?? stored : stored;

    /// <summary>The stored value where somebody else changed it meanwhile and it differs from what was typed here; else null.</summary>
    protected string? Elsewhere(string? stored) =>
        Form?.Memory is { Refusal.Code: "stale" } memory && memory.Typed(Name) is { } typed && typed.ReplaceLineEndings("\n").Trim() != (stored ?? "").ReplaceLineEndings("\n").Trim()
            ? stored is { Length: > 0 } ? stored : "–" : null;

    /// <summary>Ids of the texts that describe the input.</summary>
    protected string? DescribedBy(string? elsewhere = null)
    {
        var ids = string.Join(' ', new[] { Hint is null ? null : Id + "-hint", Error is null ? null : Id + "-error", elsewhere is null ? null : Id + "-stored" }.OfType<string>());
        return ids.Length == 0 ? null : ids;
    }
}
