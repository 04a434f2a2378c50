using System.Globalization;

namespace LienY.Signatures;

/// <summary>Pages and form fields of a PDF, found with bounds on depth and number.</summary>
static class PdfPages
{
    const int Deepest = 40;
    const int Most = 100_000;

    /// <summary>References of all pages in order.</summary>
    public static List<PdfRef> Of(PdfFile file)
    {
        var (pages, seen) = (new List<PdfRef>(), new HashSet<int>());
        void Walk(PdfValue? node, int depth)
        {
            if (depth > Deepest || node is not PdfRef at || !seen.Add(at.Number) || seen.Count > Most || file.Dict(at) is not { } dict) return;
            if (file.Array(dict["Kids"]) is { } kids && file.Name(dict["Type"]) != "Page")
            {
                foreach (var kid in kids.Items) Walk(kid, depth + 1);
            }
            else pages.Add(at);
        }
        Walk(file.Catalog["Pages"], 0);
        return pages;
    }

    /// <summary>Left, bottom, right, top of a page.</summary>
    public static double[] Box(PdfFile file, PdfRef page)
    {
        var dict = file.Dict(page);
        for (var i = 0; i < Deepest && dict is not null; i++)
        {
            foreach (var key in new[] { "CropBox", "MediaBox" })
            {
                if (file.Array(dict[key]) is { Items.Count: 4 } box && box.Items.Select(v => Number(file.Resolve(v))).ToArray() is var n && n.All(x => x is not null))
                    return [Math.Min(n[0]!.Value, n[2]!.Value), Math.Min(n[1]!.Value, n[3]!.Value), Math.Max(n[0]!.Value, n[2]!.Value), Math.Max(n[1]!.Value,
                        n[3]!.Value)];
            }
            dict = file.Dict(dict["Parent"]);
        }
        return [0, 0, 595, 842];
    }

    static double? Number(PdfValue? value) =>
        value is PdfAtom a && double.TryParse(a.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && Math.Abs(n) < 1e6 ? n : null;

    /// <summary>Every terminal field of the form with its full name, type and value.</summary>
    public static List<PdfField> Fields(PdfFile file)
    {
        var (fields, seen) = (new List<PdfField>(), new HashSet<int>());
        void Walk(PdfValue? node, string name, string? type, PdfValue? value, int depth)
        {
            if (depth > Deepest || fields.Count > Most || file.Dict(node) is not { } dict) return;
            if (node is PdfRef at && !seen.Add(at.Number)) return;
            if (file.Resolve(dict["T"]) is PdfText t) name = name.Length == 0 ? t.Words : name + "." + t.Words;
            (type, value) = (file.Name(dict["FT"]) ?? type, dict["V"] ?? value);
            var kids = file.Array(dict["Kids"])?.Items.Where(k => file.Dict(k)?["T"] is not null).ToList();
            if (kids is { Count: > 0 }) foreach (var kid in kids) Walk(kid, name, type, value, depth + 1);
            else fields.Add(new(node as PdfRef, name, type, value, dict));
        }
        if (file.Array(file.Dict(file.Catalog["AcroForm"])?["Fields"]) is { } top)
            foreach (var field in top.Items) Walk(field, "", null, null, 0);
        return fields;
    }
}

/// <summary>A terminal field of a form.</summary>
sealed record PdfField(PdfRef? At, string Name, string? Type, PdfValue? Value, PdfDict Dict);
