namespace LienY.Edxml;

/// <summary>
/// A message cannot be read. <see cref="Text"/> is a whole Vietnamese sentence with places for <see cref="Args"/>: which element, what was expected, what to
/// do.
/// </summary>
public sealed class EdxmlFault(string code, string element, string text, params object[] args) : Exception(text)
{
    /// <summary>
    /// Stable id for programs: <c>not-xml</c>, <c>namespace</c>, <c>dtd</c>, <c>missing</c>, <c>value</c>, <c>base64</c>, <c>zip</c>, <c>too-large</c>,
    /// <c>broken</c>.
    /// </summary>
    public string Code => code;

    /// <summary>The element at fault, with its prefix; empty where the whole file is.</summary>
    public string Element => element;

    /// <summary>The sentence, with places.</summary>
    public string Text { get; } = text;

    /// <summary>What fills the places.</summary>
    public object[] Args => args;
}

/// <summary>How much of a message is read before it is refused.</summary>
public sealed record EdxmlLimits
{
    /// <summary>Characters of the whole file.</summary>
    public long Characters { get; init; } = 400_000_000;

    /// <summary>Characters of everything but the files.</summary>
    public int HeaderCharacters { get; init; } = 2_000_000;

    /// <summary>Bytes of one file after unpacking.</summary>
    public long FileBytes { get; init; } = 200L * 1024 * 1024;

    /// <summary>Files in a message.</summary>
    public int Files { get; init; } = 100;
}

/// <summary>What was read of a message.</summary>
/// <param name="Message">The message; the files were written to where the caller said, in order.</param>
/// <param name="Warnings">What was tolerated, Vietnamese sentences.</param>
/// <param name="Signed">It carries an XML signature, unchecked here.</param>
public sealed record EdxmlReading(EdxmlMessage Message, IReadOnlyList<string> Warnings, bool Signed);
