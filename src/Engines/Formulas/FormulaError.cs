namespace LienY.Formulas;

/// <summary>Why a formula cannot be read: a whole Vietnamese sentence with places {0}, {1}, and the character (from 0) at which it stands.</summary>
public sealed class FormulaError(string text, int position, params object[] args) : Exception(text)
{
    /// <summary>The sentence in Vietnamese with places; a key for translations.</summary>
    public string Text { get; } = text;

    /// <summary>Index of the character at fault, from 0.</summary>
    public int Position { get; } = position;

    /// <summary>What fills the places.</summary>
    public IReadOnlyList<object> Args { get; } = args;
}
