using System.Xml.Linq;
using static LienY.Writing.Wml;

namespace LienY.Writing;

/// <summary>
/// A DOCX that an officer edits in Word: <c>{{name}}</c> in words, or a content control whose tag is the name, is filled with a text; <c>{{table.column}}</c> repeats its row (outside a
/// table its paragraph) for every row of that table. A name in capitals prints its value in capitals. Word may have split a placeholder into any number of runs. The same values give the
/// same bytes.
/// </summary>
public sealed class DocxTemplate
{
    readonly TemplatePackage package;

    /// <summary>Opens a template.</summary>
    /// <exception cref="TemplateRefused">It is no Word document, carries macros or embedded objects, refers outside, or unpacks beyond measure.</exception>
    public DocxTemplate(byte[] docx) => package = new(docx);

    /// <summary>Names used, in lower case, each once, in reading order.</summary>
    public IReadOnlyList<string> Names => [.. package.Open().SelectMany(p => p.Root.Descendants(Main + "p")).SelectMany(Braces.Of).Where(b => b.Name.Length > 0).Select(b => b.Name).Distinct()];

    /// <summary>Everything that cannot be filled: unknown names, braces without end, two tables in one row; each with its paragraph.</summary>
    public IReadOnlyList<TemplateFault> Check(TemplateFields fields)
    {
        var faults = new List<TemplateFault>();
        var number = 0;
        foreach (var (part, root) in package.Open())
        {
            Controls.Unfold(root, fields);
            foreach (var paragraph in root.Descendants(Main + "p"))
            {
                number += part == TemplatePackage.Document ? 1 : 0;
                var at = part == TemplatePackage.Document ? number : 0;
                var words = Braces.WordsOf(paragraph);
                foreach (var brace in Braces.Of(paragraph))
                    if (brace.Name.Length == 0) faults.Add(new(brace.Written, at, part, words, TemplateTrouble.Unclosed));
                    else if (!fields.Knows(brace.Name)) faults.Add(new(brace.Written, at, part, words, TemplateTrouble.Unknown));
                var tables = Braces.TablesOf(Unit(paragraph));
                if (tables.Count > 1 && Braces.TablesOf(paragraph).Count > 0) faults.Add(new(string.Join(", ", tables), at, part, words, TemplateTrouble.TwoTables));
            }
        }
        return faults;
    }

    /// <summary>The document with its values.</summary>
    /// <exception cref="TemplateRefused">It does not fit the fields; see <see cref="Check"/>.</exception>
    public byte[] Fill(TemplateFields fields, TemplateValues values)
    {
        if (Check(fields) is [var fault, ..]) throw new TemplateRefused("fault", $"The placeholder '{fault.Placeholder}' in paragraph {fault.Paragraph} cannot be filled ({fault.Trouble}).");
        var parts = package.Open().ToList();
        foreach (var (_, root) in parts)
        {
            Controls.Unfold(root, fields);
            foreach (var unit in root.Descendants(Main + "p").Where(p => Braces.TablesOf(p).Count > 0).Select(Unit).Distinct().ToList()) Repeat(unit, values);
            foreach (var paragraph in root.Descendants(Main + "p").Where(p => Braces.Of(p).Count > 0).ToList()) Filling.Paragraph(paragraph, name => values.Texts.GetValueOrDefault(name, ""));
        }
        return package.Write(parts);
    }

    // What is repeated: the innermost row that holds the paragraph, else the paragraph itself.
    static XElement Unit(XElement paragraph) => paragraph.Ancestors(Main + "tr").FirstOrDefault() ?? paragraph;

    static void Repeat(XElement unit, TemplateValues values)
    {
        var table = Braces.TablesOf(unit).First();
        var rows = values.Tables.GetValueOrDefault(table, []);
        var isRow = unit.Name == Main + "tr";
        if (rows.Count == 0 && !isRow)
        {
            Filling.Remove(unit);
            return;
        }
        // A table without rows keeps one that says so: an empty table looks like a forgotten one.
        foreach (var row in rows.Count > 0 ? rows : [new Dictionary<string, string>()])
        {
            var copy = new XElement(unit);
            unit.AddBeforeSelf(copy);
            foreach (var paragraph in copy.DescendantsAndSelf(Main + "p").Where(p => Braces.TablesOf(p).Count > 0).ToList())
                Filling.Paragraph(paragraph, name => name.StartsWith(table + ".", StringComparison.Ordinal) ? row.GetValueOrDefault(name[(table.Length + 1)..], "–")
                    : values.Texts.GetValueOrDefault(name, ""));
        }
        unit.Remove();
    }
}

/// <summary>What a template may use.</summary>
/// <param name="Texts">Names of texts.</param>
/// <param name="Tables">Names of columns by name of table.</param>
public sealed record TemplateFields(IReadOnlyCollection<string> Texts, IReadOnlyDictionary<string, IReadOnlyCollection<string>> Tables)
{
    /// <summary>The name can be filled.</summary>
    public bool Knows(string name) => Texts.Contains(name)
        || (name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && Tables.TryGetValue(name[..dot], out var columns) && columns.Contains(name[(dot + 1)..]));
}

/// <summary>Values for a template: texts by name (line feeds make paragraphs), rows by table, each by column.</summary>
public sealed record TemplateValues(IReadOnlyDictionary<string, string> Texts, IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Tables);

/// <summary>Why a placeholder cannot be filled.</summary>
public enum TemplateTrouble
{
    /// <summary>There is no such field.</summary>
    Unknown,

    /// <summary>Two opening braces without two closing ones in the same paragraph.</summary>
    Unclosed,

    /// <summary>One row uses columns of two tables.</summary>
    TwoTables,
}

/// <summary>A placeholder that cannot be filled.</summary>
/// <param name="Placeholder">As written.</param>
/// <param name="Paragraph">Number of its paragraph from 1 in the body; 0 in a header or footer.</param>
/// <param name="Part">Part of the file.</param>
/// <param name="Words">Words of the paragraph.</param>
/// <param name="Trouble">Why.</param>
public sealed record TemplateFault(string Placeholder, int Paragraph, string Part, string Words, TemplateTrouble Trouble);

/// <summary>A file cannot serve as template; <paramref name="code"/> is one of <c>not-word</c>, <c>macros</c>, <c>external</c>, <c>too-large</c>, <c>fault</c>.</summary>
public sealed class TemplateRefused(string code, string message) : Exception(message)
{
    /// <summary>Stable name of the reason.</summary>
    public string Code => code;
}
