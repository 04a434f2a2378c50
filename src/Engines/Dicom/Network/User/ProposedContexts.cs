namespace LienY.Dicom;

/// <summary>Presentation contexts as a user proposes them.</summary>
public static class ProposedContexts
{
    static readonly string[] Plain = [Uids.ExplicitLittle, Uids.ImplicitLittle];

    /// <summary>For operations whose data sets we write ourselves: explicit and implicit.</summary>
    public static IReadOnlyList<ProposedContext> For(params IReadOnlyList<string> sopClasses) => Numbered(sopClasses.Select(c => (c, Plain)));

    /// <summary>For sending: each class in each syntax it is kept in, alone, so that what is taken is known; and plain, in case none of those is.</summary>
    public static IReadOnlyList<ProposedContext> For(IEnumerable<OutgoingInstance> instances)
    {
        var kept = instances.Select(i => (i.SopClass, i.TransferSyntax)).Distinct().ToList();
        // What is sent as it is comes first: numbers are scarce.
        return Numbered(kept.Select(k => (k.SopClass, (string[])[k.TransferSyntax]))
            .Concat(kept.Select(k => k.SopClass).Distinct().SelectMany(c => Plain.Where(s => !kept.Contains((c, s))).Select(s => (c, (string[])[s])))));
    }

    /// <summary>For getting: the question, and storage classes that may be sent to us in any of the syntaxes named (the first that suits).</summary>
    public static IReadOnlyList<ProposedContext> ForGet(string sopClass, IEnumerable<string> storage, IReadOnlyList<string> syntaxes) =>
        Numbered(new[] { (sopClass, Plain) }.Concat(storage.Select(c => (c, syntaxes.ToArray()))));

    static List<ProposedContext> Numbered(IEnumerable<(string SopClass, string[] Syntaxes)> wanted) =>
        [.. wanted.Take(PduReader.MostContexts).Select((w, n) => new ProposedContext((byte)(2 * n + 1), w.SopClass, w.Syntaxes))];
}
