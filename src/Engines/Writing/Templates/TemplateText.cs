using System.Xml.Linq;
using static LienY.Writing.Wml;

namespace LienY.Writing;

/// <summary>Whole lines of a document replaced by others, to make a template out of a document of the house.</summary>
public static class TemplateText
{
    /// <summary>Every paragraph whose words are a key gets the words of its value; an empty value takes the paragraph away.</summary>
    public static byte[] Replace(byte[] docx, IReadOnlyDictionary<string, string> lines)
    {
        var package = new TemplatePackage(docx);
        var parts = package.Open().ToList();
        foreach (var paragraph in parts.SelectMany(p => p.Root.Descendants(Main + "p")).ToList())
        {
            if (!lines.TryGetValue(Braces.WordsOf(paragraph), out var words)) continue;
            if (words.Length == 0)
            {
                Filling.Remove(paragraph);
                continue;
            }
            var pieces = Braces.Pieces(paragraph);
            pieces[0].Value = words;
            foreach (var piece in pieces.Skip(1)) piece.Value = "";
        }
        return package.Write(parts);
    }
}
