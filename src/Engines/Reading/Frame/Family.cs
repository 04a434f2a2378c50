namespace LienY.Reading;

/// <summary>Ties the documents of a bundle: child to parent by citation, slip to the document it goes with; nothing is merged.</summary>
static class Family
{
    public static List<ReadDocument> Link(List<ReadDocument> documents) => [.. Promulgated(documents).Select(document =>
    {
        var mine = document.Document;
        if (document.Part.IsSlip)
            return document with { Document = mine with { ForDocument = documents.Find(d => !d.Part.IsSlip && d.Document.Number is not null)?.Document.Number } };
        var parent = document.WithDecision ? null : Parent(documents, document);
        if (parent is null) return document;
        var citation = mine.Parent ?? mine.Bases.FirstOrDefault(b => Cites(b, parent)) ?? new Citation($"{parent.Type} {parent.Number}", parent.Date, parent.Issuer, parent.Title ?? "", mine.Lines);
        return document with { Document = mine with { Parent = citation, ParentDocument = parent.Id } };
    })];

    // A plan issued with a decision bears the decision's number, day, issuer and signer, and says so in its head.
    static List<ReadDocument> Promulgated(List<ReadDocument> documents)
    {
        for (var i = 1; i < documents.Count; i++)
        {
            var mine = documents[i].Document;
            if (mine.Number is not null || documents[i].Head.NumberLine is not null || documents[i].Part.IsSlip) continue;
            var cited = documents[i].Issued;
            var act = documents.Take(i).Select(d => d.Document).LastOrDefault(d => d.Type == "Quyết định" && (cited is null || d.Number is null || d.Number.Equals(cited.Value.Number, StringComparison.OrdinalIgnoreCase)));
            if (cited is null && act is null) continue;
            documents[i] = documents[i] with
            {
                Document = mine with
                {
                    Number = cited?.Number ?? act?.Number,
                    Date = mine.Date ?? cited?.Day ?? act?.Date,
                    Place = mine.Place ?? act?.Place,
                    Issuer = mine.Issuer ?? act?.Issuer,
                    IssuerParent = mine.IssuerParent ?? act?.IssuerParent,
                    Signer = mine.Signer ?? act?.Signer,
                    ParentDocument = act?.Id,
                    Parent = mine.Parent ?? (act is null ? null : new Citation($"{act.Type} {act.Number}", act.Date, act.Issuer, documents[i].IssuedQuote ?? act.Title ?? "", mine.Lines)),
                },
                WithDecision = true,
            };
        }
        return documents;
    }

    /// <summary>The document of the same file that another cites as its ground.</summary>
    static PlanDocument? Parent(List<ReadDocument> documents, ReadDocument child) =>
        documents.Where(d => d.Id != child.Id && !d.Part.IsSlip && d.Document.Number is not null)
            .Select(d => d.Document)
            .FirstOrDefault(d => child.Document.Parent is { } p && Cites(p, d) || child.Document.Bases.Any(b => Cites(b, d)));

    static bool Cites(Citation citation, PlanDocument document) =>
        document.Number is { } number && citation.Ref.EndsWith(" " + number, StringComparison.OrdinalIgnoreCase);
}
