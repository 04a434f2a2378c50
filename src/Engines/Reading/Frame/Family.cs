namespace LienY.Reading;

/// <summary>Ties the documents of a bundle: child to parent by citation, slip to the document it goes with; nothing is merged.</summary>
static class Family
{
    public static List<ReadDocument> Link(List<ReadDocument> documents) => [.. documents.Select(document =>
    {
        var mine = document.Document;
        if (document.Part.IsSlip)
            return document with { Document = mine with { ForDocument = documents.Find(d => !d.Part.IsSlip && d.Document.Number is not null)?.Document.Number } };
        var parent = Parent(documents, document);
        if (parent is null) return document;
        var citation = mine.Parent ?? mine.Bases.FirstOrDefault(b => Cites(b, parent)) ?? new Citation($"{parent.Type} {parent.Number}", parent.Date, parent.Issuer, parent.Title ?? "", mine.Lines);
        return document with { Document = mine with { Parent = citation, ParentDocument = parent.Id } };
    })];

    /// <summary>The document of the same file that another cites as its ground.</summary>
    static PlanDocument? Parent(List<ReadDocument> documents, ReadDocument child) =>
        documents.Where(d => d.Id != child.Id && !d.Part.IsSlip && d.Document.Number is not null)
            .Select(d => d.Document)
            .FirstOrDefault(d => child.Document.Parent is { } p && Cites(p, d) || child.Document.Bases.Any(b => Cites(b, d)));

    static bool Cites(Citation citation, PlanDocument document) =>
        document.Number is { } number && citation.Ref.EndsWith(" " + number, StringComparison.OrdinalIgnoreCase);
}
